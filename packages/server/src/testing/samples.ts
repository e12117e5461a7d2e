/** Inputs for every field type, as people, spreadsheets and attackers write them. */
import type { Random } from "@latchkey/policy/testing";
import { v7 as uuid } from "uuid";
import type { FieldDeclaration, FieldTypeName } from "../objects/declaration.ts";

/** Texts that have broken somebody's software before. */
export const NASTY_TEXTS: readonly string[] = [
  "张三",
  "李娜😀",
  "O'Brien & Söhne",
  '"quoted", comma; semi\tTab',
  "100%",
  "a_b",
  "back\\slash",
  "UPPER lower",
  "upper LOWER",
  "'; drop table customer; --",
  "$1 ${x} {0}",
  "NUL\u0000inside",
  "lone \ud800 surrogate",
  "﷽",
  "  spaces around  ",
  "null",
  "0",
  "=1+1",
  "两行\n文字",
  "x".repeat(150),
];

const DAYS = ["1949-10-01", "2024-02-29", "2026-03-31", "2026/4/1", "9999-12-31", "0001-01-01"];
const MOMENTS = [
  "2026-03-31T08:00:00.000Z",
  "2026-03-31T08:00:00.001Z",
  "2026-03-31T16:00:00+08:00",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
];
const CURRENCIES = ["CNY", "USD", "JPY"];

/** Ids that references may carry; the caller may have true ones. */
export interface SampleIds {
  readonly [target: string]: readonly string[];
}

type Sampler = (random: Random, field: FieldDeclaration, ids: SampleIds) => unknown;

const amount: Sampler = (random) => ({
  amount: random.pick(["0", "1", "-5", "129600", "129601", "9999999999999999"]),
  currency: random.pick(CURRENCIES),
});

const idFrom =
  (target: string | null): Sampler =>
  (random, field, ids) =>
    random.pick(ids[target ?? field.target ?? ""] ?? ids["any"] ?? [null]);

export const SAMPLERS: Readonly<Record<FieldTypeName, Sampler>> = {
  text: (random, { maxLength = 200 }) => random.pick(NASTY_TEXTS).slice(0, maxLength),
  longText: (random) => random.pick(NASTY_TEXTS),
  phone: (random) => `+86139${String(10_000_000 + random.below(30) * 111_111)}`,
  email: (random) =>
    `${random.pick(["li", "Wang", "a'b", "x_y", "100%", "ö"])}@${random.pick(["test.example", "a_b.example"])}`,
  number: (random, { minimum = -1e15, maximum = 1e15, decimals = 6 }) =>
    Number(
      Math.min(
        maximum,
        Math.max(minimum, random.pick([0, 1, -1, 0.1, 2.5, 7, 1e15, -1e15, 123_456.789])),
      ).toFixed(decimals),
    ),
  percent: (random, { minimum = 0, maximum = 100 }) =>
    Math.min(maximum, Math.max(minimum, random.below(101))),
  money: amount,
  boolean: (random) => random.chance(0.5),
  date: (random) => random.pick(DAYS),
  time: (random) => random.pick(MOMENTS),
  choice: (random, { choices = [] }) => random.pick(choices).value,
  choices: (random, { choices = [] }) => random.some(choices, 0.5).map(({ value }) => value),
  tags: (random, _field, ids) => random.some(ids["tag"] ?? ids["any"] ?? [], 0.4),
  reference: idFrom(null),
  person: idFrom("person"),
  unit: idFrom("unit"),
  lines: (random, { columns = {} }) =>
    Array.from({ length: random.below(3) }, () =>
      Object.fromEntries(
        Object.entries(columns).map(([name, { type }]) => [
          name,
          LINE_CELLS[type](random, { type } as FieldDeclaration, {}),
        ]),
      ),
    ),
  files: (random, _field, ids) =>
    Array.from({ length: 1 + random.below(2) }, (_, index) => ({
      id: uuid(),
      name: `${random.pick(["合同", "身份证", "quote"])}-${random.below(100_000)}.pdf`,
      type: "application/pdf",
      bytes: 36,
      at: `2026-03-31T08:00:0${index}.000Z`,
      by: random.pick(ids["person"] ?? [null]),
    })),
  country: (random) => random.pick(["CN", "US", "GB", "DE"]),
  currency: (random) => random.pick(CURRENCIES),
};

const LINE_CELLS: Readonly<Record<"text" | "number" | "money", Sampler>> = {
  text: (random) => random.pick(["茶", "A'B", "100%"]),
  number: (random) => random.below(5),
  money: amount,
};
