/** What the tests on real files share: where the files lie, raw rows, and the world they are imported into. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { expect } from "vitest";
import type { Database } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { bumpPolicy } from "../gate/guard.ts";
import { decidesRights } from "../gate/rights-effects.ts";
import type { ImportJob } from "../http/contract.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { FULL, grantEach } from "../policies/templates/words.ts";
import { createEnterprise, as, type Enterprise } from "./enterprise.ts";
import { csvRows, exportFile, importFile } from "./exchange.ts";
import type { Mapping } from "../exchange/mapping.ts";

/** Beside the project, never in it: the files' licences do not allow to pass them on. */
const DATA = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));

export const hasData = (file: string): boolean => existsSync(DATA + file);

export function readData(file: string): Buffer {
  const content = readFileSync(DATA + file);
  return file.endsWith(".gz") ? gunzipSync(content) : content;
}

/** The heading and so many lines after it, of a file without line breaks in its cells. */
export const linesOf = (file: string, lines: number): string =>
  readData(file)
    .toString()
    .split("\n", lines + 1)
    .join("\n");

export const rawRows = (file: string): readonly Record<string, string>[] => rowsOf(readData(file));

const rowsOf = (content: string | Buffer): readonly Record<string, string>[] =>
  parse(content, { columns: true, bom: true });

export const mappingOf = (name: string): Mapping =>
  JSON.parse(
    readFileSync(new URL(`../exchange/real-data/mappings/${name}.json`, import.meta.url), "utf8"),
  ) as Mapping;

/** May bring in everything and gives nothing away: for whoever moves a company's books into the system. */
export const DATA_STEWARD: RoleTemplate = {
  id: "dataSteward",
  name: { zh: "数据迁移专员", en: "Data steward" },
  duties: { zh: "从旧系统导入数据。", en: "Imports data from former systems." },
  grants: {
    ...grantEach("customer order opportunity product", "view create edit import tag", "all"),
  },
  classes: { basic: FULL, contact: FULL, commercial: FULL, financial: FULL },
  includes: ["staff"],
};

export interface RealWorld {
  readonly world: Enterprise;
  /** Imports a file as a mapping file says: the organisation as its administrator, the books as whoever moves them. */
  load(object: string, file: string, mapping: string, dry?: boolean): Promise<ImportJob>;
  /** The same with what was made of a file. */
  loadText(object: string, content: string, mapping: string): Promise<ImportJob>;
  /** A table of texts with some columns of a raw file, and `line`, so that plain SQL can be asked. */
  loadRaw(table: string, file: string, columns: readonly string[]): Promise<void>;
  loadRawText(table: string, content: string, columns: readonly string[]): Promise<void>;
  /** Everybody who came with a post in a file. */
  holders(): Promise<readonly Holder[]>;
}

export interface Holder {
  readonly person: string;
  readonly name: string;
  readonly title: string;
  readonly unit: string;
}

/**
 * An empty organisation with its administrator, and a custom field `code` on customers and opportunities: what former
 * systems call a record. Units, people and posts come from files.
 */
export async function createRealWorld(templates: readonly RoleTemplate[] = []): Promise<RealWorld> {
  const world = await createEnterprise({ templates: [DATA_STEWARD, ...templates] });
  const { services, root } = world;
  const code: FieldDeclaration = {
    type: "text",
    label: { zh: "编号", en: "Code" },
    sensitivity: "basic",
    maxLength: 80,
  };
  await addField(world, "customer", "code", code);
  await addField(world, "opportunity", "code", code);
  const administrator = await world.person("管理员", "administrator", root);
  const steward = await world.person("数据迁移", "dataSteward", root);
  const load = (object: string, content: string | Buffer, mapping: string, dry = false) =>
    importFile(services, {
      person: decidesRights(object) ? administrator : steward,
      object,
      content,
      mapping: mappingOf(mapping),
      dry,
    });
  return {
    world,
    load: (object, file, mapping, dry) => load(object, readData(file), mapping, dry),
    loadText: load,
    loadRaw: (table, file, columns) => loadRaw(services.db, table, rawRows(file), columns),
    loadRawText: (table, content, columns) => loadRaw(services.db, table, rowsOf(content), columns),
    async holders() {
      const { rows } = await services.db.query<Holder>(
        `select o.person, p.name, o.title, u.name as unit from post o join person p on p.id = o.person join unit u on u.id = o.unit order by p.name`,
      );
      return rows;
    },
  };
}

