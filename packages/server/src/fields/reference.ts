/** Fields that point at another record: any object, a person, a unit. The cell is the id; titles are looked up by the gate. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import type { FieldModule, Json } from "./module.ts";
import {
  BLANK,
  emptiness,
  equality,
  isBlank,
  jsonShaped,
  main,
  parseOperandWith,
  sameAsColumn,
  textOf,
  UUID,
} from "./shared.ts";

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  // A row that was read carries `{id, title}`; sending it back unchanged is fine.
  const id = typeof input === "object" ? (input as { id?: unknown }).id : input;
  return typeof id === "string" && UUID.test(id)
    ? { value: id }
    : { problem: problem(path, "not_id", { value: textOf(id).slice(0, 40) }) };
};

export const reference: FieldModule = {
  ...sameAsColumn,
  kind: "id",
  columns: { "": "uuid" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  engineValue: (value: Json) => value as string,
  fromJson: (json) => [jsonShaped(json, UUID, "uuid")],
  readJson: (json) => (typeof json === "string" && UUID.test(json) ? json : null),
  filters: { ...equality("uuid"), ...emptiness },
  smallest: "'00000000-0000-0000-0000-000000000000'::uuid",
};

export const person: FieldModule = reference;

export const unit: FieldModule = {
  ...reference,
  kind: "unit",
  filters: {
    ...reference.filters,
    /** This unit and all below it. */
    within: (cell, operand, { unitsBelow }) => sql`${main(cell)} in (${unitsBelow(operand)})`,
  },
};
