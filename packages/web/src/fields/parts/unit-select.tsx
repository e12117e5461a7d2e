import type { UnitNode } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { TreeSelect } from "antd";
import { useMemo } from "react";
import { unitsQuery } from "../../queries/administration.ts";
import { asList } from "./as-list.ts";
import { referenceId } from "./reference.ts";

interface UnitSelectProps {
  readonly id?: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly multiple?: boolean;
  readonly clearable?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly defaultOpen?: boolean;
  readonly "aria-label"?: string;
}

export function UnitSelect({
  value,
  onChange,
  multiple = false,
  clearable = true,
  ...rest
}: UnitSelectProps) {
  const units = useQuery(unitsQuery);
  const tree = useMemo(() => toTree(units.data ?? []), [units.data]);
  // Before the units are there, it would show their ids.
  const ids = units.data ? asList(value).flatMap((item) => referenceId(item) ?? []) : [];
  return (
    <TreeSelect
      {...rest}
      multiple={multiple}
      allowClear={clearable}
      showSearch={{ treeNodeFilterProp: "title" }}
      treeDataSimpleMode
      loading={units.isLoading}
      style={{ width: "100%" }}
      treeDefaultExpandedKeys={tree.slice(0, 1).map((node) => node.id)}
      value={multiple ? ids : (ids[0] ?? null)}
      onChange={(next: unknown) => onChange(next ?? null)}
      treeData={tree}
      listHeight={320}
    />
  );
}

function toTree(units: readonly UnitNode[]) {
  return units.map((unit) => ({
    id: unit.id,
    pId: unit.parent ?? 0,
    value: unit.id,
    title: unit.name,
  }));
}
