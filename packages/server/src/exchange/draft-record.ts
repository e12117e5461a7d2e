/** The text of a record's rows → its cells, with everything that is wrong. No database: names are looked up later. */
import { type FieldModel, targetOf } from "../derive/model.ts";
import { problem, type Problem } from "../errors.ts";
import type { Json } from "../fields/module.ts";
import { parseDecimal } from "../fields/money.ts";
import { UUID } from "../fields/shared.ts";
import { fillIn, headersIn, type Source, type Target } from "./mapping.ts";
import { readMoment } from "./moments.ts";
import { toInstant } from "../fields/wall-clock.ts";
import type { Layout, RawRecord } from "./raw-records.ts";

export interface Draft {
  readonly rows: readonly number[];
  readonly cells: Map<FieldModel, Json>;
  /** Names that stand for records of other objects, still to be looked up. */
  readonly names: ReadonlyMap<FieldModel, readonly string[]>;
  readonly problems: RowProblem[];
}

export interface RowProblem extends Problem {
  readonly row: number;
}

export interface Setting {
  readonly layout: Layout;
  readonly targets: readonly Target[];
  /** IANA zone of the importer, for moments that name none. */
  readonly zone: string;
  /** Of amounts that name none. */
  readonly currency: string;
}

export function draftRecord(raw: RawRecord, setting: Setting): Draft {
  const cells = new Map<FieldModel, Json>();
  const names = new Map<FieldModel, readonly string[]>();
  const problems: RowProblem[] = [];
  for (const target of setting.targets) {
    if (target.column !== null) continue;
    const read = target.source.sum
      ? sumOf(raw, target, setting)
      : readCell(raw.cells[0]!, target, setting);
    if (read === undefined) continue;
    if ("problem" in read) problems.push({ ...read.problem, row: raw.rows[0]! });
    else if ("names" in read) names.set(target.field, read.names);
    else cells.set(target.field, read.value);
  }
  for (const [field, columns] of linesIn(setting.targets)) {
    const lines = raw.cells.map((row, index) =>
      readLine(row, { columns, setting, number: raw.rows[index]!, problems }),
    );
    const parsed = field.module.parse(lines, field.declaration, field.name);
    if ("value" in parsed) cells.set(field, parsed.value);
    else if (problems.length === 0)
      problems.push({ ...parsed.problem, row: raw.rows[lineOf(parsed.problem)] ?? raw.rows[0]! });
  }
  return { rows: raw.rows, cells, names, problems };
}

/** The position in a path such as `lines.3.quantity`. */
const lineOf = ({ path }: Problem): number => Number(path.split(".")[1] ?? 0);

function linesIn(targets: readonly Target[]): ReadonlyMap<FieldModel, readonly Target[]> {
  const found = new Map<FieldModel, Target[]>();
  for (const target of targets)
    if (target.column !== null)
      found.set(target.field, [...(found.get(target.field) ?? []), target]);
  return found;
}

interface LineSetting {
  readonly columns: readonly Target[];
  readonly setting: Setting;
  readonly number: number;
  readonly problems: RowProblem[];
}

function readLine(
  row: readonly string[],
  { columns, setting, number, problems }: LineSetting,
): Record<string, Json> {
  const line: Record<string, Json> = {};
  for (const { field, column, source } of columns) {
    const text = textOf(row, source, setting);
    if (text === undefined || text === null) continue;
    const isMoney = field.declaration.columns![column!]!.type === "money";
    const value = isMoney ? amountOf(row, text, source, setting) : text;
    if (value === null)
      problems.push({
        ...problem(`${field.name}.${column}`, "not_money", { value: text.slice(0, 40) }),
        row: number,
      });
    else line[column!] = value;
  }
  return line;
}

type Read =
  | { readonly value: Json }
  | { readonly names: readonly string[] }
  | { readonly problem: Problem }
  | undefined;

/** Undefined: the row says nothing about the field, so a default may. */
function readCell(row: readonly string[], { field, source }: Target, setting: Setting): Read {
  const text = textOf(row, source, setting);
  if (text === undefined) return undefined;
  if (text === null) return { value: null };
  if (targetOf(field) !== null) return { names: namesIn(text, field) };
  const { declaration, module, name } = field;
  if (declaration.type === "money") {
    const value = amountOf(row, text, source, setting);
    return value === null
      ? { problem: problem(name, "not_money", { value: text.slice(0, 40) }) }
      : { value };
  }
  const input = module.kind === "time" ? momentOf(text, field, source, setting) : text;
  if (input === null)
    return {
      problem: problem(name, declaration.type === "date" ? "not_date" : "not_time", {
        value: text.slice(0, 40),
      }),
    };
  return module.parse(input, declaration, name);
}

