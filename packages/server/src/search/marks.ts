/**
 * Where words stand in what a reader sees, for ranking and for highlighting. What is found is decided by the lists alone
 * (`gate/search.ts`): where letters are the same only to the database, a record is found and nothing in it is marked.
 */
import type { SearchMark } from "../http/contract.ts";
import { pinyinPattern } from "./pinyin.ts";

/** A cell as its reader sees it. */
export interface SeenText {
  readonly text: string;
  /** Found by digits, however they are written. */
  readonly isPhone: boolean;
  /** Also found by how it is read. */
  readonly isReadAloud: boolean;
}

/** How well a cell answers a word; the smaller the better. */
export const EQUAL = 0;
export const STARTS = 1;
const CONTAINS = 2;
/** More than any number of words that stand somewhere. */
export const NOWHERE = 1_000;

/** Fewer digits are a part of a number, even at its end. */
const WHOLE_NUMBER = 8;

/** The place where the word first stands in the cell; null where it does not. */
export function markOf({ text, isPhone, isReadAloud }: SeenText, word: string): SearchMark | null {
  const digits = word.replace(/\D/g, "");
  if (isPhone) return digits === "" ? null : placed(text.indexOf(digits), digits.length);
  const pattern = isReadAloud ? pinyinPattern(word) : null;
  const found = new RegExp(escaped(word), "iu").exec(text) ?? pattern?.exec(text);
  return found ? placed(found.index, found[0].length) : null;
}

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const placed = (from: number, length: number): SearchMark | null =>
  from < 0 ? null : [from, from + length];

export function rankOf(cell: SeenText, word: string): number {
  const mark = markOf(cell, word);
  if (!mark) return NOWHERE;
  const [from, to] = mark;
  const isEnd = to === cell.text.length;
  if (cell.isPhone) return isEnd && to - from >= WHOLE_NUMBER ? EQUAL : CONTAINS;
  return from > 0 ? CONTAINS : isEnd ? EQUAL : STARTS;
}

/** All that is marked, in order, without overlaps. */
export function marksOf(cell: SeenText, words: readonly string[]): readonly SearchMark[] {
  const marks = words.map((word) => markOf(cell, word)).filter((mark) => mark !== null);
  const apart: SearchMark[] = [];
  for (const [from, to] of marks.toSorted(([a], [b]) => a - b)) {
    const last = apart.at(-1);
    if (last && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], to)];
    else apart.push([from, to]);
  }
  return apart;
}

/** Characters of a long text that are shown before its first mark, and in all. */
const BEFORE = 12;
const SHOWN = 60;

export interface Marked {
  readonly text: string;
  readonly marks: readonly SearchMark[];
}

/** Of a long text the part around its first mark. */
export function excerpt({ text, marks }: Marked): Marked {
  if (text.length <= SHOWN) return { text, marks };
  const from = Math.max(0, (marks[0]?.[0] ?? 0) - BEFORE);
  const to = from + SHOWN;
  const [lead, tail] = [from > 0 ? "…" : "", to < text.length ? "…" : ""];
  const shift = lead.length - from;
  return {
    text: lead + text.slice(from, to).toWellFormed() + tail,
    marks: marks
      .filter(([, end]) => end <= to)
      .map(([start, end]): SearchMark => [start + shift, end + shift]),
  };
}
