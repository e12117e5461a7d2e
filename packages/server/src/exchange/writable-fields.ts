import { plan } from "@latchkey/policy";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Subject } from "../gate/subject.ts";

/** The fields that the subject may give a value in some new record; where it stands is the scope's question. */
export function writableFields(subject: Subject, object: ObjectModel): readonly FieldModel[] {
  const planned = plan(subject.compiled, object.name, "create", subject.context);
  const arms =
    planned.kind === "arms" ? planned.arms : planned.kind === "always" ? [planned.arm] : [];
  const names = new Set(["owner", "unit", ...arms.flatMap(({ write }) => write)]);
  return [...object.fields.values()].filter(
    ({ name, declaration }) => names.has(name) && !declaration.readOnly,
  );
}
