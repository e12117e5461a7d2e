/** The JSON form of each field type, for API documents. */
import type { FieldTypeName } from "../objects/declaration.ts";

export type JsonSchema = { readonly [key: string]: unknown };

const TEXT: JsonSchema = { type: "string" };
const ID: JsonSchema = { type: "string", format: "uuid" };
const MONEY: JsonSchema = {
  type: "object",
  description: "Integer minor units as text, and an ISO 4217 code.",
  required: ["amount", "currency"],
  properties: { amount: { type: "string", pattern: "^-?\\d{1,16}$" }, currency: TEXT },
};

export const JSON_SCHEMAS: Readonly<Record<FieldTypeName, JsonSchema>> = {
  text: TEXT,
  longText: TEXT,
  phone: { type: "string", description: "E.164; masked: stars and the last four digits." },
  email: TEXT,
  number: { type: "number" },
  percent: { type: "number", description: "12.5 means 12.5 %." },
  money: MONEY,
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  time: { type: "string", format: "date-time" },
  choice: TEXT,
  choices: { type: "array", items: TEXT },
  tags: { type: "array", items: ID },
  reference: ID,
  person: ID,
  unit: ID,
  lines: { type: "array", items: { type: "object" } },
  files: {
    type: "array",
    description: "Uploaded to /api/files/{object}/{id}/{field}; opened below it by their ids.",
    items: {
      type: "object",
      properties: { id: ID, name: TEXT, type: TEXT, bytes: { type: "integer" } },
    },
  },
  country: { type: "string", description: "ISO 3166 code." },
  currency: { type: "string", description: "ISO 4217 code." },
};
