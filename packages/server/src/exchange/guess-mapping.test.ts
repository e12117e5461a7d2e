import { describe, expect, it } from "vitest";
import { buildModel } from "../derive/model.ts";
import { OBJECTS } from "../objects/registry.ts";
import { guessMapping } from "./guess-mapping.ts";

const customer = buildModel(Object.values(OBJECTS)).objects.get("customer")!;
const fields = [...customer.fields.values()].map((field) => ({ name: field.name, field }));
const guess = (...headers: string[]) => guessMapping(customer, headers, fields).columns;

describe("R135: the mapping that a file's headers suggest", () => {
  it.each(["手机", "手机号", "手机号码", "电话", "联系电话", "Phone", "Mobile phone"])(
    "takes %s for the first phone",
    (header) => expect(guess(header)).toEqual({ [header]: "phone" }),
  );

  it("leaves the second phone its own words", () =>
    expect(guess("备用电话", "电话")).toEqual({ 备用电话: "phone2", 电话: "phone" }));

  it("gives no field twice", () =>
    expect(guess("手机号", "联系电话")).toEqual({ 手机号: "phone", 联系电话: null }));
});
