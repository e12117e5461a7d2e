import type { FieldMeta } from "@latchkey/server/contract";
import { Tag } from "antd";
import { useText } from "../../i18n/index.ts";

export function ChoiceTag({ field, value }: { field: FieldMeta; value: unknown }) {
  const text = useText();
  const choice = field.choices?.find((candidate) => candidate.value === value);
  // A choice that was removed from the declaration still names what the record holds.
  if (!choice) return <Tag variant="outlined">{String(value)}</Tag>;
  return (
    <Tag color={choice.color ?? "default"} variant="filled">
      {text(choice.label)}
    </Tag>
  );
}
