import type { Row } from "@latchkey/server/contract";
import { expect, test } from "vitest";
import { rowsIn } from "./row-places.ts";

const rows = ["a", "b", "c", "b", "d"].map((id) => ({ id }) as Row);
const drawn = (from: number, to: number, old: readonly Row[] = []) =>
  rowsIn(rows, { from, to }, new Set(old)).map(({ row, index }) => `${index}${row.id}`);

test("rows keep their places, and sight may reach beyond both ends", () => {
  expect(drawn(-5, 3)).toEqual(["0a", "1b", "2c"]);
  expect(drawn(3, 50)).toEqual(["3b", "4d"]);
  expect(drawn(-9, -4)).toEqual([]);
});

test("a record that stands in two places is drawn once, and where it was last read", () => {
  expect(drawn(0, 5)).toEqual(["0a", "1b", "2c", "4d"]);
  expect(drawn(0, 5, [rows[1]!])).toEqual(["0a", "1b", "2c", "3b", "4d"]);
});
