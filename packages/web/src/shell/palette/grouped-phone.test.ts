import { expect, test } from "vitest";
import { groupedPhone } from "./grouped-phone.ts";

test.each([
  ["+8613900001234", 10, 14, "1234"],
  ["+8613900001234", 5, 9, "9 000"],
  ["+8613900001234", 0, 6, "139"],
  ["*******1234", 7, 11, "1234"],
  ["+442079460000", 9, 13, "0000"],
])("the digits of %s from %i to %i are marked where it is grouped", (text, from, to, marked) => {
  const shown = groupedPhone({ text, marks: [[from, to]] });
  const [[start, end]] = shown.marks as [[number, number]];
  expect(shown.text.slice(start, end).trim()).toBe(marked);
});
