import { describe, expect, it } from "vitest";
import { buildOrganisation, PERSON_COUNT } from "./organisation.ts";
import { DEMO_PERSONAS } from "./personas.ts";
import { SHOWCASE_STORE } from "./places.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";

const now = Date.UTC(2026, 10, 20, 4);
const organisation = buildOrganisation(now);
const { units, people, stores } = organisation;
const ofKind = (kind: string) => units.filter((unit) => unit.kind === kind);

describe("the demo organisation", () => {
  it("R38: one head office, seven regions, thirty-one provinces, five hundred stores", () => {
    const counts = ["group", "region", "province", "store"].map((kind) => ofKind(kind).length);
    expect(counts).toEqual([1, 7, 31, 500]);
    expect(stores).toHaveLength(500);
    expect(people).toHaveLength(PERSON_COUNT);
  });

  it("R40: fifty city managers, each at a city of their own", () => {
    const managers = people.filter(({ template }) => template === "cityManager");
    expect(managers).toHaveLength(50);
    expect(new Set(managers.map(({ unit }) => unit)).size).toBe(50);
  });

  it("R39: every area manager has exactly three stores, the demo one among them", () => {
    const areas = people.filter(({ template }) => template === "areaManager");
    expect(areas.length).toBeGreaterThan(50);
    for (const { unit } of areas) {
      const below = stores.filter((store) => units[store.unit]?.parent === unit);
      expect(below).toHaveLength(3);
    }
    const persona = people[organisation.personas.get("area-manager") ?? -1];
    const names = stores
      .filter((store) => units[store.unit]?.parent === persona?.unit)
      .map(({ place }) => place.name);
    expect(names).toContain(SHOWCASE_STORE);
  });

  it("every store has a head and at least two people behind the counter", () => {
    for (const { unit, head, staff } of stores) {
      expect(people[head]?.template).toBe("storeHead");
      expect(staff.length).toBeGreaterThanOrEqual(2);
      for (const person of staff) expect(people[person]?.unit).toBe(unit);
    }
  });

  it("names, codes, e-mails and ids are unique; templates exist; the tree has no cycle", () => {
    const unique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length);
    unique(units.map(({ name }) => name));
    unique(units.map(({ id }) => id));
    unique(people.map(({ email }) => email));
    unique(people.map(({ phone }) => phone));
    unique(people.map(({ id }) => id));
    for (const [index, { parent }] of units.entries()) expect(parent ?? -1).toBeLessThan(index);
    for (const { template } of people) expect(Object.keys(ROLE_TEMPLATES)).toContain(template);
  });

  it("every demo sign-in is a person in the unit it names, with three things to try", () => {
    for (const { key, name, unit, email, things } of DEMO_PERSONAS) {
      expect(things, key).toHaveLength(3);
      const person = people[organisation.personas.get(key) ?? -1];
      expect(person).toMatchObject({ name, email });
      expect(units[person?.unit ?? -1]?.name).toBe(unit);
    }
  });
});
