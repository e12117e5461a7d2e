import { expect, it } from "vitest";
import { UUID } from "../fields/shared.ts";
import { newIds } from "./new-ids.ts";

it("R135: the records of a file have ids in the order of its rows, and no two the same", () => {
  const ids = Array.from({ length: 5 }, () => newIds(1_000));
  for (const batch of ids) expect(batch).toEqual(batch.toSorted());
  const all = ids.flat();
  expect(new Set(all).size).toBe(5_000);
  expect(all.every((id) => UUID.test(id) && id[14] === "7")).toBe(true);
  expect(newIds(0)).toEqual([]);
});
