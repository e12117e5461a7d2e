/** The one place that knows all types. A new one does not compile until it is here. */
import type { FieldMeta, Operator } from "@latchkey/server/contract";
import type { FieldType, FieldTypes } from "./field-type.ts";
import { booleanField } from "./boolean/index.tsx";
import { choiceField } from "./choice/index.tsx";
import { choicesField } from "./choices/index.tsx";
import { countryField } from "./country/index.tsx";
import { currencyField } from "./currency/index.tsx";
import { dateField } from "./date/index.tsx";
import { emailField } from "./email/index.tsx";
import { filesField } from "./files/index.tsx";
import { linesField } from "./lines/index.tsx";
import { longTextField } from "./longText/index.tsx";
import { moneyField } from "./money/index.tsx";
import { numberField } from "./number/index.tsx";
import { percentField } from "./percent/index.tsx";
import { personField } from "./person/index.tsx";
import { phoneField } from "./phone/index.tsx";
import { referenceField } from "./reference/index.tsx";
import { tagsField } from "./tags/index.tsx";
import { textField } from "./text/index.tsx";
import { timeField } from "./time/index.tsx";
import { unitField } from "./unit/index.tsx";

const FIELD_TYPES: FieldTypes = {
  text: textField,
  longText: longTextField,
  phone: phoneField,
  email: emailField,
  number: numberField,
  percent: percentField,
  money: moneyField,
  boolean: booleanField,
  date: dateField,
  time: timeField,
  choice: choiceField,
  choices: choicesField,
  tags: tagsField,
  reference: referenceField,
  person: personField,
  unit: unitField,
  lines: linesField,
  files: filesField,
  country: countryField,
  currency: currencyField,
};

export function fieldType(field: FieldMeta): FieldType {
  return FIELD_TYPES[field.type];
}

export function firstOperator(field: FieldMeta): Operator | undefined {
  const preferred = fieldType(field).firstOperator;
  return field.operators.includes(preferred) ? preferred : field.operators[0];
}
