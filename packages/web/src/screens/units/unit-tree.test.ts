import type { UnitNode } from "@latchkey/server/contract";
import { describe, expect, test } from "vitest";
import { ancestorsOf, countBelow, findUnits, toTree, whyNotBelow } from "./unit-tree.ts";

const unit = (id: string, parent: string | null, depth: number, people = 1) =>
  ({ id, parent, depth, people, name: id }) as UnitNode;

const units = [
  unit("Group", null, 0),
  unit("East", "Group", 1, 2),
  unit("Harbour store", "East", 2, 5),
  unit("Garden store", "East", 2, 4),
  unit("West", "Group", 1),
];

describe("the unit tree", () => {
  test("nests what came in preorder", () => {
    const [root] = toTree(units, null);
    expect(root?.children.map(({ name }) => name)).toEqual(["East", "West"]);
    expect(root?.children[0]?.children).toHaveLength(2);
  });

  test("makes a root of a unit whose parent the reader may not see", () => {
    expect(toTree(units.slice(2, 4), null).map(({ name }) => name)).toEqual([
      "Harbour store",
      "Garden store",
    ]);
  });

  test("shows each hit of a search in its place", () => {
    const found = findUnits(units, " garden ");
    expect(found?.hits).toEqual(new Set(["Garden store"]));
    expect(found?.shown).toEqual(new Set(["Garden store", "East", "Group"]));
    expect(toTree(units, found)[0]?.children[0]?.children).toHaveLength(1);
    expect(findUnits(units, "  ")).toBeNull();
  });

  test("counts what a move would carry", () => {
    expect(countBelow(units, "East")).toEqual({ units: 2, people: 11 });
    expect(countBelow(units, "West")).toEqual({ units: 0, people: 1 });
    expect(countBelow(units, "gone")).toEqual({ units: 0, people: 0 });
  });

  test("knows who stands above whom, and where a unit cannot go", () => {
    expect(ancestorsOf(units, "Garden store")).toEqual(["Group", "East"]);
    expect(whyNotBelow(units, "East", "Garden store")).toBe("units.circle");
    expect(whyNotBelow(units, "East", "East")).toBe("units.circle");
    expect(whyNotBelow(units, "Garden store", "East")).toBe("units.sameParent");
    expect(whyNotBelow(units, "Garden store", "West")).toBeNull();
  });
});
