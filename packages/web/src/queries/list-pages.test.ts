import type { Row } from "@latchkey/server/contract";
import { describe, expect, test } from "vitest";
import {
  cursorAt,
  neededPage,
  oldRows,
  placesIn,
  readAgain,
  readNew,
  type ListPage,
} from "./list-pages.ts";

/** Ten rows named after where they begin, read after the cursor of the page before. */
const page = (after: string | null, next: string | null, name = after ?? "top"): ListPage => ({
  rows: Array.from({ length: 10 }, (_, at) => ({ id: `${name}${at}` }) as Row),
  after,
  next,
  until: null,
  isOld: false,
});

const three = [page(null, "a"), page("a", "b"), page("b", "c")];
const places = (pages: readonly ListPage[]) => pages.map(({ isOld }) => (isOld ? "old" : "read"));

describe("pages of a long list", () => {
  test("the pages in sight are those that have rows there", () => {
    expect(placesIn(three, { from: 0, to: 10 })).toEqual({ first: 0, last: 0 });
    expect(placesIn(three, { from: 9, to: 21 })).toEqual({ first: 0, last: 2 });
    expect(placesIn(three, { from: 10, to: 20 })).toEqual({ first: 1, last: 1 });
    expect(placesIn([], { from: 0, to: 10 })).toEqual({ first: 0, last: 0 });
  });

  test("what is missing in sight is asked for, and nothing beyond the end", () => {
    expect(neededPage(three, { from: 0, to: 30 })).toBeNull();
    expect(neededPage(three, { from: 0, to: 31 })).toBe(3);
    expect(neededPage([page(null, null)], { from: 0, to: 31 })).toBeNull();
    // The first page is the list's own to ask for.
    expect(neededPage([], { from: 0, to: 31 })).toBeNull();
  });

  test("pages read again make all others old, which are asked for when they come into sight", () => {
    const pages = readAgain(three, 1, [page("a", "b")]);
    expect(places(pages)).toEqual(["old", "read", "old"]);
    expect(oldRows(pages).size).toBe(20);
    expect(neededPage(pages, { from: 10, to: 20 })).toBeNull();
    expect(neededPage(pages, { from: 9, to: 20 })).toBe(0);
    expect(neededPage(pages, { from: 10, to: 21 })).toBe(2);
    expect(places(readNew(pages, 0, page(null, "a")))).toEqual(["read", "read", "old"]);
  });

  test("a list that has become shorter ends where the last page read says", () => {
    expect(readAgain(three, 1, [page("a", null)])).toHaveLength(2);
    expect(readNew(three, 0, page(null, null))).toHaveLength(1);
  });

  test("a page whose end has moved has the next one read after it", () => {
    const pages = readNew(three, 0, page(null, "a2"));
    expect(cursorAt(pages, 1)).toBe("a2");
    expect(neededPage(pages, { from: 0, to: 10 })).toBeNull();
    expect(neededPage(pages, { from: 0, to: 11 })).toBe(1);
    const mended = readNew(pages, 1, page("a2", "b"));
    expect(neededPage(mended, { from: 0, to: 30 })).toBeNull();
  });

  test("a page that belongs nowhere any more is dropped", () => {
    expect(readNew(three, 1, page("gone", "b"))).toBe(three);
    expect(readNew(three.slice(0, 1), 3, page("c", null))).toHaveLength(1);
  });
});
