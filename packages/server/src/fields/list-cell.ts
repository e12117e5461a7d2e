/** A cell that holds a list and is read, written and permitted as one: of its entries rules, filters and groups know nothing. */
import { sql } from "kysely";
import type { FieldModule, Json } from "./module.ts";
import { BLANK, emptiness } from "./shared.ts";

export const listCell = (parse: FieldModule["parse"]): FieldModule => ({
  kind: "text",
  columns: { "": "jsonb" },
  parse,
  parseOperand: () => BLANK,
  store: (value) => [value],
  load: ([value]) => value as Json,
  engineValue: () => null,
  engineSql: () => sql`null::text`,
  fromJson: (json) => [sql`case jsonb_typeof(${json}) when 'array' then ${json} end`],
  readJson: (json) => (Array.isArray(json) ? json : null),
  filters: emptiness,
  measures: [],
  groupable: false,
  mask: () => null,
});
