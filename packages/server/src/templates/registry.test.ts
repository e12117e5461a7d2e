import { parsePolicy, type FieldGrant } from "@latchkey/policy";
import { describe, expect, test } from "vitest";
import { expandTemplate } from "../derive/expand-template.ts";
import { buildModel, isFreeName } from "../derive/model.ts";
import { OBJECTS } from "../objects/registry.ts";
import { tag as tagObject } from "../objects/tag.ts";
import { unit as unitObject } from "../objects/unit.ts";
import { ADDABLE_TYPES } from "../org/custom-field-draft.ts";
import { MAX_CUSTOM_FIELDS } from "../org/custom-fields.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import { unitsOf, type IndustryTemplate } from "./industry.ts";
import { INDUSTRIES } from "./registry.ts";
import { rolesFor } from "./role-for.ts";

const rows = INDUSTRIES.map((one): [string, IndustryTemplate] => [one.name.zh, one]);
const kinds: readonly string[] = unitObject.fields.kind.choices.map(({ value }) => value);
const HAN = /\p{Script=Han}/u;

/** Every pair of words in a template, wherever it stands. */
function textsOf(value: unknown): { zh: string; en: string }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("zh" in value && "en" in value) return [value as { zh: string; en: string }];
  return Object.values(value).flatMap(textsOf);
}

const allRoles = (industry: IndustryTemplate) =>
  rolesFor(industry, {
    roles: industry.posts.map(({ role }) => role),
    fields: industry.fields,
    others: true,
  });

test("R136: nine industries, each once", () => {
  expect(INDUSTRIES.map(({ name }) => name.zh)).toEqual([
    "茶饮连锁",
    "连锁餐饮",
    "连锁零售",
    "电商",
    "教育培训",
    "医疗健康",
    "母婴",
    "金融与财富",
    "制造业出海",
  ]);
  expect(new Set(INDUSTRIES.map(({ id }) => id)).size).toBe(9);
});

describe.each(rows)("R136: the template of %s", (_name, industry) => {
  const { units, posts, fields, tags, levels, duties = {}, notYet } = industry;
  const every = unitsOf(units);

  test("says everything in both languages", () => {
    const texts = textsOf(industry);
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter(({ zh }) => !HAN.test(zh))).toEqual([]);
    expect(texts.filter(({ en }) => en.trim() === "" || HAN.test(en))).toEqual([]);
    expect(notYet.length).toBeGreaterThan(0);
  });

  test("names only kinds of units that exist, and words for each that it uses", () => {
    const used = [...new Set([...every.map(({ kind }) => kind), ...levels])];
    expect(used.filter((kind) => !kinds.includes(kind))).toEqual([]);
    expect(used.filter((kind) => !industry.kinds[kind])).toEqual([]);
    expect(Object.keys(industry.kinds).filter((kind) => !used.includes(kind))).toEqual([]);
    const keys = every.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("has two places of the innermost kind, so that they can be told apart", () => {
    expect(every.filter(({ kind }) => kind === levels.at(-1)).length).toBeGreaterThan(1);
  });

  test("gives every post a shipped role and a unit to be in, under a name of its own", () => {
    expect(posts.filter(({ role }) => !ROLE_TEMPLATES[role])).toEqual([]);
    const placed = posts.filter(({ at }) =>
      "unit" in at
        ? every.some(({ key }) => key === at.unit)
        : at.kind === "group" || every.some(({ kind }) => kind === at.kind),
    );
    expect(placed).toEqual(posts);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(posts.length);
    expect(new Set(posts.map(({ title }) => title.zh)).size).toBe(posts.length);
    expect(new Set(posts.map(({ title }) => title.en)).size).toBe(posts.length);
    const roles = new Set(posts.map(({ role }) => role));
    expect(Object.keys(duties).filter((role) => !roles.has(role))).toEqual([]);
  });

  test("adds fields that an administrator could add by hand", () => {
    for (const { object, name, declaration } of fields) {
      const declared = OBJECTS[object];
      expect(declared, object).toBeDefined();
      expect(isFreeName(name, declared!), name).toBe(true);
      expect(ADDABLE_TYPES).toContain(declaration.type);
      const taken = Object.values(declared!.fields).flatMap(({ label }) => [label.zh, label.en]);
      expect(taken).not.toContain(declaration.label.zh);
      expect(taken).not.toContain(declaration.label.en);
      const isChoice = ["choice", "choices"].includes(declaration.type);
      expect((declaration.choices?.length ?? 0) > 1, name).toBe(isChoice);
    }
    const labels = fields.map(({ object, declaration }) => `${object} ${declaration.label.zh}`);
    expect(new Set(labels).size).toBe(fields.length);
    expect(fields.length).toBeLessThanOrEqual(MAX_CUSTOM_FIELDS);
  });

  test("classes what is sensitive: health, means and who somebody is are never basic", () => {
    const sensitive = /诊断|病史|过敏|健康|治疗|恢复|资产|收入|证件|风险|监护人|昵称|小名|病历/;
    const open = fields.filter(
      ({ declaration }) =>
        sensitive.test(declaration.label.zh) &&
        ["basic", "commercial"].includes(declaration.sensitivity),
    );
    expect(open).toEqual([]);
    const health = fields.filter(({ declaration }) =>
      /诊断|病史|过敏|健康|治疗|恢复/.test(declaration.label.zh),
    );
    expect(health.filter(({ only }) => !only)).toEqual([]);
  });

  test("a field that names its readers is open to no other role, by class or by rule", () => {
    const custom = fields.map(({ object, name, declaration }) => ({ object, name, declaration }));
    const model = buildModel(Object.values(OBJECTS), custom);
    const shown = (grant: FieldGrant | undefined, name: string, sensitivity: string) =>
      [...(grant?.read ?? []), ...(grant?.mask ?? [])].some(
        (one) => one === name || one === `@${sensitivity}` || one === "*",
      );
    const roles = allRoles(industry);
    for (const { object, name, declaration, only } of fields.filter((one) => one.only)) {
      expect(
        Object.keys(only!).filter((role) => !posts.some((post) => post.role === role)),
      ).toEqual([]);
      const readers = roles.filter((template) =>
        expandTemplate(template, model).rules.some(
          ({ effect, actions, fields: grant }) =>
            effect === "permit" &&
            actions.some((action) => action.startsWith(`${object}.`)) &&
            shown(grant, name, declaration.sensitivity),
        ),
      );
      expect(readers.map(({ id }) => id).toSorted(), name).toEqual(Object.keys(only!).toSorted());
    }
  });

  test("its roles are roles that the engine accepts, the base and the administrator among them", () => {
    const custom = fields.map(({ object, name, declaration }) => ({ object, name, declaration }));
    const model = buildModel(Object.values(OBJECTS), custom);
    const roles = allRoles(industry);
    const parsed = parsePolicy(model.schema, {
      roles: roles.map((one) => expandTemplate(one, model)),
    });
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    expect(roles.map(({ id }) => id)).toEqual(expect.arrayContaining(["staff", "administrator"]));
    expect(new Set(roles.map(({ id }) => id)).size).toBe(roles.length);
  });

  test("brings tags of the groups there are", () => {
    const groups: readonly string[] = tagObject.fields.group.choices.map(({ value }) => value);
    expect(tags.filter(({ group }) => !groups.includes(group))).toEqual([]);
    expect(new Set(tags.map(({ name }) => name.zh)).size).toBe(tags.length);
    expect(new Set(tags.map(({ name }) => name.en)).size).toBe(tags.length);
  });
});
