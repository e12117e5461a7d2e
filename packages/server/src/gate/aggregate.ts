/** Groups and totals over the reader's authorised view: a cell that is hidden or masked counts as empty, everywhere. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { AggregateReply, AggregateRequest } from "../http/contract.ts";
import { objectNamed, type FieldModel } from "../derive/model.ts";
import { badRequest, problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Json, Sql } from "../fields/module.ts";
import { parseFilter } from "./filter.ts";
import { readWritten } from "./guard.ts";
import { parseSearch } from "./search.ts";
import type { Subject } from "./subject.ts";
import { turnsStatement } from "./turns.ts";
import { knownFields, viewOf, type ArmView, type View } from "./view.ts";

type Measure = {
  readonly op: "count" | "sum" | "avg" | "min" | "max";
  readonly field: FieldModel | null;
};

/** More groups than anybody reads; whoever hits it narrows the filter. */
export const MAX_GROUPS = 2_000;
/** A money measure has a row for each currency of a group. */
const MAX_ROWS = MAX_GROUPS * 4;
const MAX_GROUP_FIELDS = 3;
const MAX_MEASURES = 8;

export async function aggregateRecords(
  executor: Executor,
  subject: Subject,
  objectName: string,
  request: AggregateRequest,
): Promise<AggregateReply> {
  const view = viewOf(subject, objectName);
  const group = parseGroup(request.group, view);
  const measures = parseMeasures(request.measures, view);
  const statement = turnsStatement(
    subject,
    {
      view,
      group,
      filter: parseFilter(request.filter, view),
      search: parseSearch(request.search),
      measured: measures.flatMap(({ field }) => field ?? []),
      isSummed: measures.every(({ op }) => op === "count" || op === "sum"),
    },
    (arm, { source, match, rows }) =>
      sql`select ${sql.join([sql`${rows} as rows`, ...cellColumns(group, measures, arm)])} from ${source} where ${match}`,
    (cells) => groupSql(group, measures, cells),
  );
  const rows = await readWritten<Record<string, unknown>>(executor, statement);
  return {
    groups: toGroups(rows, group, measures, objectNamed(subject.world.model, objectName).name),
  };
}

function parseGroup(input: unknown, view: View): readonly FieldModel[] {
  if (!Array.isArray(input) || input.length > MAX_GROUP_FIELDS) {
    throw badRequest([
      problem("group", "out_of_range", { name: "group", minimum: 0, maximum: MAX_GROUP_FIELDS }),
    ]);
  }
  return input.map((name, index) => {
    const field = fieldKnown(name, view, `group.${index}`);
    if (!field.module.groupable)
      throw badRequest([problem(`group.${index}`, "not_groupable", { field: field.name })]);
    return field;
  });
}

function parseMeasures(input: unknown, view: View): readonly Measure[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_MEASURES) {
    throw badRequest([
      problem("measures", "out_of_range", { name: "measures", minimum: 1, maximum: MAX_MEASURES }),
    ]);
  }
  return input.map((one, index) => {
    const { op, field: name } = (one ?? {}) as { op?: string; field?: unknown };
    if (op === "count" && name === undefined) return { op, field: null };
    const field = fieldKnown(name, view, `measures.${index}.field`);
    if (!field.module.measures.includes(op as never)) {
      throw badRequest([problem(`measures.${index}`, "not_groupable", { field: field.name })]);
    }
    return { op: op as Measure["op"], field };
  });
}

function fieldKnown(name: unknown, view: View, path: string): FieldModel {
  const field = knownFields(view).find((one) => one.name === name);
  if (!field)
    throw badRequest([problem(path, "unknown_field", { field: textOf(name).slice(0, 60) })]);
  return field;
}

