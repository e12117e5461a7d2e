/** What a reader may ever write. */
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Subject } from "./subject.ts";
import { viewOf } from "./view.ts";

/** Names of the fields that some record, or a new one, could be given by this reader. */
export function writableFields(subject: Subject, object: ObjectModel): ReadonlySet<string> {
  const writable = new Set<string>();
  for (const action of Object.keys(object.declaration.actions)) {
    for (const { arm } of viewOf(subject, object.name, action).arms) {
      for (const name of arm.write) {
        const field = object.fields.get(name);
        if (field && (field.writtenBy === action || action === "create")) writable.add(name);
      }
    }
  }
  return writable;
}

/** The fields that the subject may give a value in some new record; where it stands is the scope's question. */
export function fieldsOfNew(subject: Subject, object: ObjectModel): readonly FieldModel[] {
  const { arms } = viewOf(subject, object.name, "create");
  const names = new Set(["owner", "unit", ...arms.flatMap(({ arm }) => arm.write)]);
  return [...object.fields.values()].filter(
    ({ name, declaration }) => names.has(name) && !declaration.readOnly,
  );
}
