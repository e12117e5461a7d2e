import { describe, expect, test } from "vitest";
import { formatSort, nextSort, parseListState, parseSort, toRequest } from "./list-state.ts";

describe("the address of a list", () => {
  test("gives back what was put in", () => {
    const state = {
      q: "tea",
      f: [{ field: "stage", op: "is", value: "won" }],
      s: "name.asc,createdAt.desc",
    } as const;
    expect(parseListState({ ...state })).toEqual(state);
    expect(formatSort(parseSort(state.s))).toBe(state.s);
  });

  test("survives nonsense that somebody typed", () => {
    expect(parseListState({ q: {}, f: "x", s: 4 })).toEqual({});
    expect(parseListState({ f: [null, 3, { field: "a" }, { field: 1, op: "is" }] })).toEqual({});
    expect(parseListState({ f: [{ field: "a", op: "toString" }] })).toEqual({});
    expect(parseSort("name,x.sideways,.asc,age.desc")).toEqual([
      { field: "age", direction: "desc" },
    ]);
  });

  test("a search for a number is text", () => {
    expect(toRequest(parseListState({ q: 138 }))).toEqual({ search: "138" });
  });

  test("asks only with conditions that say something", () => {
    const f = [
      { field: "stage", op: "anyOf", value: [] },
      { field: "name", op: "contains", value: "" },
      { field: "phone", op: "isEmpty" },
    ] as const;
    expect(toRequest({ f })).toEqual({ filter: { and: [{ field: "phone", op: "isEmpty" }] } });
  });
});

describe("a group in the address", () => {
  const won = { field: "stage", op: "is", value: "won" } as const;
  const vip = { field: "level", op: "anyOf", value: ["vip"] } as const;
  const empty = { field: "name", op: "contains", value: "" } as const;

  test("asks for any of its conditions, beside all of the others", () => {
    const state = parseListState({ f: [won, { any: [won, vip] }] });
    expect(state.f).toEqual([won, { any: [won, vip] }]);
    expect(toRequest(state)).toEqual({ filter: { and: [won, { or: [won, vip] }] } });
  });

  test("of one is a condition, and of none is nothing", () => {
    expect(parseListState({ f: [{ any: [won, null] }, { any: [] }, { any: "x" }] }).f).toEqual([
      won,
    ]);
    expect(toRequest({ f: [{ any: [won, empty] }] })).toEqual({ filter: { and: [won] } });
    expect(toRequest({ f: [{ any: [empty, empty] }] })).toEqual({});
  });
});

describe("a view in the address", () => {
  test("alone is the view as it was saved; an empty filter is something it was changed to", () => {
    expect(parseListState({ v: "one" })).toEqual({ v: "one" });
    expect(parseListState({ v: "one", f: [], c: "name" })).toEqual({ v: "one", f: [], c: "name" });
  });

  test("is what columns belong to: without one they are the person's own", () => {
    expect(parseListState({ v: "", f: [], c: "name" })).toEqual({});
  });
});

describe("a click on a heading", () => {
  const up = { field: "name", direction: "asc" } as const;
  const down = { field: "name", direction: "desc" } as const;
  const spend = { field: "spend", direction: "desc" } as const;

  test("sorts up, then down, then as the list itself does", () => {
    expect(nextSort([], "name", false)).toEqual([up]);
    expect(nextSort([up], "name", false)).toEqual([down]);
    expect(nextSort([down], "name", false)).toEqual([]);
  });

  test("alone forgets the others, added keeps them in their order", () => {
    expect(nextSort([spend], "name", false)).toEqual([up]);
    expect(nextSort([spend], "name", true)).toEqual([spend, up]);
    expect(nextSort([up, spend], "name", true)).toEqual([down, spend]);
    expect(nextSort([down, spend], "name", true)).toEqual([spend]);
  });
});