/** What is measured must be plain: a masked amount is no number. */
function cellColumns(
  group: readonly FieldModel[],
  measures: readonly Measure[],
  arm: ArmView,
): readonly Sql[] {
  const columns: Sql[] = [];
  group.forEach((field, index) =>
    columns.push(sql`${arm.cell(field)[0]!} as ${sql.ref(`group_${index}`)}`),
  );
  measures.forEach(({ field }, index) => {
    if (!field) return;
    const cell = arm.cell(field);
    columns.push(sql`${cell[0]!} as ${sql.ref(`measure_${index}`)}`);
    if (cell[1]) columns.push(sql`${cell[1]} as ${sql.ref(`currency_${index}`)}`);
  });
  return columns;
}

/** One grouping per measure with a currency, so that amounts of different currencies are never added. */
function groupSql(group: readonly FieldModel[], measures: readonly Measure[], cells: Sql): Sql {
  const names = group.map((_, index) => sql.ref(`group_${index}`));
  const keys = names.map(
    (name, index) => sql`to_jsonb(cells.${name}) as ${sql.ref(`key_${index}`)}`,
  );
  const parts = measures.map((measure, index) => {
    const money = isMoney(measure.field);
    const currency = money ? sql.ref(`cells.currency_${index}`) : sql`null::text`;
    const value = measure.field
      ? sql`${sql.raw(measure.op)}(cells.${sql.ref(`measure_${index}`)})`
      : sql`coalesce(sum(cells.rows), 0)`;
    const by = [...names.map((name) => sql`cells.${name}`), ...(money ? [currency] : [])];
    return sql`(select true as present, ${sql.lit(index)}::int as measure, ${sql.join([...keys, sql`${currency} as currency`, sql`to_jsonb(${value}) #>> '{}' as value`])}
      from cells ${by.length > 0 ? sql`group by ${sql.join(by)} having sum(cells.rows) > 0` : sql``}
      limit ${sql.lit(MAX_ROWS + 1)})`;
  });
  return sql`with cells as (${cells}) ${sql.join(parts, sql` union all `)}`;
}

const isMoney = (field: FieldModel | null): boolean =>
  field !== null && "_currency" in field.module.columns;

function toGroups(
  rows: readonly Record<string, unknown>[],
  group: readonly FieldModel[],
  measures: readonly Measure[],
  object: string,
): AggregateReply["groups"] {
  const groups = new Map<string, { key: Json[]; values: unknown[] }>();
  for (const row of rows) {
    const key = group.map((_, index) => (row[`key_${index}`] ?? null) as Json);
    const name = JSON.stringify(key);
    const found = groups.get(name) ?? {
      key,
      values: measures.map(({ field }) => (isMoney(field) ? [] : null)),
    };
    groups.set(name, found);
    const index = Number(row["measure"]);
    const { op, field } = measures[index]!;
    if (isMoney(field)) {
      if (row["value"] !== null) {
        (found.values[index] as unknown[]).push({
          amount: roundText(String(row["value"])),
          currency: row["currency"],
        });
      }
    } else if (field === null) found.values[index] = Number(row["value"]);
    else
      found.values[index] =
        row["value"] === null ? null : measureValue(field, op, String(row["value"]));
  }
  // Never cut short in silence.
  const isCut = measures.some(
    (_, index) => rows.filter((row) => Number(row["measure"]) === index).length > MAX_ROWS,
  );
  if (isCut || groups.size > MAX_GROUPS) {
    throw badRequest([
      problem("group", "out_of_range", { name: object, minimum: 0, maximum: MAX_GROUPS }),
    ]);
  }
  return [...groups.values()];
}

/** `avg` of minor units has a fraction; half a cent is rounded away from zero. */
function roundText(text: string): string {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const minor = BigInt(whole) + (fraction >= "5" ? 1n : 0n);
  return (text.startsWith("-") ? -minor : minor).toString();
}

const measureValue = (field: FieldModel, op: string, text: string): Json =>
  field.module.kind === "number"
    ? Number(text)
    : op === "min" || op === "max"
      ? timeText(text)
      : text;

const timeText = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : new Date(text).toISOString();
