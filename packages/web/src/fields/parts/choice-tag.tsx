import type { FieldMeta } from "@latchkey/server/contract";
import { useText } from "../../i18n/index.ts";
import { TintTag } from "./tint-tag.tsx";

export function ChoiceTag({ field, value }: { field: FieldMeta; value: unknown }) {
  const text = useText();
  const choice = field.choices?.find((candidate) => candidate.value === value);
  // A choice that was removed from the declaration still names what the record holds.
  if (!choice) return <TintTag>{String(value)}</TintTag>;
  const { color, label } = choice;
  return <TintTag color={color === "default" ? undefined : color}>{text(label)}</TintTag>;
}
