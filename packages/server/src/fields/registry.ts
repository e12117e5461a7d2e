import type { FieldTypeName } from "../objects/declaration.ts";
import { boolean } from "./boolean.ts";
import { choice } from "./choice.ts";
import { country } from "./country.ts";
import { currency } from "./currency.ts";
import { date } from "./date.ts";
import { email } from "./email.ts";
import { files } from "./files.ts";
import { lines } from "./lines.ts";
import { choices, tags } from "./lists.ts";
import type { FieldModule } from "./module.ts";
import { money } from "./money.ts";
import { number, percent } from "./number.ts";
import { phone } from "./phone.ts";
import { person, reference, unit } from "./reference.ts";
import { longText, text } from "./text.ts";
import { time } from "./time.ts";

export const FIELD_MODULES: Readonly<Record<FieldTypeName, FieldModule>> = {
  text,
  longText,
  phone,
  email,
  number,
  percent,
  money,
  boolean,
  date,
  time,
  choice,
  choices,
  tags,
  reference,
  person,
  unit,
  lines,
  files,
  country,
  currency,
};
