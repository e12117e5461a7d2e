import type { FieldMeta } from "@latchkey/server/contract";
import { useText } from "../../i18n/index.ts";
import { Select } from "./late-controls.tsx";

interface ChoiceSelectProps {
  readonly field: FieldMeta;
  readonly id?: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly multiple: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly defaultOpen?: boolean;
  readonly "aria-label"?: string;
}

export function ChoiceSelect({ field, value, onChange, multiple, ...rest }: ChoiceSelectProps) {
  const text = useText();
  const options = (field.choices ?? []).map((choice) => ({
    value: choice.value,
    label: text(choice.label),
  }));
  return (
    <Select
      {...rest}
      {...(multiple ? { mode: "multiple" as const } : {})}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: "100%" }}
      value={value ?? (multiple ? [] : null)}
      onChange={(next: unknown) => onChange(next ?? null)}
      options={options}
    />
  );
}
