/**
 * Search: every word must be found in some searchable cell, and each cell is searched by itself, as the reader sees it. A
 * word of letters is also found in what names the record, in Chinese that is read so.
 */
import { sql } from "kysely";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { badRequest, problem } from "../errors.ts";
import type { Sql } from "../fields/module.ts";
import { MIN_SEARCHED_DIGITS } from "../fields/phone.ts";
import { pinyinPattern, pinyinTokensOfWord } from "../search/pinyin.ts";
import { searchIndexOf, type SearchIndex } from "../search/search-index.ts";
import { tokensOf } from "../search/tokens.ts";
import type { ArmView, View } from "./view.ts";

const MAX_LENGTH = 100;

export function parseSearch(input: unknown): string | undefined {
  if (input === undefined || typeof input === "string") return input;
  throw badRequest([problem("search", "not_text")]);
}

export function wordsOf(search: string | undefined): readonly string[] {
  const text = (search ?? "").replaceAll("\u0000", "").toWellFormed().trim();
  return text.slice(0, MAX_LENGTH).toWellFormed().split(/\s+/).filter(Boolean);
}

/** The fields that search looks at. */
export const searchedFields = ({ fields }: ObjectModel): readonly FieldModel[] =>
  [...fields.values()].filter(({ declaration }) => declaration.search);

/** True for the rows in which the reader finds every word. */
export function searchSql(search: string | undefined, arm: ArmView, view: View): Sql {
  const words = wordsOf(search);
  if (words.length === 0) return sql`true`;
  const fields = searchedFields(view.object).filter((field) => arm.level(field) !== "absent");
  const hits = (word: string): Sql => {
    const parts = [
      ...fields.map((field) => field.module.search?.(arm.cell(field), word) ?? null),
      readAloudSql(word, view, arm),
    ].filter((part) => part !== null);
    return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
  };
  return sql.join(words.map(hits), sql` and `);
}

/** What names a record, where its characters are read so. */
function readAloudSql(word: string, { object }: View, arm: ArmView): Sql | null {
  const title = object.fields.get(object.declaration.title)!;
  const pattern = pinyinPattern(word);
  if (pattern === null || !title.declaration.search || arm.level(title) === "absent") return null;
  return sql`${arm.cell(title)[0]!} ~ ${pattern.source}`;
}

/**
 * Ids, some of them twice, among which are those of all records that hold every word in some cell, whoever sees it. If
 * there are `most` of them or more, some may be missing. Null where no tokens say so, as for a single letter.
 */
export function candidatesSql(
  search: string | undefined,
  object: ObjectModel,
  most: number,
): Sql | null {
  const index = searchIndexOf(object.declaration);
  if (!index || searchedFields(object).some(({ custom }) => custom)) return null;
  return heldSql(index, search, most);
}

/** The same of the declared fields alone. */
export function heldSql(index: SearchIndex, search: string | undefined, most: number): Sql | null {
  const told = wordsOf(search)
    .map(holdsSql)
    .filter((one) => one !== null);
  if (told.length === 0) return null;
  const from = (table: string) => sql`select id from ${sql.table(table)}`;
  return sql`(${from(index.tokens)} where ${sql.join(told, sql` and `)} limit ${sql.lit(most)})
    union all (${from(index.queue)} limit ${sql.lit(most)})`;
}

/** A word is looked for as it is, in phones by its digits, and in each way that its letters are read. */
function holdsSql(word: string): Sql | null {
  const digits = word.replace(/\D/g, "");
  const spellings =
    digits === word || digits.length < MIN_SEARCHED_DIGITS ? [word] : [word, digits];
  if (spellings.some((one) => tokensOf(one.toLowerCase()).length === 0)) return null;
  const parts = [
    ...spellings.map((one) => sql`tokens @> search_tokens(lower(${one}::text))`),
    ...pinyinTokensOfWord(word).map((way) => sql`tokens @> ${way}::integer[]`),
  ];
  return sql`(${sql.join(parts, sql` or `)})`;
}
