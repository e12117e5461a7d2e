import { splitPath } from "./bind.ts";
import { mapOperands } from "./map-condition.ts";
import { objectRules } from "./piece.ts";
import { boundsOf } from "./side.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Condition } from "./model.ts";

/**
 * The fields of a record that deciding any action of the object may look at, apart from its `id`. Whoever knows these
 * and the truth of the {@link relatedAtoms} knows enough to decide.
 */
export function recordFields(compiled: CompiledSubject, objectName: string): ReadonlySet<string> {
  const known = KNOWN.get(compiled) ?? new Map<string, ReadonlySet<string>>();
  KNOWN.set(compiled, known);
  const fields = known.get(objectName) ?? findFields(compiled, objectName);
  known.set(objectName, fields);
  return fields;
}

/** Asked for every list; a subject does not change once it is compiled. */
const KNOWN = new WeakMap<CompiledSubject, Map<string, ReadonlySet<string>>>();

function findFields(compiled: CompiledSubject, objectName: string): ReadonlySet<string> {
  const rules = objectRules(compiled, objectName);
  const fields = new Set([
    ...rules.flatMap(({ condition }) => fieldsIn(condition)),
    ...boundsOf(rules).flatMap((bound) => [...recordFields(bound, objectName)]),
  ]);
  fields.delete("id");
  return fields;
}

function fieldsIn(condition: Condition): readonly string[] {
  if (condition.kind === "and" || condition.kind === "or") return condition.of.flatMap(fieldsIn);
  if (condition.kind === "not") return fieldsIn(condition.of);
  // What is asked of a related record is answered by the relation.
  if (condition.kind === "related") return [];
  const fields: string[] = [];
  mapOperands(condition, (operand) => {
    const [head, name] = splitPath(operand);
    if (head === "record") fields.push(name);
    return operand;
  });
  return fields;
}
