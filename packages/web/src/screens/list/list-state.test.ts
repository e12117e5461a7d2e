import { describe, expect, test } from "vitest";
import { formatSort, parseListState, parseSort, toRequest } from "./list-state.ts";

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
