/**
 * Chinese is also found by how it is read: `lm`, `lim` and `limei` find 李梅. Letters are read as characters, at least two
 * of them, in one of two ways: each letter is the initial of a character; or the characters are spelled out, and the last
 * one may still be unfinished. A character that is read in several ways is found by each: 曾 is a surname and a word.
 *
 * Letters become a *pattern*, a regular expression with a set of characters for each character that is meant. The database
 * holds the reader's own cells against it (`gate/search.ts`), so a name is found by its letters only by those who see the
 * name, whichever way the record came in, and counts and pages are of one statement. Kept of a name are tokens alone,
 * which say where to look and never what is there. The same pattern marks what was found.
 *
 * Tokens in the database must go on agreeing with patterns. So the readings are a file here (after pinyin-pro, MIT), which
 * a test holds against the library; whoever changes it queues all records anew in a migration, as 0011 does.
 */
import { readFileSync } from "node:fs";
import { Recent } from "../db/recent.ts";
import { tokenOf } from "./tokens.ts";

/** Letters of a name's initials (large sets take the database long to read), and of a name that is spelled out. */
const MAX_INITIALS = 6;
const MAX_SPELLED = 24;
/** Of the longest syllable, `zhuang`. */
const MAX_SYLLABLE = 6;
/** Ways in which letters are cut into syllables, those with long ones first. */
const MAX_WAYS = 8;

interface Readings {
  /** Characters that are read as a syllable, without its tone (`lü` is `lv`); that are read as what begins so. */
  readonly whole: ReadonlyMap<string, string>;
  readonly begun: ReadonlyMap<string, string>;
  /** By character all its syllables. */
  readonly of: ReadonlyMap<string, readonly string[]>;
}

let known: Readings | undefined;

const readings = (): Readings => (known ??= readReadings());

/** Each line is a syllable and the characters that are read so. */
function readReadings(): Readings {
  const file = readFileSync(new URL("./readings.txt", import.meta.url), "utf8");
  const whole = new Map(file.split("\n").map((line) => line.split(" ") as [string, string]));
  const begun = new Map<string, Set<string>>();
  const of = new Map<string, readonly string[]>();
  for (const [syllable, characters] of whole) {
    for (const character of characters) of.set(character, [...(of.get(character) ?? []), syllable]);
    for (let length = 1; length <= syllable.length; length++) {
      const letters = syllable.slice(0, length);
      const all = begun.get(letters) ?? new Set();
      for (const character of characters) all.add(character);
      begun.set(letters, all);
    }
  }
  const sets = [...begun].map(([letters, set]) => [letters, [...set].join("")] as const);
  return { whole, of, begun: new Map(sets) };
}

/** One way to read letters: for each character the letters that are its own, and the set of all that are read so. */
type Way = readonly { readonly letters: string; readonly set: string }[];

interface Letters {
  readonly ways: readonly Way[];
  readonly pattern: RegExp | null;
}

/** What was asked for last: a search asks for the same words many times. */
const recent = new Recent<string, Letters>(100);
const NO_LETTERS: Letters = { ways: [], pattern: null };

function lettersOf(word: string): Letters {
  if (!/^[a-z]{2,}$/i.test(word) || word.length > MAX_SPELLED) return NO_LETTERS;
  return recent.getOr(word.toLowerCase(), () => readLetters(word.toLowerCase()));
}

function readLetters(letters: string): Letters {
  const ways = [...asInitials(letters), ...spelledOut(letters, true)];
  const patterns = ways.map((way) => way.map(({ set }) => `[${set}]`).join(""));
  return { ways, pattern: patterns.length === 0 ? null : new RegExp(patterns.join("|"), "u") };
}

function asInitials(word: string): readonly Way[] {
  const way = Array.from(word, (letters) => ({
    letters,
    set: readings().begun.get(letters) ?? "",
  }));
  return word.length > MAX_INITIALS || way.some(({ set }) => set === "") ? [] : [way];
}

/** `isWhole`: these are all the letters, and so more than one character. */
function spelledOut(word: string, isWhole = false): readonly Way[] {
  const { whole, begun } = readings();
  const last = isWhole ? undefined : begun.get(word);
  const found: Way[] = last ? [[{ letters: word, set: last }]] : [];
  for (let length = Math.min(MAX_SYLLABLE, word.length - 1); length > 0; length--) {
    const letters = word.slice(0, length);
    const set = whole.get(letters);
    if (!set || found.length >= MAX_WAYS) continue;
    for (const rest of spelledOut(word.slice(length))) found.push([{ letters, set }, ...rest]);
  }
  return found.slice(0, MAX_WAYS);
}

/** Its source is one for PostgreSQL, too; null where letters cannot be read as Chinese. */
export const pinyinPattern = (word: string): RegExp | null => lettersOf(word).pattern;

/**
 * Tokens of a text: of each two characters that stand together how they begin, and how the first is read with one letter
 * and with two letters of the second. So much is known of both where a word is spelled out; with less, two frequent
 * initials would make every word of letters look frequent.
 */
export function pinyinTokens(text: string): readonly number[] {
  const { of } = readings();
  const tokens = new Set<number>();
  let before: readonly string[] = [];
  for (const character of text) {
    const now = of.get(character) ?? [];
    for (const first of before)
      for (const second of now) {
        tokens.add(pairToken(first.slice(0, 1), second.slice(0, 1)));
        tokens.add(pairToken(first, second.slice(0, 1)));
        tokens.add(pairToken(first, second.slice(0, 2)));
      }
    before = now;
  }
  return [...tokens];
}

/** For each way to read a word, tokens that are among those of every text it is found in. */
export const pinyinTokensOfWord = (word: string): readonly (readonly number[])[] =>
  lettersOf(word).ways.map((way) =>
    way.slice(1).map(({ letters }, index) => pairToken(way[index]!.letters, letters.slice(0, 2))),
  );

/** Of all pairs that were met: some ten thousand there can be. */
const pairTokens = new Map<string, number>();

/** Of capitals: other tokens are of texts in lower case, and so these are apart from them. */
function pairToken(first: string, second: string): number {
  const pair = `${first} ${second}`;
  const met = pairTokens.get(pair);
  if (met !== undefined) return met;
  const codes = Array.from(pair.toUpperCase(), (letter) => letter.codePointAt(0)!);
  const token = tokenOf(codes, 0, codes.length);
  pairTokens.set(pair, token);
  return token;
}
