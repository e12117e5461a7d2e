/** A cell as a spreadsheet shows it: text, or a number where it is one. */
import type { Text } from "@latchkey/policy";
import { currencyDigits } from "../fields/currency.ts";
import type { FieldModel } from "../derive/model.ts";
import type { FileEntry } from "../fields/files.ts";
import type { Json } from "../fields/module.ts";
import type { FieldTypeName } from "../objects/declaration.ts";
import { toWall } from "../fields/wall-clock.ts";

export type SheetValue = string | number | null;

export interface Style {
  readonly locale: keyof Text;
  /** IANA zone of the reader. */
  readonly zone: string;
  /** Titles of what the field's cells point at, by id. */
  title(field: FieldModel, id: string): string | null;
}

interface Column {
  readonly heading: string;
  value(cell: Json): SheetValue;
}

type Writer = (cell: Exclude<Json, null>, field: FieldModel, style: Style) => SheetValue;

const asText: Writer = (cell) => String(cell);
const asNumber: Writer = (cell) => (typeof cell === "number" ? cell : String(cell));
const asTitles: Writer = (cell, field, style) =>
  [cell]
    .flat()
    .map((id) => style.title(field, String(id)) ?? "")
    .filter(Boolean)
    .join(style.locale === "zh" ? "、" : ", ");

const labelOf = (value: Json, { declaration }: FieldModel, { locale }: Style): string =>
  declaration.choices?.find((choice) => choice.value === value)?.label[locale] ?? String(value);

const WRITERS: Readonly<Record<FieldTypeName, Writer>> = {
  text: asText,
  longText: asText,
  phone: asText,
  email: asText,
  number: asNumber,
  percent: asNumber,
  money: (cell) => majorUnits(cell as unknown as Money),
  boolean: (cell, _field, { locale }) =>
    locale === "zh" ? (cell ? "是" : "否") : cell ? "Yes" : "No",
  date: asText,
  time: (cell, _field, { zone }) => toWall(String(cell), zone),
  choice: labelOf,
  choices: (cell, field, style) =>
    (cell as Json[])
      .map((one) => labelOf(one, field, style))
      .join(style.locale === "zh" ? "、" : ", "),
  tags: asTitles,
  reference: asTitles,
  person: asTitles,
  unit: asTitles,
  lines: (cell, field) =>
    (cell as unknown as Readonly<Record<string, Json>>[])
      .map((line) => lineText(line, field))
      .join("\n"),
  files: (cell, _field, { locale }) =>
    (cell as unknown as readonly FileEntry[])
      .map(({ name }) => name)
      .join(locale === "zh" ? "、" : ", "),
  country: asText,
  currency: asText,
};

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** The columns of a field: one, and for money its currency beside it. `plain`: cells may be of the field's own type. */
export function columnsOf(field: FieldModel, style: Style): readonly Column[] {
  const heading = field.declaration.label[style.locale];
  const write = WRITERS[field.declaration.type];
  const main: Column = {
    heading,
    value: (cell) => (cell === null ? null : write(cell, field, style)),
  };
  if (field.declaration.type !== "money") return [main];
  const currency = style.locale === "zh" ? `${heading}（币种）` : `${heading} (currency)`;
  return [
    main,
    {
      heading: currency,
      value: (cell) => (cell === null ? null : (cell as unknown as Money).currency),
    },
  ];
}

/** `{amount: "129600", currency: "CNY"}` → `1296.00`, exactly: the text of it, for a binary number could not hold it all. */
export function majorUnits({ amount, currency }: Money): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return amount;
  const [sign, figures] = amount.startsWith("-") ? ["-", amount.slice(1)] : ["", amount];
  const padded = figures.padStart(digits + 1, "0");
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

function lineText(line: Readonly<Record<string, Json>>, { declaration }: FieldModel): string {
  const names = Object.keys(declaration.columns ?? {}).filter(
    (name) => (line[name] ?? null) !== null,
  );
  return names
    .map((name) =>
      typeof line[name] === "object"
        ? majorUnits(line[name] as unknown as Money)
        : String(line[name]),
    )
    .join(" | ");
}

/** What a spreadsheet would run as a formula stays text (an apostrophe is how spreadsheets write that). */
export const safeText = (text: string): string =>
  /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;

const NUMERIC: ReadonlySet<FieldTypeName> = new Set(["number", "percent", "money"]);

/** Numbers may begin with a minus; nothing else may. */
export const isNumeric = ({ declaration }: FieldModel): boolean => NUMERIC.has(declaration.type);
