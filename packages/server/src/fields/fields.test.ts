import { makeRandom, type Random } from "@latchkey/policy/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Connection, type Database } from "../db/database.ts";
import { databaseInMemory } from "../testing/in-memory.ts";
import { run } from "../db/statement.ts";
import type { Operator } from "../http/contract.ts";
import { MEANINGS } from "../matrix/meaning.ts";
import type { FieldDeclaration, FieldTypeName } from "../objects/declaration.ts";
import { NASTY_TEXTS, SAMPLERS } from "../testing/samples.ts";
import type { FieldModule, Json, Sql } from "./module.ts";
import { FIELD_MODULES } from "./registry.ts";

const TYPES = Object.keys(FIELD_MODULES) as FieldTypeName[];
const LABEL = { zh: "试", en: "test" };
const IDS = ["a", "b", "c"].map((letter) => `01a00000-0000-7000-8000-00000000000${letter}`);
const ROWS = 60;
/** Operators that ask for the tree are tested where there is one. */
const NOWHERE = { unitsBelow: () => sql`null` };

/** JSON that a custom value may hold after a change of type, an import or an attack. */
const JUNK: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  "",
  "x",
  "infinity",
  "tomorrow",
  "2026-02-30",
  "2026-03-31",
  "0000-01-01",
  "٢٠٢٦-٠٣-٣١",
  "2026-03-31T08:00:00.000Z",
  "2026-03-31T08:00:00Z",
  "2026-03-31T24:00:00Z",
  "2026-02-30T08:00:00Z",
  "2026-03-31T08:00:60Z",
  IDS[0]!,
  IDS[0]!.toUpperCase(),
  `{${IDS[0]}}`,
  [],
  ["x"],
  [1],
  [null],
  [IDS[0]!],
  [IDS[0]!, "x", 1],
  {},
  { amount: "1" },
  { amount: "x", currency: "CNY" },
  { amount: "٣", currency: "CNY" },
  { amount: 5, currency: "CNY" },
  { amount: "-007", currency: "CNY" },
  { amount: "5", currency: "CNYX" },
  { amount: "99999999999999999999", currency: "CNY" },
  { amount: "1", currency: { a: 1 } },
  [[["deep"]]],
  { constructor: 1 },
];
/** A number that JSON can say and no double can hold. */
const HUGE = `1${"0".repeat(400)}`;

let database: Database;
let session: Connection;

beforeAll(async () => {
  database = await databaseInMemory();
  session = await database.acquire();
  await session.query(
    "create table unit (id uuid primary key, parent uuid, deleted_at timestamptz)",
  );
});

afterAll(async () => {
  session.release();
  await database.close();
});

function declarationOf(type: FieldTypeName): FieldDeclaration {
  return {
    type,
    label: LABEL,
    sensitivity: "basic",
    target: "customer",
    choices: ["red", "green", "蓝"].map((value) => ({ value, label: { zh: value, en: value } })),
    columns: { name: { type: "text", label: LABEL }, price: { type: "money", label: LABEL } },
  };
}

function parsed(type: FieldTypeName, input: unknown): Json {
  const result = FIELD_MODULES[type].parse(input, declarationOf(type), "cell");
  if ("problem" in result)
    throw new Error(`${type} refuses ${JSON.stringify(input)}: ${result.problem.message.en}`);
  return result.value;
}

const sample = (type: FieldTypeName, random: Random): Json =>
  random.chance(0.15)
    ? null
    : parsed(type, SAMPLERS[type](random, declarationOf(type), { any: IDS }));

/** The columns of a cell as typed SQL, as a table would hold them. */
function stored(module: FieldModule, cell: Json): readonly Sql[] {
  const types = Object.values(module.columns);
  const values = cell === null ? types.map(() => null) : module.store(cell);
  return types.map(
    (type, index) =>
      sql`${type === "jsonb" && values[index] !== null ? JSON.stringify(values[index]) : values[index]}::${sql.raw(type)}`,
  );
}

interface Source {
  readonly name: string;
  /** What the reader sees of it. */
  readonly seen: (type: FieldTypeName, cell: Json) => Json;
  readonly cell: (module: FieldModule) => readonly Sql[];
}

const columnsOf = (module: FieldModule): readonly Sql[] =>
  Object.keys(module.columns).map((suffix) => sql.ref(`f.cell${suffix}`));
const nothing = (module: FieldModule): readonly Sql[] =>
  Object.values(module.columns).map((type) => sql`null::${sql.raw(type)}`);

const SOURCES: readonly Source[] = [
  { name: "a column", seen: (_, cell) => cell, cell: columnsOf },
  {
    name: "a custom value",
    seen: (_, cell) => cell,
    cell: (module) => module.fromJson(sql`f.custom -> 'cell'`),
  },
  {
    name: "a masked column",
    seen: (type, cell) => (cell === null ? null : MEANINGS[type].mask(cell)),
    cell: (module) => module.maskSql?.(columnsOf(module)) ?? nothing(module),
  },
  { name: "an absent cell", seen: () => null, cell: nothing },
];

