/** Names of the records that cells refer to, as the reader may see them; null where they may not. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Reference, Row } from "../http/contract.ts";
import { Recent } from "../db/recent.ts";
import type { Statement } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { readWritten } from "./guard.ts";
import type { Subject } from "./subject.ts";
import { overlappingView, partsStatement, ROW, viewOf, type Part } from "./view.ts";

type Titles = ReadonlyMap<string, string | null>;

/** What a cell of this field refers to; null for cells that are no references. */
export function targetOf(field: FieldModel): string | null {
  const { type, target } = field.declaration;
  if (type === "person" || type === "unit") return type;
  if (type === "tags") return "tag";
  return type === "reference" ? (target ?? null) : null;
}

/** Replaces ids by `{id, title}` in every reference cell. */
export async function withTitles(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const references = [...object.fields.values()].flatMap((field) => {
    const target = targetOf(field);
    return target === null ? [] : [{ name: field.name, target }];
  });
  const wanted = collect(references, rows);
  if (wanted.size === 0) return rows;
  const titles = await readAllTitles(executor, subject, wanted);
  return rows.map((row) => ({ ...row, values: titled(references, row, titles) }));
}

/** A field whose cells hold ids, and the object they are of. */
interface ReferringField {
  readonly name: string;
  readonly target: string;
}

/** Ids by the object they are of. */
type Wanted = ReadonlyMap<string, ReadonlySet<string>>;

function collect(references: readonly ReferringField[], rows: readonly Row[]): Wanted {
  const wanted = new Map<string, Set<string>>();
  for (const { name, target } of references) {
    const ids = wanted.get(target) ?? new Set();
    for (const { values } of rows) for (const id of idsOf(values[name])) ids.add(id);
    if (ids.size > 0) wanted.set(target, ids);
  }
  return wanted;
}

const NO_IDS: readonly string[] = [];

const idsOf = (value: unknown): readonly string[] =>
  value === null || value === undefined ? NO_IDS : ([value].flat() as string[]);

export async function readTitles(
  executor: Executor,
  subject: Subject,
  target: string,
  ids: readonly string[],
): Promise<Titles> {
  if (ids.length === 0) return new Map();
  const titles = await readAllTitles(executor, subject, new Map([[target, new Set(ids)]]));
  return titles.get(target)!;
}

/** Titles of records of several objects in one statement. */
async function readAllTitles(
  executor: Executor,
  subject: Subject,
  wanted: Wanted,
): Promise<ReadonlyMap<string, Titles>> {
  const { text, values } = statementOf(subject, [...wanted.keys()]);
  const rows = await readWritten<{ target: string; id: string; title: string | null }>(executor, {
    text,
    values: values.map((value) =>
      value instanceof IdsOf ? [...(wanted.get(value.target) ?? [])] : value,
    ),
  });
  const titles = new Map<string, Map<string, string | null>>();
  for (const target of wanted.keys()) titles.set(target, new Map());
  for (const { target, id, title } of rows) titles.get(target)!.set(id, title);
  return titles;
}

/** Stands in a written statement for the ids that are asked for. */
class IdsOf {
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }
}

/** Statements that are kept of a reader, by what is referred to. */
const MAX_KEPT = 20;
const kept = new WeakMap<Subject, Recent<string, Statement>>();

function statementOf(subject: Subject, targets: readonly string[]): Statement {
  const statements = kept.get(subject) ?? new Recent<string, Statement>(MAX_KEPT);
  kept.set(subject, statements);
  const key = targets.join();
  const statement =
    statements.get(key) ??
    partsStatement(
      subject,
      targets.map((target) => titlePart(subject, target)),
    );
  statements.set(key, statement);
  return statement;
}

function titlePart(subject: Subject, target: string): Part {
  const view = viewOf(subject, target);
  const title = view.object.fields.get(view.object.declaration.title)!;
  const id = sql.ref(`${ROW}.id`);
  return {
    view: overlappingView(subject, view, [title]),
    each: (
      arm,
    ) => sql`select true as present, ${sql.lit(target)} as target, ${id} as id, ${arm.cell(title)[0]!}::text as title
      from ${sql.table(view.object.table)} as ${sql.ref(ROW)}
      where ${id} = any(${new IdsOf(target)}::uuid[]) and ${arm.where}`,
  };
}

function titled(
  references: readonly ReferringField[],
  row: Row,
  titles: ReadonlyMap<string, Titles>,
): Row["values"] {
  const values: Record<string, unknown> = { ...row.values };
  for (const { name, target } of references) {
    const value = values[name];
    if (value === null || value === undefined) continue;
    const refer = (id: string): Reference => ({ id, title: titles.get(target)!.get(id) ?? null });
    values[name] = Array.isArray(value) ? value.map(refer) : refer(value as string);
  }
  return values;
}
