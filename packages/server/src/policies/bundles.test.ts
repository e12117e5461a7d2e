import { describe, expect, it } from "vitest";
import { OBJECTS } from "../objects/registry.ts";
import { BLOCKS, BUNDLES, findActions } from "./bundles.ts";

describe("the permission bundles", () => {
  it("R16: eighteen units in three blocks of six, and four remainders", () => {
    const counts = Object.keys(BLOCKS).map(
      (block) => BUNDLES.filter((bundle) => bundle.block === block).length,
    );
    expect(counts).toEqual([6, 6, 6, 4]);
    expect(new Set(BUNDLES.map((bundle) => bundle.name)).size).toBe(22);
  });

  it("R16: every action of every object belongs to exactly one unit", () => {
    const placed = BUNDLES.flatMap(({ name }) => findActions(name, OBJECTS)).map(
      ({ object, action }) => `${object}:${action}`,
    );
    const declared = Object.values(OBJECTS).flatMap(({ name, actions }) =>
      Object.keys(actions).map((action) => `${name}:${action}`),
    );
    expect(placed.toSorted()).toEqual(declared.toSorted());
  });

  it.each(BUNDLES.map((bundle) => bundle.name))(
    "R16: `%s` opens into at least one action",
    (name) => {
      expect(findActions(name, OBJECTS)).not.toHaveLength(0);
    },
  );

  it("R15: the three layers all occur in every block but the remainder", () => {
    for (const block of ["customer", "communication", "marketing"]) {
      const layers = BUNDLES.filter((bundle) => bundle.block === block).map(({ layer }) => layer);
      expect(new Set(layers)).toEqual(new Set(["see", "change", "operate"]));
    }
  });

  it("R23: viewing, editing, deleting and reporting are granted apart", () => {
    const place = (action: string) => OBJECTS["customer"]?.actions[action]?.bundle;
    const places = ["view", "edit", "delete", "aggregate"].map(place);
    expect(new Set(places).size).toBe(4);
  });

  it("R26: contact data, transactions and communication lie in different units", () => {
    const place = (object: string) => OBJECTS[object]?.actions["view"]?.bundle;
    expect(new Set(["contact", "order", "followUp"].map(place)).size).toBe(3);
  });

  it("R100: no export shares a unit with viewing or editing outside administration", () => {
    const mixed = Object.values(OBJECTS).filter(({ actions }) => {
      const bundle = actions["export"]?.bundle;
      if (bundle === undefined || bundle === "administration") return false;
      return bundle === actions["view"]?.bundle || bundle === actions["edit"]?.bundle;
    });
    expect(mixed).toEqual([]);
  });
});
