/** Old versions of a record, each cell as the reader may see that cell of the record now. */
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { sql } from "kysely";
import type { HistoryReply } from "../http/contract.ts";
import { objectNamed, type FieldModel, targetOf } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { findRecord } from "./list.ts";
import { maskCell, UNSEEN } from "./present.ts";
import type { Named } from "./record.ts";
import type { Subject } from "./subject.ts";
import { readNames, readTitles } from "./titles.ts";
import { decide } from "./demands.ts";

type Version = HistoryReply["versions"][number];
type Change = Version["changes"][number];

interface HistoryRow {
  readonly version: number;
  readonly at: Date;
  readonly by: string | null;
  readonly action: string;
  readonly changes: Readonly<Record<string, readonly [Json, Json]>>;
}

const PAGE = 50;

/** `tx`: the decision and the rows must be read under the same locks, for history rows carry no guard of their own. */
export async function readHistory(
  tx: Executor,
  subject: Subject,
  name: string,
  { id, cursor }: { readonly id: string; readonly cursor?: string },
): Promise<HistoryReply> {
  const object = objectNamed(subject.world.model, name);
  const record = await findRecord(tx, subject, { object: name }, id);
  if (!record) throw new Refusal("not_found");
  if (!object.declaration.actions["history"]) throw new Refusal("forbidden");
  const decision = decide(subject.compiled, name, "history", record.facts, record.context);
  if (!decision.allow) throw new Refusal("forbidden");
  const before = parseCursor(cursor);
  const { rows } = await run<HistoryRow>(
    tx,
    sql`select version, at, "by", action, changes from record_history
      where record = ${id}::uuid and object = ${name} and version < ${before}::int
      order by version desc limit ${sql.lit(PAGE + 1)}`,
  );
  const shown = rows.slice(0, PAGE);
  const people = shown.map(({ by }) => by).filter((by) => by !== null);
  const names = await readTitles(tx, subject, "person", [...new Set(people)]);
  const changeOf = (field: FieldModel, change: readonly [Json, Json]): Change | null => {
    const level = decision.actLevels[field.name] ?? "absent";
    if (level === "absent") return null;
    const cell = (value: Json) => (level === "masked" ? maskCell(field, value) : value);
    return {
      field: field.name,
      before: cell(change[0]),
      after: cell(change[1]),
      masked: level === "masked",
    };
  };
  const versions = shown.map(({ version, at, by, action, changes }) => ({
    version,
    action,
    at: at.toISOString(),
    by: {
      id: by ?? "",
      title: by === null ? null : (names.get(by) ?? null),
    },
    changes: [...object.fields.values()]
      .map((field) => (changes[field.name] ? changeOf(field, changes[field.name]!) : null))
      .filter((change) => change !== null),
  }));
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    versions: await withNames(tx, subject, object.fields, versions),
    next: last ? String(last.version) : null,
  };
}

function parseCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 2_147_483_647;
  const version = Number(cursor);
  if (!Number.isInteger(version) || version < 1 || version > 2_147_483_647)
    throw new Refusal("bad_cursor");
  return version;
}

/** Ids in reference cells become `{id, title}`, as everywhere. */
async function withNames(
  tx: Executor,
  subject: Subject,
  fields: ReadonlyMap<string, FieldModel>,
  versions: readonly Version[],
): Promise<readonly Version[]> {
  const wanted = new Map<string, Set<string>>();
  const idsOf = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? value : value === null ? [] : [value]).map(String);
  const each = versions.flatMap(({ changes }) => changes);
  for (const { field, before, after } of each) {
    const target = targetOf(fields.get(field)!);
    if (target === null) continue;
    const ids = wanted.get(target) ?? new Set();
    for (const id of [...idsOf(before), ...idsOf(after)]) ids.add(id);
    wanted.set(target, ids);
  }
  const names = new Map<string, ReadonlyMap<string, Named>>();
  for (const [target, ids] of wanted)
    names.set(target, await readNames(tx, subject, target, [...ids]));
  const named = (field: string, value: unknown): unknown => {
    const target = targetOf(fields.get(field)!);
    if (target === null || value === null) return value;
    const refer = (id: unknown) => ({
      id: String(id),
      ...(names.get(target)?.get(String(id)) ?? UNSEEN),
    });
    return Array.isArray(value) ? value.map(refer) : refer(value);
  };
  return versions.map((version) => ({
    ...version,
    changes: version.changes.map((change) => ({
      ...change,
      before: named(change.field, change.before),
      after: named(change.field, change.after),
    })),
  }));
}
