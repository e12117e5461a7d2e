import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const chinese: Readonly<Record<string, string>> = zh;
const english: Readonly<Record<string, string>> = en;
const keys = Object.keys(chinese);
const NAMES_THE_OTHER_LANGUAGE = new Set(["shell.language", "shell.languageShort"]);

describe("the words of the interface", () => {
  test("say the same in both languages, with the same values in them", () => {
    for (const key of keys)
      expect(placeholders(english[key]), key).toEqual(placeholders(chinese[key]));
  });

  test("have an English singular for keys that exist, with nothing the plural does not know", () => {
    for (const key of Object.keys(english).filter((one) => !keys.includes(one))) {
      expect(key).toMatch(/_one$/);
      const plural = key.slice(0, -"_one".length);
      expect(keys).toContain(plural);
      expect(placeholders(english[plural])).toEqual(
        expect.arrayContaining(placeholders(english[key])),
      );
    }
  });

  test("are Chinese in Chinese, and hold no Chinese in English", () => {
    const han = /\p{Script=Han}/u;
    for (const [key, text] of Object.entries(english)) {
      if (!NAMES_THE_OTHER_LANGUAGE.has(key)) expect(text, key).not.toMatch(han);
    }
    const untranslated = keys.filter((key) => {
      const words = (chinese[key] ?? "").replaceAll(/\{\{\w+\}\}/g, "");
      return (
        !NAMES_THE_OTHER_LANGUAGE.has(key) && !han.test(words) && /[a-z]{2,} [a-z]{2,}/.test(words)
      );
    });
    expect(untranslated).toEqual([]);
  });

  test("are all used", () => {
    const source = sources(join(import.meta.dirname, ".."));
    expect(keys.filter((key) => !source.includes(`"${key}"`))).toEqual([]);
  });
});

function placeholders(text: string | undefined): string[] {
  return [...new Set((text ?? "").match(/\{\{\w+\}\}/g))].toSorted();
}

function sources(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !/i18n\/(zh|en)(-\w+)?\.ts$|\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}
