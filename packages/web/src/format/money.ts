import { numberFormat } from "./kept.ts";

/** Amounts travel as strings of integer minor units, so no arithmetic here goes through floating point. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "amount" in value && "currency" in value;
}

/** @param home the organisation's own currency, which needs no country in its symbol: "¥5.00", not "CN¥5.00". */
export function formatMoney(money: Money, locale: string, home?: string): string {
  const { currency } = money;
  const currencyDisplay = displayOf(currency, locale, home);
  const format = numberFormat(locale, { style: "currency", currency, currencyDisplay });
  return format.format(toDecimal(money) as Intl.StringNumericLiteral);
}

/** Yen is "¥" to an English reader too; where that means yuan, the code tells them apart. */
function displayOf(currency: string, locale: string, home: string | undefined) {
  if (home === undefined) return "symbol";
  if (currency === home) return "narrowSymbol";
  const isTaken = symbol(currency, locale, "symbol") === symbol(home, locale, "narrowSymbol");
  return isTaken ? "code" : "symbol";
}

function symbol(currency: string, locale: string, currencyDisplay: "symbol" | "narrowSymbol") {
  const format = numberFormat(locale, { style: "currency", currency, currencyDisplay });
  return format.formatToParts(0).find(({ type }) => type === "currency")?.value;
}

/** "1234", "CNY" → "12.34" */
export function toDecimal(money: Money): string {
  const digits = fractionDigits(money.currency);
  const isNegative = money.amount.startsWith("-");
  const whole = money.amount.replace("-", "").padStart(digits + 1, "0");
  const cut = whole.length - digits;
  const decimal = digits === 0 ? whole : `${whole.slice(0, cut)}.${whole.slice(cut)}`;
  return isNegative ? `-${decimal}` : decimal;
}

/** "12.3", "CNY" → {amount: "1230"}; extra places are cut. */
export function fromDecimal(decimal: string, currency: string): Money {
  const digits = fractionDigits(currency);
  const isNegative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const joined = (whole + fraction.padEnd(digits, "0").slice(0, digits)).replace(/^0+(?=\d)/, "");
  return { amount: isNegative ? `-${joined}` : joined, currency };
}

/** Kept: asking a formatter for its options costs more than the formatting. */
const digitsOf = new Map<string, number>();

export function fractionDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const options = numberFormat("en", { style: "currency", currency }).resolvedOptions();
  const digits = options.maximumFractionDigits ?? 2;
  digitsOf.set(currency, digits);
  return digits;
}