/** Text with every ability of the source but those that make it an amount or a moment; null where an alias says: nothing. */
export function textOf(
  row: readonly string[],
  source: Source,
  { layout }: Pick<Setting, "layout">,
): string | null | undefined {
  const cell = (header: string): string => {
    const text = row[layout.at(header)] ?? "";
    const whole = source.whole ? text.replace(/\.0+$/, "") : text;
    return source.spaces === undefined ? whole : whole.replace(/\s+/g, source.spaces);
  };
  const headers = headersIn(source.from);
  const isBlank = headers.length > 0 && headers.every((header) => cell(header) === "");
  const text = isBlank ? source.default : fillIn(source.from, cell).trim();
  if (text === undefined || text === null) return text;
  if (text === "") return headers.length === 0 ? null : undefined;
  return source.as && Object.hasOwn(source.as, text) ? source.as[text]! : text;
}

const namesIn = (text: string, { declaration }: FieldModel): readonly string[] =>
  declaration.type === "tags"
    ? [
        ...new Set(
          text
            .split(/[,;，；、|]/)
            .map((one) => one.trim())
            .filter(Boolean),
        ),
      ]
    : [text];

export const isId = (text: string): boolean => UUID.test(text);

function momentOf(
  text: string,
  { declaration }: FieldModel,
  { format }: Source,
  { zone }: Setting,
): string | null {
  const wall = format === undefined ? text : readMoment(text, format);
  if (wall === null) return null;
  return declaration.type === "time" ? toInstant(wall, zone) : wall;
}

/** Exact: a price of 1.255 times 3 is 3.765 before it is rounded to the currency's digits. */
function amountOf(
  row: readonly string[],
  text: string,
  source: Source,
  { layout, currency }: Setting,
): Json {
  const cell = (header: string): string => row[layout.at(header)] ?? "";
  const code = (source.currency === undefined ? currency : fillIn(source.currency, cell))
    .trim()
    .toUpperCase();
  const factors = [source.times, source.over].map((one) =>
    one === undefined ? null : fillIn(one, cell),
  );
  const exact = scaleBy(text, factors[0] ?? null, factors[1] ?? null);
  return exact === null ? null : (parseDecimal(exact, code)?.value ?? null);
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
/** More than any currency has, so that what is cut off cannot change the rounding but for a tie of that many digits. */
const QUOTIENT_DIGITS = 12n;

/** `text × times ÷ over` in decimal. */
function scaleBy(text: string, times: string | null, over: string | null): string | null {
  if (times === null && over === null) return text;
  const [a, b, c] = [text, times ?? "1", over ?? "1"].map(toFraction);
  if (!a || !b || !c || c.units === 0n) return null;
  const numerator = a.units * b.units * c.scale * 10n ** QUOTIENT_DIGITS;
  const units = numerator / (a.scale * b.scale * c.units);
  const figures = (units < 0n ? -units : units)
    .toString()
    .padStart(Number(QUOTIENT_DIGITS) + 1, "0");
  return `${units < 0n ? "-" : ""}${figures.slice(0, -Number(QUOTIENT_DIGITS))}.${figures.slice(-Number(QUOTIENT_DIGITS))}`;
}

function toFraction(text: string): { units: bigint; scale: bigint } | null {
  const match = DECIMAL.exec(text.replaceAll(",", "").trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: 10n ** BigInt(fraction.length) };
}

/** Each row is rounded to the currency's digits before it is added, as the lines of a bill are. */
function sumOf(raw: RawRecord, target: Target, setting: Setting): Read {
  const { field } = target;
  const values: Json[] = [];
  for (const row of raw.cells) {
    const read = readCell(row, target, setting);
    if (read === undefined) continue;
    if ("problem" in read) return read;
    if ("value" in read && read.value !== null) values.push(read.value);
  }
  if (values.length === 0) return undefined;
  if (field.declaration.type !== "money")
    return { value: values.reduce<number>((sum, value) => sum + Number(value), 0) };
  const amounts = values as unknown as readonly { amount: string; currency: string }[];
  const { currency } = amounts[0]!;
  if (amounts.some((one) => one.currency !== currency))
    return {
      problem: problem(field.name, "not_currency", {
        value: amounts
          .map((one) => one.currency)
          .join(", ")
          .slice(0, 40),
      }),
    };
  return {
    value: {
      amount: amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString(),
      currency,
    },
  };
}