async function fill(type: FieldTypeName, cells: readonly Json[]): Promise<void> {
  const module = FIELD_MODULES[type];
  const columns = Object.entries(module.columns).map(
    ([suffix, sqlType]) => `cell${suffix} ${sqlType}`,
  );
  await session.query(
    `drop table if exists f; create table f (id int primary key, ${columns.join(", ")}, custom jsonb not null);`,
  );
  const rows = cells.map(
    (cell, id) =>
      sql`(${sql.join([sql.lit(id), ...stored(module, cell), sql`${JSON.stringify({ cell })}::jsonb`])})`,
  );
  await run(session, sql`insert into f values ${sql.join(rows)}`);
}

async function ask<Row>(columns: readonly Sql[], order: Sql = sql`id`): Promise<readonly Row[]> {
  return (await run<Row>(session, sql`select ${sql.join(columns)} from f order by ${order}`)).rows;
}

/** What may be asked of a cell with an operator: parsed operands of the type's own. */
function operandsOf(type: FieldTypeName, op: Operator, random: Random): readonly Json[] {
  const module = FIELD_MODULES[type];
  const one = () => SAMPLERS[type](random, declarationOf(type), { any: IDS });
  const word = () =>
    random.pick([...NASTY_TEXTS, "%", "_", "\\", "a", "39", "139"]).slice(0, 1 + random.below(8));
  const element = () =>
    module.kind === "texts" ? "red" : module.kind === "ids" ? random.pick(IDS) : one();
  const inputs = Array.from({ length: 12 }, () =>
    op === "anyOf" || op === "noneOf"
      ? Array.from({ length: random.below(4) }, element)
      : op === "contains" || op === "startsWith"
        ? word()
        : one(),
  );
  return inputs.flatMap((input) => {
    const operand = module.parseOperand(input, op, declarationOf(type), "value");
    return "problem" in operand ? [] : [operand.value];
  });
}

