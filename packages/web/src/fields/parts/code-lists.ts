import type { CodeKind } from "../../format/code-names.ts";

export interface CodeList {
  readonly kind: CodeKind;
  readonly codes: () => readonly string[];
}

/** ISO 3166-1, the likeliest first. */
export const COUNTRIES: CodeList = {
  kind: "region",
  codes: () => COUNTRY_CODES,
};

/** ISO 4217, the likeliest first. */
export const CURRENCIES: CodeList = {
  kind: "currency",
  codes: () => [...new Set([...COMMON_CURRENCIES, ...Intl.supportedValuesOf("currency")])],
};

const COMMON_CURRENCIES = "CNY USD EUR GBP JPY HKD TWD SGD KRW AUD".split(" ");

const COUNTRY_CODES: readonly string[] = (
  "CN HK MO TW US GB JP KR SG MY TH VN ID PH IN AU NZ CA DE FR IT ES PT NL BE LU CH AT IE DK SE NO FI IS PL CZ SK HU RO " +
  "BG GR CY MT EE LV LT SI HR RS BA ME MK AL XK UA BY MD RU TR IL AE SA QA KW BH OM JO LB IQ IR EG MA DZ TN LY ZA NG KE " +
  "GH ET TZ UG ZM ZW MZ AO CM CI SN MX BR AR CL CO PE VE UY PY BO EC CR PA GT HN SV NI DO CU JM TT BS BB KZ UZ KG TJ TM " +
  "MN NP BD LK PK AF MM KH LA BN MV BT FJ PG GE AM AZ MU RE MG NA BW RW"
).split(" ");
