/** Single fields whose levels differ from those of their class. */
import type { ClassLevel, RoleDraft } from "@latchkey/server/contract";

export type FieldLevels = NonNullable<RoleDraft["fields"]>;

export interface NamedField {
  readonly object: string;
  readonly field: string;
}

export const fieldsNamed = (fields: FieldLevels): readonly NamedField[] =>
  Object.entries(fields).flatMap(([object, levels]) =>
    Object.keys(levels).map((field) => ({ object, field })),
  );

/** `level` null: it is as its class is. */
export function withFieldLevel(
  fields: FieldLevels,
  { object, field }: NamedField,
  level: ClassLevel | null,
): FieldLevels {
  const { [field]: _old, ...rest } = fields[object] ?? {};
  const { [object]: _levels, ...others } = fields;
  const levels = level === null ? rest : { ...fields[object], [field]: level };
  return Object.keys(levels).length === 0 ? others : { ...others, [object]: levels };
}
