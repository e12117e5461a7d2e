import type { SelectProps } from "antd";
import { useMemo } from "react";
import { useCodeName } from "../../format/code-names.ts";
import type { CodeList } from "./code-lists.ts";
import { Select } from "./late-controls.tsx";

export function CodeSelect({ list, ...rest }: SelectProps & { readonly list: CodeList }) {
  const nameOf = useCodeName(list.kind);
  const options = useMemo(
    () => list.codes().map((code) => ({ value: code, label: `${nameOf(code)} ${code}` })),
    [list, nameOf],
  );
  return (
    <Select
      style={{ width: "100%" }}
      {...rest}
      showSearch={{ optionFilterProp: "label" }}
      options={options}
    />
  );
}