describe.each(TYPES)("%s", (type) => {
  const module = FIELD_MODULES[type];
  const meaning = MEANINGS[type];
  const random = makeRandom(TYPES.indexOf(type) + 1);
  const cells = Array.from({ length: ROWS }, () => sample(type, random));
  const operators = (Object.keys(module.filters) as Operator[]).filter((op) => op !== "within");

  beforeAll(() => fill(type, cells));

  test("what is stored is what is loaded", async () => {
    const names = Object.keys(module.columns).map((_, index) => `c${index}`);
    for (const { cell } of SOURCES.slice(0, 2)) {
      const rows = await ask<Record<string, unknown>>(
        cell(module).map((column, index) => sql`${column} as ${sql.ref(names[index]!)}`),
      );
      const loaded = rows.map((row) =>
        row["c0"] === null ? null : module.load(names.map((name) => row[name])),
      );
      expect(loaded).toEqual(cells);
    }
  });

  test("parsing what was parsed changes nothing", () => {
    expect(cells.map((cell) => (cell === null ? null : parsed(type, cell)))).toEqual(cells);
  });

  test("the masked form is the same in both languages", async () => {
    const masked = await ask<{ masked: Json }>([sql`${SOURCES[2]!.cell(module)[0]!} as masked`]);
    expect(masked.map((row) => row.masked)).toEqual(
      cells.map((cell) => SOURCES[2]!.seen(type, cell)),
    );
    expect(
      cells.map((cell) => (cell === null || !module.maskSql ? null : module.mask(cell))),
    ).toEqual(masked.map((row) => row.masked));
  });

  test("the policy sees the same value in both languages, wherever the server stands", async () => {
    await session.query("set timezone = 'America/New_York'");
    const engine = module.engineSql?.(columnsOf(module)) ?? columnsOf(module)[0]!;
    const value = module.kind === "time" ? sql`extract(epoch from ${engine}) * 1000` : engine;
    const rows = await ask<{ value: unknown }>([sql`to_jsonb(${value}) as value`]);
    await session.query("reset timezone");
    expect(rows.map((row) => row.value)).toEqual(
      cells.map((cell) => (cell === null ? null : module.engineValue(cell))),
    );
  });

  test("every operator has a meaning", () => {
    expect(operators.toSorted()).toEqual(Object.keys(meaning.operators).toSorted());
    expect(module.smallest !== undefined).toBe(meaning.order !== undefined);
    expect(module.search !== undefined).toBe(meaning.finds !== undefined);
    expect(module.measures.length > 0).toBe(meaning.measures === true);
  });

  test.each(SOURCES)("operators over $name mean what they say", async ({ seen, cell }) => {
    const asked = operators.flatMap((op) =>
      operandsOf(type, op, random).map((operand) => ({ op, operand })),
    );
    const rows = await ask<{ hits: (boolean | null)[] }>([
      sql`array[${sql.join(asked.map(({ op, operand }) => sql`(${module.filters[op]!(cell(module), operand, NOWHERE)})`))}] as hits`,
    ]);
    const wrong = asked.flatMap(({ op, operand }, index) =>
      cells.flatMap((value, id) => {
        const [found, expected] = [
          rows[id]!.hits[index] === true,
          meaning.operators[op]!(seen(type, value), operand),
        ];
        return found === expected
          ? []
          : [`${JSON.stringify(seen(type, value))} ${op} ${JSON.stringify(operand)} is ${found}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  if (module.smallest !== undefined)
    test("order is the order of values, empty cells first", async () => {
      const rows = await ask<{ id: number }>(
        [sql`id`],
        sql`coalesce(${columnsOf(module)[0]!}, ${sql.raw(module.smallest!)}), id`,
      );
      // Of two values, "no" is the smallest itself.
      const smallest = type === "boolean" ? meaning.order!(false) : null;
      const keys = cells.map((cell) => (cell === null ? smallest : meaning.order!(cell)));
      const compare = (a: number, b: number): number => {
        if (keys[a] === null || keys[b] === null)
          return Number(keys[b] === null) - Number(keys[a] === null) || a - b;
        return keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b;
      };
      expect(rows.map(({ id }) => id)).toEqual(cells.map((_, id) => id).toSorted(compare));
    });

  if (module.search)
    test("search finds what contains the word", async () => {
      const words = ["张", "39", "1393", "%", "_", "\\", "upper", "'", "test.example", "(139) 3"];
      const parts = words.map((word) => module.search!(columnsOf(module), word) ?? sql`false`);
      const rows = await ask<{ hits: (boolean | null)[] }>([
        sql`array[${sql.join(parts)}] as hits`,
      ]);
      const found = rows.map(({ hits }) => words.filter((_, index) => hits[index] === true));
      expect(found).toEqual(
        cells.map((cell) => words.filter((word) => cell !== null && meaning.finds!(cell, word))),
      );
    });

  test("a custom value of another type reads as empty and makes nothing fail", async () => {
    const junk = [
      ...JUNK.map((value) => JSON.stringify(value)),
      HUGE,
      ...NASTY_TEXTS.map((text) => JSON.stringify(text.replaceAll("\u0000", "").toWellFormed())),
    ];
    // What no double can hold is another thing in JavaScript.
    const expected = junk.map((value) =>
      value === HUGE ? null : module.readJson(JSON.parse(value) as Json),
    );
    const rows = junk.map(
      (value, id) =>
        sql`(${sql.join([sql.lit(id), ...nothing(module), sql`${`{"cell": ${value}}`}::jsonb`])})`,
    );
    await run(session, sql`delete from f`);
    await run(session, sql`insert into f values ${sql.join(rows)}`);
    const cell = SOURCES[1]!.cell(module);
    const filters = operators.flatMap((op) =>
      operandsOf(type, op, random)
        .slice(0, 2)
        .map((operand) => module.filters[op]!(cell, operand, NOWHERE)),
    );
    const masked = module.maskSql?.(cell)[0] ?? sql`null`;
    const engine = module.engineSql?.(cell) ?? cell[0]!;
    const names = cell.map((_, index) => `c${index}`);
    const read = await ask<Record<string, unknown>>([
      ...cell.map((column, index) => sql`${column} as ${sql.ref(names[index]!)}`),
      sql`array[${sql.join(filters)}] as hits`,
      sql`${masked} as masked`,
      sql`${engine} as engine`,
    ]);
    if (module.smallest !== undefined)
      await ask([sql`id`], sql`coalesce(${cell[0]!}, ${sql.raw(module.smallest)})`);
    const values = read.map((row) =>
      row["c0"] === null ? null : module.load(names.map((name) => row[name])),
    );
    expect(values).toEqual(expected);
    expect(
      values
        .map((value) => (value === null ? null : module.engineValue(value)))
        .filter(Number.isNaN),
    ).toEqual([]);
  });
});

test("input of any shape is parsed or refused, never thrown at", () => {
  const inputs = [
    ...JUNK,
    ...NASTY_TEXTS,
    { toString: 1, valueOf: 1 },
    "constructor",
    "__proto__",
    "toString",
    { id: { toString: null } },
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
  ];
  for (const type of TYPES) {
    for (const input of inputs) {
      for (const shape of [
        input,
        [input],
        { amount: input, currency: input },
        [{ name: input, price: input }],
      ]) {
        const result = FIELD_MODULES[type].parse(shape, declarationOf(type), "cell");
        expect(["value", "problem"]).toContain(Object.keys(result)[0]);
        expect(() => JSON.stringify(result)).not.toThrow();
        expect("value" in result && typeof result.value === "function").toBe(false);
        for (const op of Object.keys(FIELD_MODULES[type].filters) as Operator[])
          FIELD_MODULES[type].parseOperand(shape, op, declarationOf(type), "value");
      }
    }
  }
});

test("nothing but a number is a number", () => {
  for (const input of [[], {}, ",", [[]], "1,2,x"])
    expect(FIELD_MODULES.number.parse(input, declarationOf("number"), "n")).toHaveProperty(
      "problem",
    );
});
