/** ISO 4217 codes, from the runtime's own Unicode data. */
import { problem } from "../errors.ts";
import type { FieldModule } from "./module.ts";
import { BLANK, isBlank, parseOperandWith, textOf } from "./shared.ts";
import { text } from "./text.ts";

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export const isCurrency = (code: unknown): code is string =>
  typeof code === "string" && CODES.has(code);

const digitsByCurrency = new Map<string, number>();

/** Digits behind the point: 2 for CNY, 0 for JPY. */
export function currencyDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
        .maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const code = textOf(input).trim().toUpperCase();
  return isCurrency(code)
    ? { value: code }
    : { problem: problem(path, "not_currency", { value: textOf(input).slice(0, 20) }) };
};

export const currency: FieldModule = {
  ...text,
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
};
