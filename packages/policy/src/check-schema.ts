import { readCondition } from "./parse-condition.ts";
import { at, report, startParser } from "./parse-shape.ts";
import type { ObjectType, Schema } from "./model.ts";
import type { Parser } from "./parse-shape.ts";
import type { Problem } from "./problems.ts";

/** Everything wrong with a declared schema: meant for a test beside the declaration, not for user input. */
export function checkSchema(schema: Schema): readonly Problem[] {
  const parser = startParser(schema, "objects");
  for (const [name, type] of Object.entries(schema.objects))
    checkObject(at(parser, name), name, type);
  return parser.problems;
}

function checkObject(parser: Parser, name: string, type: ObjectType): void {
  const { classes, objects } = parser.schema;
  if (!type.actions.includes("view")) report(parser, "no-view", name);
  for (const [field, { sensitivity }] of Object.entries(type.fields)) {
    const here = at(at(parser, "fields"), field);
    if (!classes.includes(sensitivity)) report(here, "unknown-class", sensitivity);
  }
  for (const [relation, { target }] of Object.entries(type.relations)) {
    const here = at(at(parser, "relations"), relation);
    if (!Object.hasOwn(objects, target)) report(here, "unknown-object", target);
  }
  for (const [scope, condition] of Object.entries(type.scopes)) {
    readCondition(at(at(parser, "scopes"), scope), condition, name);
  }
  checkUnitField(parser, type);
}

/** A unit field that is named must exist: a slip would let every forbid reach everywhere. */
function checkUnitField(parser: Parser, { unitField, fields }: ObjectType): void {
  if (unitField === undefined) return;
  const here = at(parser, "unitField");
  const kind = Object.hasOwn(fields, unitField) ? fields[unitField]!.kind : undefined;
  if (kind === undefined) report(here, "unknown-field", unitField);
  else if (kind !== "unit") report(here, "wrong-kind", kind);
}
