/** What the browser tells about where somebody works; a guess to be corrected. */
export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function guessCurrency(zone: string, language: string): string {
  const region = new Intl.Locale(language).maximize().region ?? "";
  return BY_ZONE.find(([pattern]) => pattern.test(zone))?.[1] ?? BY_REGION[region] ?? "CNY";
}

/** The clock says more than the language: many work in English who do not pay in dollars. */
const BY_ZONE: readonly (readonly [RegExp, string])[] = [
  [/^Asia\/(Shanghai|Urumqi|Chongqing|Harbin)$/, "CNY"],
  [/^Asia\/Hong_Kong$/, "HKD"],
  [/^Asia\/Macau$/, "MOP"],
  [/^Asia\/Taipei$/, "TWD"],
  [/^Asia\/Tokyo$/, "JPY"],
  [/^Asia\/Seoul$/, "KRW"],
  [/^Asia\/Singapore$/, "SGD"],
  [/^Asia\/Kuala_Lumpur$/, "MYR"],
  [/^Asia\/Bangkok$/, "THB"],
  [/^Europe\/London$/, "GBP"],
  [/^Europe\/Zurich$/, "CHF"],
  [
    /^Europe\/(Berlin|Paris|Madrid|Rome|Vienna|Amsterdam|Brussels|Dublin|Lisbon|Helsinki|Athens)$/,
    "EUR",
  ],
  [/^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit)$/, "USD"],
  [/^America\/(Toronto|Vancouver)$/, "CAD"],
  [/^Australia\//, "AUD"],
];

const BY_REGION: Readonly<Record<string, string>> = {
  CN: "CNY",
  HK: "HKD",
  TW: "TWD",
  JP: "JPY",
  KR: "KRW",
  SG: "SGD",
  GB: "GBP",
  US: "USD",
  DE: "EUR",
  FR: "EUR",
  AU: "AUD",
};
