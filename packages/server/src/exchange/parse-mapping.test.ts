import { expect, it } from "vitest";
import { buildModel, objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { OBJECTS } from "../objects/registry.ts";
import { companionOf } from "./companion.ts";
import { parseMapping } from "./parse-mapping.ts";

const model = buildModel(Object.values(OBJECTS));
const object = objectNamed(model, "person");
const people = { object, companion: companionOf(model, object) };
const HEADERS = ["姓名", "邮箱", "岗位"];

/** `path code` of every mistake. */
function mistakesIn(mapping: object, destination = people): readonly string[] {
  try {
    parseMapping(mapping, destination, HEADERS);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (error.extras.problems ?? []).map(({ path, code }) => `${path} ${code}`);
  }
}

it("R135: a mapping from elsewhere is checked against the file and the object, every mistake named", () => {
  const columns = { 姓名: "name", 邮箱: "post.person", 没有的列: "phone", 岗位: "constructor" };
  const fields = { "post.title": { from: "{职务}" }, status: { from: "x", unknown: true } };
  expect(mistakesIn({ columns, fields, duplicates: "often", key: "none", group: 1 })).toEqual([
    "columns.邮箱 unknown_field",
    "columns unknown_column",
    "columns.岗位 unknown_field",
    "fields.post.title unknown_column",
    "fields.status bad_request",
    "duplicates bad_request",
    "group not_list",
    "key unknown_field",
  ]);
});

it("a person brings a post only where the reader may bring posts in", () => {
  const columns = { 姓名: "name", 邮箱: "email", 岗位: "post.role" };
  expect(mistakesIn({ columns })).toEqual([]);
  expect(mistakesIn({ columns }, { object, companion: null })).toEqual([
    "columns.岗位 unknown_field",
  ]);
});
