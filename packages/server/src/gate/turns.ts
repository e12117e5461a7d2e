/**
 * Counting and summing up look at every record of a view, and a view may have millions of them. Where the tallies know
 * all that is asked (`tally/tally.ts`), they are read instead; the records themselves are read only for what they do not
 * know, which mostly is what people share with one another, and few.
 *
 * The arms are asked in turn, each without what an earlier one has. Tallied arms come first, those that need no owner
 * before those that do; then arms of records; last the arms that start from related records. So a tally never has to know
 * of a share, no wide arm has to ask every record what it is not, and "mine, but not my store's" reads the tallies of one
 * owner. Only arms that show the asked cells at different levels stay apart as the plan has them: they are disjoint.
 */
import type { Condition, Operand } from "@latchkey/policy";
import { sql } from "kysely";
import type { Statement } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { grainOf, tallyOf, type Tally } from "../tally/tally.ts";
import { tagsOf, type Worn } from "./cover.ts";
import { leavesOf, type FilterLeaf } from "./filter.ts";
import type { Question } from "./list.ts";
import { matchedFields, matchSql } from "./page.ts";
import type { Subject } from "./subject.ts";
import {
  armsStatement,
  overlappingView,
  reachSql,
  ROW,
  type ArmLevels,
  type ArmView,
  type View,
} from "./view.ts";

/** What is asked of the rows of a view. */
export interface Asked extends Pick<Question, "view" | "filter" | "search"> {
  readonly group: readonly FieldModel[];
  readonly measured: readonly FieldModel[];
  /** Nothing else is asked of what is measured than its sum. */
  readonly isSummed: boolean;
}

/** Where the rows of an arm stand that no arm before it has. */
export interface Turn {
  /** `… as t`, with the columns of the arm's cells. */
  readonly source: Sql;
  readonly match: Sql;
  /** How many records one row stands for. */
  readonly rows: Sql;
  readonly isTallied: boolean;
  /** True if the rows are found from other records. */
  readonly isRelated: boolean;
}

type Needs = ReadonlySet<string> | null;

/** `each`: what is selected where the rows of an arm stand; `whole` puts it together. */
export function turnsStatement(
  subject: Subject,
  asked: Asked,
  each: (arm: ArmView, turn: Turn) => Sql,
  whole?: (rows: Sql) => Sql,
): Statement {
  // What decides which rows are meant, and what is said of them.
  const cells = [...matchedFields(asked), ...asked.group, ...asked.measured];
  const view = overlappingView(subject, asked.view, cells);
  const tally = answersFrom(asked);
  const needs = new Map(view.arms.map((arm) => [arm, tally && needsOf(tally, asked, arm)]));
  const order = view.arms.toSorted((a, b) => placeOf(a, needs.get(a)!) - placeOf(b, needs.get(b)!));
  const kindOf = ({ level }: ArmLevels): string => cells.map(level).join();
  const turnOf = (arm: ArmView): Turn => {
    const earlier = order.slice(0, order.indexOf(arm)).filter((one) => kindOf(one) === kindOf(arm));
    const match = sql`${matchSql(asked, arm)} and ${withoutSql(view, earlier)}`;
    if (!tally || !needs.get(arm)) return ofRecords(asked, [arm, ...earlier], match);
    const all = [arm, ...earlier].flatMap((one) => [...needs.get(one)!]);
    return ofTally(tally, new Set(all), match);
  };
  return armsStatement(subject, { view, each: (arm) => each(arm, turnOf(arm)) }, whole);
}

const withoutSql = (view: View, earlier: readonly ArmLevels[]): Sql =>
  earlier.length === 0
    ? sql`true`
    : sql`${reachSql(view, (arm) => earlier.includes(arm))} is not true`;

/**
 * Who all wear some tag are found by its tokens, which are of live records alone: few customers of a region are VIPs. The
 * tokens are enough where nothing else is asked of a row than the tag and its unit; else each row is looked up.
 */
function ofRecords(asked: Asked, arms: readonly ArmLevels[], match: Sql): Turn {
  const { view, filter } = asked;
  const [{ arm, level }] = arms as [ArmLevels];
  const worn = view.trash ? null : tagsOf(view.object, { arm, level }, filter);
  const source = !worn
    ? sql.table(view.object.table)
    : isOfTokens(asked, worn, arms)
      ? tokensSql(worn)
      : wearersSql(view.object, worn);
  return {
    match,
    source: sql`${source} as ${sql.ref(ROW)}`,
    rows: sql`1::bigint`,
    isTallied: false,
    isRelated: isRelated(arm.all),
  };
}

/** True if one tag is asked for once, and else only units. */
function isOfTokens(asked: Asked, { field, tags }: Worn, arms: readonly ArmLevels[]): boolean {
  if (tags.length > 1 || (asked.search ?? "") !== "") return false;
  const paths = [
    ...asked.measured.map(({ name }) => name),
    ...arms.flatMap((arm) => pathsAsked(asked, arm)),
  ].filter((name) => name !== "unit");
  return paths.length === 1 && paths[0] === field;
}

