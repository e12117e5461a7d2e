import { expect, test } from "vitest";
import { createPreparedNames } from "./prepared.ts";

test("a text is prepared once it has come three times, under one name of its own", () => {
  const { nameOf } = createPreparedNames();
  expect([nameOf("a"), nameOf("a"), nameOf("b")]).toEqual([undefined, undefined, undefined]);
  const name = nameOf("a");
  expect(name).toBeDefined();
  expect(nameOf("a")).toBe(name);
  nameOf("b");
  expect(nameOf("b")).not.toBe(name);
});

test("a text that others have crowded out starts again, under a name that was never another's", () => {
  const { nameOf } = createPreparedNames();
  for (let times = 0; times < 3; times++) nameOf("a");
  const name = nameOf("a");
  for (let other = 0; other < 400; other++) nameOf(`other ${other}`);
  expect(nameOf("a")).toBeUndefined();
  nameOf("a");
  expect(nameOf("a")).not.toBe(name);
});
