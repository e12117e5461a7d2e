/** ISO 3166 codes; names in Chinese or English are understood too. From the runtime's own Unicode data. */
import { problem } from "../errors.ts";
import type { FieldModule } from "./module.ts";
import { BLANK, isBlank, parseOperandWith, textOf } from "./shared.ts";
import { text } from "./text.ts";

/** What people and older files write. */
const ALIASES: Readonly<Record<string, string>> = {
  EIRE: "IE",
  USA: "US",
  UK: "GB",
  RSA: "ZA",
  "HONG KONG": "HK",
  KOREA: "KR",
  大陆: "CN",
};

const codeByName = indexNames();

function indexNames(): ReadonlyMap<string, string> {
  const index = new Map(Object.entries(ALIASES));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  for (const locale of ["en", "zh"]) {
    const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = names.of(code);
      if (name === undefined) continue;
      if (!index.has(name.toUpperCase())) index.set(name.toUpperCase(), code);
      index.set(code, code);
    }
  }
  return index;
}

const parse: FieldModule["parse"] = (input, _field, path) => {
  if (isBlank(input)) return BLANK;
  const text = textOf(input).trim();
  const code = codeByName.get(text.toUpperCase());
  return code
    ? { value: code }
    : { problem: problem(path, "not_country", { value: text.slice(0, 40) }) };
};

export const country: FieldModule = {
  ...text,
  parse,
  parseOperand: (input, op, field, path) => parseOperandWith(parse, input, op, field, path),
};
