/** Money: integer minor units and a currency, `{amount: "129600", currency: "CNY"}`. Sums are kept per currency. */
import { sql } from "kysely";
import { problem } from "../errors.ts";
import { currencyDigits, isCurrency } from "./currency.ts";
import type { FieldModule, Json, Sql } from "./module.ts";
import { BLANK, emptiness, isBlank, main, parseOperandWith, textOf } from "./shared.ts";

interface Money {
  readonly amount: string;
  readonly currency: string;
}

const MAX_DIGITS = 16;

const parse: FieldModule["parse"] = (input, field, path) => {
  if (isBlank(input)) return BLANK;
  const bad = () => ({ problem: problem(path, "not_money", { value: shown(input) }) });
  if (typeof input !== "object")
    return parseDecimal(String(input), String(field.default ?? "CNY")) ?? bad();
  const { amount, currency } = input as Partial<Money>;
  if (!isCurrency(currency))
    return { problem: problem(path, "not_currency", { value: shown(currency) }) };
  const digits = textOf(amount ?? "");
  if (!/^-?\d+$/.test(digits) || digits.length > MAX_DIGITS) return bad();
  return { value: { amount: BigInt(digits).toString(), currency } };
};

const shown = (input: unknown): string =>
  (typeof input === "string" ? input : (JSON.stringify(input) ?? "")).slice(0, 40);

/** `1,234.5` in major units, as spreadsheets hold it; fractions beyond the currency's are rounded half away from zero. */
export function parseDecimal(text: string, currency: string): { value: Json } | null {
  const match = /^(-?)[¥$€£￥]?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(
    text.trim(),
  );
  if (!match || match[2]!.length > MAX_DIGITS || !isCurrency(currency)) return null;
  if (match[4] !== undefined) {
    // From 1e21 on `toFixed` itself answers with an exponent.
    const plain = Number(text.trim()).toFixed(8);
    return plain.includes("e") ? null : parseDecimal(plain, currency);
  }
  const digits = currencyDigits(currency);
  const fraction = (match[3] ?? "").padEnd(digits + 1, "0");
  let minor = BigInt(match[2]!.replaceAll(",", "") + fraction.slice(0, digits));
  if (fraction[digits]! >= "5") minor += 1n;
  return { value: { amount: (match[1] === "-" ? -minor : minor).toString(), currency } };
}

const isMoney = (json: Sql): Sql =>
  sql`${json} ->> 'amount' ~ '^-?[0-9]{1,16}$' and ${json} ->> 'currency' ~ '^[A-Z]{3}$'`;

/** Amounts compare within one currency only. */
const compare =
  (operator: string) =>
  (cell: readonly Sql[], operand: Json): Sql => {
    const { amount, currency } = operand as unknown as Money;
    return sql`(${cell[1]!} = ${currency}::text and ${main(cell)} ${sql.raw(operator)} ${amount}::bigint)`;
  };

export const money: FieldModule = {
  kind: "number",
  columns: { "": "bigint", _currency: "text" },
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
  store: (value) => [(value as unknown as Money).amount, (value as unknown as Money).currency],
  load: ([amount, currency]) => ({ amount: String(amount), currency: String(currency) }),
  engineValue: (value) => Number((value as unknown as Money).amount),
  engineSql: (cell) => sql`${main(cell)}::double precision`,
  fromJson: (json) => [
    sql`case when ${isMoney(json)} then (${json} ->> 'amount')::bigint end`,
    sql`case when ${isMoney(json)} then ${json} ->> 'currency' end`,
  ],
  readJson(json) {
    const { amount, currency } = (typeof json === "object" ? (json ?? {}) : {}) as Partial<Money>;
    if (!/^-?[0-9]{1,16}$/.test(textOf(amount ?? "")) || !/^[A-Z]{3}$/.test(textOf(currency ?? "")))
      return null;
    return { amount: BigInt(textOf(amount)).toString(), currency: textOf(currency) };
  },
  filters: { is: compare("="), atLeast: compare(">="), atMost: compare("<="), ...emptiness },
  smallest: "'-9223372036854775808'::bigint",
  measures: ["sum", "avg", "min", "max"],
  groupable: false,
  mask: () => null,
};
