/** What the screens say, out of the product's own words: a journey is written once and walked in both languages. */
import type { Text } from "@latchkey/policy";
import {
  COMMON_FIELDS,
  type FieldDeclaration,
  type ObjectDeclaration,
} from "../packages/server/src/objects/declaration.ts";
import { ROLE_TEMPLATES } from "../packages/server/src/policies/templates/registry.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { en } from "../packages/web/src/i18n/en.ts";
import type { MessageKey } from "../packages/web/src/i18n/messages.ts";
import { zh } from "../packages/web/src/i18n/zh.ts";

type Values = Readonly<Record<string, string | number>>;

export interface Words {
  /** A message of the interface. */
  t(key: MessageKey, values?: Values): string;
  /** The same, whatever stands in its places. */
  like(key: MessageKey): RegExp;
  /** An object's name: many, and one inside a sentence. */
  many(object: string): string;
  noun(object: string): string;
  field(object: string, field: string): string;
  choice(object: string, field: string, value: string): string;
  /** What a shipped role is called. */
  role(id: string): string;
}

export function wordsIn(language: "zh-CN" | "en-US"): Words {
  const isEnglish = language === "en-US";
  const text = (both: Text) => (isEnglish ? both.en : both.zh);
  return {
    t: (key, values = {}) => filled(messageOf(key, isEnglish, values), values),
    like: (key) =>
      new RegExp(
        messageOf(key, isEnglish, {})
          .split(/\{\{\w+\}\}/)
          .map(escaped)
          .join(".+"),
      ),
    many: (object) => text(declared(object).plural),
    noun: (object) => {
      const label = text(declared(object).label);
      return isEnglish ? label.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()) : label;
    },
    field: (object, name) => text(fieldOf(object, name).label),
    choice: (object, name, value) => {
      const choice = fieldOf(object, name).choices?.find((one) => one.value === value);
      if (!choice) throw new Error(`${object}.${name} has no choice ${value}`);
      return text(choice.label);
    },
    role: (id) => text(ROLE_TEMPLATES[id]!.name),
  };
}

/** As it is written, inside a pattern. */
export const escaped = (words: string): string =>
  words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function messageOf(key: MessageKey, isEnglish: boolean, { count }: Values): string {
  if (!isEnglish) return zh[key];
  return (count === 1 ? en[`${key}_one`] : undefined) ?? en[key];
}

const filled = (message: string, values: Values): string =>
  message.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));

function declared(name: string): ObjectDeclaration {
  const object = OBJECTS[name];
  if (!object) throw new Error(`no object ${name}`);
  return object;
}

function fieldOf(object: string, name: string): FieldDeclaration {
  const fields: ObjectDeclaration["fields"] = { ...COMMON_FIELDS, ...declared(object).fields };
  const field = fields[name];
  if (!field) throw new Error(`${object} has no field ${name}`);
  return field;
}