const tokensSql = ({ field, table, tags: [tag] }: Worn): Sql =>
  sql`(select id, unit, array[token] as ${sql.ref(field)}, null::timestamptz as deleted_at
    from ${sql.table(table)} where token = ${tag}::uuid)`;

/** `offset 0` keeps the database from looking through all rows for those that wear them. */
function wearersSql({ table }: ObjectModel, { table: tokens, tags }: Worn): Sql {
  const [only, ...others] = tags;
  const ids =
    others.length === 0
      ? sql`select id from ${sql.table(tokens)} where token = ${only}::uuid`
      : sql`select distinct id from ${sql.table(tokens)} where token = any(${tags}::uuid[])`;
  return sql`(select own_row.* from (${ids}) worn
    cross join lateral (select * from ${sql.table(table)} as own_row where own_row.id = worn.id offset 0) own_row)`;
}

/** The base in the coarsest grain that will do, and the deltas that are not folded yet. All that is tallied is live. */
function ofTally(tally: Tally, needed: ReadonlySet<string>, match: Sql): Turn {
  const columns = [...tally.by, ...tally.currencies, { column: "rows" }, ...tally.sums];
  const cells = sql`${sql.join(columns.map(({ column }) => sql.ref(column)))}, null::timestamptz as deleted_at`;
  return {
    match,
    source: sql`(select ${cells} from ${sql.table(tally.base)} where grain = ${sql.lit(grainOf(tally, needed))}
      union all select ${cells} from ${sql.table(tally.delta)}) as ${sql.ref(ROW)}`,
    rows: sql.ref(`${ROW}.rows`),
    isTallied: true,
    isRelated: false,
  };
}

/** Counts by few columns first, owners after them, then records, and last what starts from related records. */
function placeOf({ arm }: ArmLevels, needs: Needs): number {
  if (needs) return needs.size + (needs.has("owner") ? 100 : 0);
  return isRelated(arm.all) ? 2_000 : 1_000;
}

const isRelated = (conditions: readonly Condition[]): boolean =>
  JSON.stringify(conditions).includes(`"kind":"related"`);

/** The tally, if all that is grouped and measured is in it. */
function answersFrom({ view, search, group, measured, isSummed }: Asked): Tally | null {
  const tally = tallyOf(view.object.declaration);
  if (!tally || view.trash || (search ?? "") !== "" || !isSummed) return null;
  const isKey = ({ name }: FieldModel) => tally.fields.includes(name);
  const isSum = ({ name }: FieldModel) => tally.sums.some(({ field }) => field === name);
  return group.every(isKey) && measured.every(isSum) ? tally : null;
}

/** The fields of the tally that must be told apart to know an arm's rows; null where it asks for more than they are. */
function needsOf(tally: Tally, asked: Asked, arm: ArmLevels): Needs {
  const needed = pathsAsked(asked, arm).filter((name) => name !== HAS_OWNER);
  return needed.every((name) => tally.fields.includes(name)) ? new Set(needed) : null;
}

/** Names of the fields whose cells are looked at to group the rows of an arm and to find them, each time they are. */
const pathsAsked = ({ filter, group }: Asked, { arm }: ArmLevels): readonly string[] =>
  [
    ...group.map(({ name }) => name),
    ...leavesOf(filter).flatMap(leafPaths),
    ...[...arm.all, ...arm.none].flatMap(pathsOf),
  ].filter((name) => name !== NO_FIELD);

/** The request's clock and constants are no fields. */
const NO_FIELD = "";
/** A tally knows in every grain whether there is an owner. */
const HAS_OWNER = "whether there is an owner";

/** Names of fields whose value a condition looks at; what is none of a record's own fields is no tally's either. */
function pathsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "true":
      return [];
    case "and":
    case "or":
      return condition.of.flatMap(pathsOf);
    case "not":
      return pathsOf(condition.of);
    case "compare":
    case "overlaps":
      return [condition.left, condition.right].map(pathOf);
    case "in":
      return [condition.item, condition.list].map(pathOf);
    case "within":
      return [condition.unit, condition.root].map(pathOf);
    case "isEmpty":
      return [emptinessOf(pathOf(condition.of))];
    case "related":
      return ["related records"];
  }
}

const leafPaths = ({ field, op }: FilterLeaf): readonly string[] =>
  op === "isEmpty" || op === "isNotEmpty" ? [emptinessOf(field.name)] : [field.name];

const emptinessOf = (name: string): string => (name === "owner" ? HAS_OWNER : name);

function pathOf(operand: Operand): string {
  if ("value" in operand || operand.path === "context.now") return NO_FIELD;
  return operand.path.startsWith("record.") ? operand.path.slice("record.".length) : operand.path;
}
