import { expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { stepFrom } from "./steps.ts";

const line = (key: string): Entry => ({
  key,
  icon: null,
  label: { text: key, marks: [] },
  perform: () => {},
});
const [a, b, c, d] = ["a", "b", "c", "d"].map(line) as [Entry, Entry, Entry, Entry];
const groups = [
  { key: "one", label: "", entries: [a, b] },
  { key: "two", label: "", entries: [c] },
  { key: "three", label: "", entries: [d] },
];

test.each([
  ["ArrowDown", false, a, b],
  ["ArrowDown", false, b, c],
  ["ArrowDown", false, d, a],
  ["ArrowUp", false, a, d],
  ["ArrowUp", false, c, b],
  ["Tab", false, a, c],
  ["Tab", false, d, a],
  ["Tab", true, b, d],
  ["Tab", true, d, c],
  ["x", false, a, undefined],
])("%s (shift %s) from %o leads to %o", (key, shiftKey, from, to) => {
  expect(stepFrom(groups, from, { key, shiftKey })?.key).toBe(to?.key);
});

test("no line, no step", () => {
  for (const key of ["ArrowDown", "ArrowUp", "Tab"])
    expect(stepFrom([], undefined, { key, shiftKey: false })).toBeUndefined();
});
