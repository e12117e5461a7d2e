/** Types and classes in the words of somebody who is no programmer. */
import type { FieldTypeName, Sensitivity } from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";

/** The types a field can be added with; the server says which those are. */
export const TYPE_WORDS: Readonly<Partial<Record<FieldTypeName, MessageKey>>> = {
  text: "fields.type.text",
  longText: "fields.type.longText",
  number: "fields.type.number",
  percent: "fields.type.percent",
  money: "fields.type.money",
  boolean: "fields.type.boolean",
  date: "fields.type.date",
  time: "fields.type.time",
  choice: "fields.type.choice",
  choices: "fields.type.choices",
  phone: "fields.type.phone",
  email: "fields.type.email",
  country: "fields.type.country",
  person: "fields.type.person",
  unit: "fields.type.unit",
  files: "fields.type.files",
};

export const CLASS_WORDS: Readonly<Record<Sensitivity, MessageKey>> = {
  basic: "fields.class.basic",
  contact: "fields.class.contact",
  commercial: "fields.class.commercial",
  financial: "fields.class.financial",
  strategic: "fields.class.strategic",
};

/** No form asks for files: they are uploaded on the record's page. */
export const isUploaded = (type: FieldTypeName | undefined): boolean => type === "files";

export const takesChoices = (type: FieldTypeName | undefined): boolean =>
  type === "choice" || type === "choices";
