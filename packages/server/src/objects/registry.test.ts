import { describe, expect, it } from "vitest";
import { checkRegistry, OBJECTS } from "./registry.ts";
import { findRegistryProblems } from "./registry-check.ts";
import type { ObjectDeclaration } from "./declaration.ts";

const tag = OBJECTS["tag"] as ObjectDeclaration;

describe("the object registry", () => {
  it("agrees with itself", () => {
    expect(() => checkRegistry()).not.toThrow();
  });

  it("R161: price policy, campaign, competitor note and the rest are declared objects, not tags", () => {
    const named =
      "pricePolicy campaign competitorNote storeVisit shipment contractTemplate deliveryProgress customerGroup coupon salesForecast feedback".split(
        " ",
      );
    const thin = named.filter((name) => {
      const { actions = {}, fields = {} } = OBJECTS[name] ?? {};
      return !("view" in actions) || Object.keys(fields).length < 4;
    });
    expect(thin).toEqual([]);
    expect(Object.keys(OBJECTS["customer"]?.fields ?? {})).toEqual(
      expect.arrayContaining(["taste", "sugarLevel", "preferredChannel", "contactTime"]),
    );
  });

  it("R174: a lead carries source and campaign, an order currency and country", () => {
    expect(OBJECTS["lead"]?.fields).toMatchObject({
      source: { required: true },
      campaign: { target: "campaign" },
    });
    expect(OBJECTS["order"]?.fields).toMatchObject({
      currency: { type: "currency" },
      country: { type: "country" },
    });
  });

  it("R134: every phone, e-mail of a customer and birthday is personal data", () => {
    const open = Object.values(OBJECTS).flatMap((object) =>
      Object.entries(object.fields)
        .filter(([name, { type }]) => type === "phone" || type === "email" || name === "birthday")
        .filter(([, field]) => field.personal !== true)
        .map(([name]) => `${object.name}.${name}`),
    );
    // An employee's work address is how colleagues reach them, not a customer's data.
    expect(open).toEqual(["person.email"]);
  });

  it("R137: every label is written in Chinese and in English", () => {
    for (const { label, plural, fields, actions } of Object.values(OBJECTS)) {
      const texts = [
        label,
        plural,
        ...Object.values(fields).map((field) => field.label),
        ...Object.values(fields).flatMap((field) => (field.choices ?? []).map((one) => one.label)),
        ...Object.values(actions).map((action) => action.label),
      ];
      for (const { zh, en } of texts) {
        expect(zh).toMatch(/\p{Script=Han}|^[A-Z][A-Za-z]+$/u);
        expect(en).toMatch(/^[ -~]+$/);
      }
    }
  });

  it.each<[string, Partial<ObjectDeclaration>, string]>([
    ["a title that is no field", { title: "nothing" }, "the title `nothing` is not a field"],
    ["a list column that is no field", { list: { ...tag.list, columns: ["x"] } }, "name `x`"],
    ["a form that leaves out a field", { form: [] }, "the form leaves out `name`"],
    [
      "a transition to an unknown state",
      { states: { field: "group", initial: "habit", transitions: { habit: ["gone"] } } },
      "`gone` is not a state",
    ],
    ["a parent that is no reference", { follows: "name" }, "is not a required reference"],
    [
      "a relation by a field that does not refer back",
      { relations: { customers: { target: "tag", by: { inverse: "name" } } } },
      "is not a reference to tag",
    ],
    ["an object nobody can view", { actions: {} }, "has no action `view`"],
  ])("names %s", (_what, change, message) => {
    const problems = findRegistryProblems({ tag: { ...tag, ...change } });
    expect(problems.join("\n")).toContain(message);
  });
});
