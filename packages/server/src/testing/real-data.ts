/** What the tests on real files share: where the files lie, raw rows, and the world they are imported into. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { bumpPolicy } from "../gate/guard.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { FULL, grantEach } from "../policies/templates/words.ts";
import { createEnterprise, as, type Enterprise } from "./enterprise.ts";
import type { Mapping } from "../exchange/mapping.ts";

/** Beside the project, never in it: the files' licences do not allow to pass them on. */
const DATA = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));

export const hasData = (file: string): boolean => existsSync(DATA + file);

export function readData(file: string): Buffer {
  const content = readFileSync(DATA + file);
  return file.endsWith(".gz") ? gunzipSync(content) : content;
}

export const rawRows = (file: string): readonly Record<string, string>[] =>
  parse(readData(file), { columns: true, bom: true });

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
  readonly steward: string;
}

/** A world with a custom field `code` on customers and opportunities: what former systems call a record. */
export async function createRealWorld(
  templates: readonly RoleTemplate[] = [],
  directory?: string,
): Promise<RealWorld> {
  const world = await createEnterprise({
    templates: [DATA_STEWARD, ...templates],
    ...(directory ? { directory } : {}),
  });
  const code: FieldDeclaration = {
    type: "text",
    label: { zh: "编号", en: "Code" },
    sensitivity: "basic",
    maxLength: 80,
  };
  await addField(world, "customer", "code", code);
  await addField(world, "opportunity", "code", code);
  return { world, steward: await world.person("数据迁移", "dataSteward", world.root) };
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

/** Every row that the person can list, page by page. */
export async function listAll(
  world: Enterprise,
  person: string,
  object: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.services.gate.list(as(person), object, {
      limit: 200,
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
