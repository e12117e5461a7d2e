/** A stored record as one reader may see it: the only way a cell leaves the gate. */
import type { Decision } from "@latchkey/policy";
import type { Row } from "../http/contract.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import type { StoredRecord } from "./record.ts";
import type { Subject } from "./subject.ts";
import { decide } from "./demands.ts";

/** Acts that have no record yet; their abilities are told by `me` and `meta`. */
const WITHOUT_RECORD: ReadonlySet<string> = new Set(["create", "import"]);

export function presentRecord(subject: Subject, object: ObjectModel, record: StoredRecord): Row {
  const decisions = decideAll(subject, object, record);
  const { levels } = decisions.get("view")!;
  const values: Record<string, Json> = {};
  const masked: string[] = [];
  const hidden: string[] = [];
  for (const field of object.fields.values()) {
    const level = levels[field.name] ?? "absent";
    const cell = record.cells.get(field.name) ?? null;
    if (level === "plain") values[field.name] = cell;
    else if (level === "masked") {
      values[field.name] = maskCell(field, cell);
      if (cell !== null || !field.module.maskSql) masked.push(field.name);
    } else if (!field.declaration.secret) hidden.push(field.name);
  }
  const reveal = decisions.get("reveal");
  return {
    id: record.id,
    version: record.version,
    values,
    masked,
    hidden,
    can: Object.fromEntries([...decisions].map(([action, { allow }]) => [action, allow])),
    writable: [...object.fields.values()]
      .filter((field) => isWritable(field, decisions))
      .map(({ name }) => name),
    revealable: reveal?.allow ? masked.filter((name) => reveal.fields.includes(name)) : [],
    ...(record.deleted ? { deleted: true } : {}),
  };
}

/** Null where the type keeps no masked form: then even emptiness is not told. */
export const maskCell = (field: FieldModel, cell: Json): Json =>
  cell === null || !field.module.maskSql ? null : field.module.mask(cell);

export function decideAll(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
): Map<string, Decision> {
  const decisions = new Map<string, Decision>();
  for (const action of Object.keys(object.declaration.actions)) {
    if (WITHOUT_RECORD.has(action)) continue;
    decisions.set(
      action,
      decide(subject.compiled, object.name, action, record.facts, record.context),
    );
  }
  return decisions;
}

function isWritable(field: FieldModel, decisions: ReadonlyMap<string, Decision>): boolean {
  if (field.declaration.readOnly) return false;
  const decision = decisions.get(field.writtenBy);
  return decision?.allow === true && decision.write.includes(field.name);
}
