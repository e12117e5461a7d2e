import { expect, test } from "vitest";
import { noteWorldVersion, onNewWorld } from "./world-version.ts";

test("a newer world or a newer reader is news once; the first of all, an older node and no word are none", () => {
  let news = 0;
  onNewWorld(() => {
    news += 1;
  });
  const told = (header: string | null) => {
    noteWorldVersion(header);
    return news;
  };
  expect(told("9-3")).toBe(0);
  expect(told("10-3")).toBe(1);
  expect(told("10-3")).toBe(1);
  expect(told("9-3")).toBe(1);
  expect(told("10-4")).toBe(2);
  expect(told(null)).toBe(2);
  expect(told("9-4")).toBe(2);
});
