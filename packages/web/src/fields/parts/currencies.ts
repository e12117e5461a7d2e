/** Offered first; any other code can be typed. */
export const COMMON_CURRENCIES = [
  "CNY",
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "HKD",
  "TWD",
  "SGD",
  "KRW",
  "AUD",
];

export function allCurrencies(): readonly string[] {
  return [...new Set([...COMMON_CURRENCIES, ...Intl.supportedValuesOf("currency")])];
}
