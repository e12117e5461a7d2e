/**
 * CASL's rules as SQL through @ucast/sql, the interpreter that its author publishes for it (and calls an alpha).
 *
 * Helped where its documentation lets one: `$all` on an array column is a custom operator (its interpreter has none), and
 * relations are LEFT joins, so that a row without a participant is not lost (its own integrations join inside), grouped in
 * the list's own order so that the first page can stop early. It has no EXISTS, so a relation is always a join.
 */
import { AbilityBuilder, createMongoAbility } from "@casl/ability";
import { rulesToAST } from "@casl/ability/extra";
import { allInterpreters, createSqlInterpreter, pg as dialect } from "@ucast/sql";
import { MASKED, type ListEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";
import type { Question } from "./questions.ts";
import { searchSql } from "./search.ts";
import { sqlEngine } from "./sql-engine.ts";
import {
  columnsSql,
  orderSql,
  searchesMasked,
  SHAPES,
  type Slice,
  type Statement,
} from "./statements.ts";
import { describeWorld } from "./world.ts";

type Rules = AbilityBuilder<ReturnType<typeof createMongoAbility>>;

/** Each rule is what somebody may be let in by; a share's open ends are rules of their own, for there is no `$or`. */
function abilityOf({ person, reach }: Persona, now: Date): Rules {
  const rules: Rules = new AbilityBuilder(createMongoAbility);
  const BOTH = ["customer", "order"];
  if (reach.all) rules.can("view", BOTH);
  if (reach.own) {
    rules.can("view", BOTH, { owner: person });
    for (const from of [{ $exists: false }, { $lte: now }]) {
      for (const until of [{ $exists: false }, { $gt: now }]) {
        rules.can("view", BOTH, {
          "participant.principal_id": person,
          "participant.deleted_at": { $exists: false },
          "participant.from": from,
          "participant.until": until,
        });
      }
    }
  }
  if (reach.stores) rules.can("view", BOTH, { unit: { $in: [...reach.stores] } });
  if (reach.pools)
    rules.can("view", "customer", { owner: { $exists: false }, unit: { $in: [...reach.pools] } });
  if (reach.vips)
    rules.can("view", "customer", {
      tags: { $all: [describeWorld().vipTag] },
      unit: { $in: [...reach.vips] },
    });
  return rules;
}

const all: (typeof allInterpreters)[string] = ({ field, value }, query) =>
  query.whereRaw(`${query.field(field)} @> array[${query.manyParams(value).join(", ")}]::uuid[]`);

const interpret = createSqlInterpreter({ ...allInterpreters, all });

export const caslAsSql = (url: string): Promise<ListEngine> =>
  sqlEngine(url, {
    name: "CASL as SQL",
    write: (persona, question, slice) =>
      searchesMasked(persona, question) ? MASKED : [statement(persona, question, slice)],
  });

function statement(persona: Persona, question: Question, slice: Slice): Statement {
  const { table, by, customer } = SHAPES[question.object];
  const ast = rulesToAST(abilityOf(persona, new Date()).build(), "view", question.object);
  const isEverything = ast !== null && Array.isArray(ast.value) && ast.value.length === 0;
  const [where, values, joins] =
    ast === null || isEverything
      ? [ast === null ? "false" : "true", [], []]
      : interpret(ast, {
          ...dialect,
          rootAlias: "t",
          joinRelation: (name) => name === "participant",
        });
  const place = (value: unknown) => `$${values.push(value)}`;
  const isJoined = joins.length > 0;
  const also =
    question.search === undefined ? "" : ` and ${searchSql(question.search, place, false)}`;
  const from = `from ${table} t${isJoined ? ` left join participant on participant.record_id = t.${customer}` : ""}
    where t.deleted_at is null and (${where})${also}`;
  if (question.page === "count")
    return {
      text: `select count(${isJoined ? "distinct t.id" : "*"})::int as count ${from}`,
      values,
    };
  const after =
    slice.after === null
      ? ""
      : ` and (${by}, t.id) < (${place(slice.after.key)}::timestamptz, ${place(slice.after.id)}::uuid)`;
  const text = `select ${columnsSql(question)} ${from}${after}${isJoined ? ` group by ${by}, t.id` : ""} ${orderSql(question)} limit ${slice.limit}`;
  return { text, values };
}