/** A statement takes so many rows at once. */
const CHUNK = 50_000;

async function loadRaw(
  db: Database,
  table: string,
  raw: readonly Readonly<Record<string, string>>[],
  columns: readonly string[],
): Promise<void> {
  const typed = columns.map((column) => `"${column}" text`).join(", ");
  await db.query(`create table ${table} (line int, ${typed})`);
  for (let start = 0; start < raw.length; start += CHUNK) {
    const rows = raw.slice(start, start + CHUNK).map((row, index) => ({
      line: start + index,
      ...Object.fromEntries(columns.map((column) => [column, row[column]])),
    }));
    await db.query(
      `insert into ${table} select * from json_to_recordset($1::json) as r (line int, ${typed})`,
      [JSON.stringify(rows)],
    );
  }
}

export async function addField(
  world: Enterprise,
  object: string,
  name: string,
  declaration: FieldDeclaration,
): Promise<void> {
  const { db } = world.services;
  await db.query(
    "insert into custom_field (object, name, declaration) values ($1, $2, $3::jsonb)",
    [object, name, JSON.stringify(declaration)],
  );
  await bumpPolicy(db);
}

/** What somebody gets of an object, by every path: how many, which, how much; listed and exported. */
export interface Answers {
  readonly count: number;
  readonly listed: readonly string[];
  /** Minor units; one currency. */
  readonly sum: bigint;
  readonly exported: readonly string[];
  readonly exportedSum: bigint;
}

/** `key` and `amount`: fields that tell the records, and what is summed up. */
export async function answersFor(
  world: Enterprise,
  person: string,
  object: string,
  { key, amount }: { key: string; amount: string },
): Promise<Answers> {
  const listed = await listAll(world, person, object, [key]);
  const { job, text } = await exportFile(world.services, person, object, {
    columns: [key, amount],
  });
  const { fields } = objectNamed((await world.services.subjects.world()).model, object);
  const heading = (field: string) => fields.get(field)!.declaration.label.zh;
  const exported = csvRows(text);
  expect(job).toMatchObject({ state: "done", rows: exported.length });
  return {
    count: (await world.services.gate.count(as(person), object, {})).count,
    listed: listed.map((row) => String(row[key])).toSorted(),
    sum: await sumOf(world, person, object, amount),
    exported: exported.map((row) => row[heading(key)]!).toSorted(),
    exportedSum: exported.reduce((sum, row) => sum + toCents(row[heading(amount)] || "0"), 0n),
  };
}

/** The same from the raw file. `rows`: SQL for one row a record, with its `key` and its amount in `cents`. */
export async function rawAnswers(
  world: Enterprise,
  rows: string,
  values: readonly unknown[],
): Promise<Answers> {
  const found = await world.services.db.query<{ count: number; keys: string[]; sum: string }>(
    `select count(*)::int as count, coalesce(json_agg(key), '[]') as keys, coalesce(sum(cents), 0)::bigint as sum from (${rows}) raw`,
    values,
  );
  const { count, keys, sum } = found.rows[0]!;
  const sorted = keys.toSorted();
  return {
    count,
    listed: sorted,
    sum: BigInt(sum),
    exported: sorted,
    exportedSum: BigInt(sum),
  };
}

/** Every row that the person can list, page by page; with all cells unless some are named. */
export async function listAll(
  world: Enterprise,
  person: string,
  object: string,
  fields?: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.services.gate.list(as(person), object, {
      limit: 200,
      ...(fields ? { fields } : {}),
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...page.rows.map(({ values }) => values));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

/** The sum of a money field over what the person sees, in minor units; one currency. */
export async function sumOf(
  world: Enterprise,
  person: string,
  object: string,
  field: string,
): Promise<bigint> {
  const { groups } = await world.services.gate.aggregate(as(person), object, {
    group: [],
    measures: [{ op: "sum", field }],
  });
  const amounts = (groups[0]?.values[0] ?? []) as readonly { amount: string }[];
  return amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}

/** `1,296.5` → 129650n, half away from zero: how the raw files' decimals become cents. */
export function toCents(text: string): bigint {
  const [, sign, whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  const padded = fraction.padEnd(3, "0");
  const cents = BigInt(whole + padded.slice(0, 2)) + (padded[2]! >= "5" ? 1n : 0n);
  return sign === "-" ? -cents : cents;
}
