import { expect, test } from "vitest";
import { checkSchema, parseCondition, parsePolicy, parseRole, parseSubjects } from "./index.ts";
import { TEST_SCHEMA } from "./testing/index.ts";
import {
  assign,
  at,
  field,
  is,
  isEmpty,
  isIn,
  meets,
  role,
  value,
  within,
} from "./testing/cases/build.ts";

import type { Parsed } from "./problems.ts";

/** Bad input by bad input: all that is wrong is told, each with its place, and nothing beside. */

const told = (parsed: Parsed<unknown>) =>
  parsed.ok
    ? []
    : parsed.problems.map(({ path, code, message }) => `${path} ${code}: ${message.en}`);

const policy = (...roles: readonly unknown[]) => told(parsePolicy(TEST_SCHEMA, { roles }));
const rule = (input: unknown) =>
  policy({ ...role("r", []), rules: [input] }).map((text) =>
    text.replace("roles.0.rules.0", "rule"),
  );
const condition = (input: unknown) => told(parseCondition(TEST_SCHEMA, "folder", input));
const subjects = (...input: readonly unknown[]) =>
  told(parseSubjects(TEST_SCHEMA, { roles: [role("r", [])] }, input));

const NO_TEXT = "not-a-text: a text is expected here";
const NO_OBJECT = "not-an-object: an object is expected here";
const NO_LIST = "not-a-list: a list is expected here";
const NO_COUNT = "not-a-count: a whole number above zero is expected here";
const NO_TIME = "not-a-time: a time in milliseconds or null is expected here";
const EMPTY = "empty-text: the text is empty";
const lacking = (path: string, ...keys: readonly string[]) =>
  keys.map((key) => `${path} missing-key: \`${key}\` is missing`);

const RULE = { id: "p", effect: "permit", actions: ["folder.view"], scope: "all" };

test("a role", () => {
  const wrong = {
    id: 1,
    name: 1,
    duties: { zh: 1, en: 1 },
    rules: 1,
    includes: 1,
    administrator: 1,
  };
  expect(policy(wrong)).toEqual([
    `roles.0.rules ${NO_LIST}`,
    `roles.0.id ${NO_TEXT}`,
    `roles.0.name ${NO_OBJECT}`,
    `roles.0.duties.zh ${NO_TEXT}`,
    `roles.0.duties.en ${NO_TEXT}`,
    `roles.0.includes ${NO_LIST}`,
    "roles.0.administrator not-a-boolean: true or false is expected here",
  ]);
  expect(policy({})).toEqual(lacking("roles.0", "id", "name", "duties", "rules"));
  expect(policy({ ...role("r", []), duties: {} })).toEqual(lacking("roles.0.duties", "zh", "en"));
  // An id that is empty is told once for each, and is no double of another.
  expect(policy({ ...role("r", []), id: "" }, { ...role("r", []), id: "" })).toEqual([
    `roles.0.id ${EMPTY}`,
    `roles.1.id ${EMPTY}`,
  ]);
  expect(policy(role("r", [], [""]))).toEqual([`roles.0.includes.0 ${EMPTY}`]);
  const administrator = { ...role("r", []), administrator: true };
  expect(parseRole(TEST_SCHEMA, administrator)).toEqual({ ok: true, value: administrator });
  const { includes: _none, ...alone } = role("r", []);
  const member = { ...alone, administrator: false };
  expect(parseRole(TEST_SCHEMA, member)).toStrictEqual({ ok: true, value: member });
});

test("a rule", () => {
  const keys = ["id", "effect", "actions", "scope", "fields", "obligations", "everywhere", "cites"];
  expect(rule(Object.fromEntries(keys.map((key) => [key, 1])))).toEqual([
    `rule.effect ${NO_TEXT}`,
    `rule.scope ${NO_TEXT}`,
    `rule.actions ${NO_LIST}`,
    `rule.id ${NO_TEXT}`,
    `rule.fields ${NO_OBJECT}`,
    `rule.obligations ${NO_LIST}`,
    "rule.everywhere not-a-boolean: true or false is expected here",
    `rule.cites ${NO_LIST}`,
  ]);
  expect(rule({})).toEqual(lacking("rule", "id", "effect", "actions", "scope"));
  expect(rule({ ...RULE, id: "", effect: "", scope: "" })).toEqual([
    `rule.effect ${EMPTY}`,
    `rule.scope ${EMPTY}`,
    `rule.id ${EMPTY}`,
  ]);
  expect(rule({ ...RULE, actions: ["folder", ".view", "boat.view"] })).toEqual([
    "rule.actions.0 unknown-action: unknown action `folder`",
    "rule.actions.1 unknown-object: unknown object ``",
    "rule.actions.2 unknown-object: unknown object `boat`",
  ]);
  expect(rule({ ...RULE, actions: ["*"], scope: "galaxy" })).toEqual([
    "rule.scope unknown-scope: unknown scope `galaxy`",
  ]);
  expect(rule({ ...RULE, actions: ["*"], scope: "" })).toEqual([`rule.scope ${EMPTY}`]);
  expect(rule({ ...RULE, actions: ["*"], scope: "shared" })).toEqual([]);
  expect(rule({ ...RULE, actions: ["boat.view"], when: isEmpty(field("owner")) })).toEqual([
    "rule.actions.0 unknown-object: unknown object `boat`",
  ]);
  const fields = { read: ["", "boat"], mask: ["@odd"], write: ["*"] };
  expect(rule({ ...RULE, fields })).toEqual([
    `rule.fields.read.0 ${EMPTY}`,
    "rule.fields.read.1 unknown-field: unknown field `boat`",
    "rule.fields.mask.0 unknown-class: unknown sensitivity class `@odd`",
  ]);
});

test("an obligation", () => {
  const wrong = [
    { kind: "step-up", withinMinutes: "x" },
    { kind: "approval", by: 1, over: "x" },
    { kind: "quota", counter: 1, limit: 1.5 },
    { kind: "watermark", by: "x" },
    { kind: "reason", by: "x" },
    { kind: "step-up" },
    { kind: "approval" },
    { kind: "quota" },
    { kind: "" },
  ];
  const at = (index: number) => `rule.obligations.${index}`;
  expect(rule({ ...RULE, obligations: wrong })).toEqual([
    `${at(0)}.withinMinutes ${NO_COUNT}`,
    `${at(1)}.by ${NO_TEXT}`,
    `${at(1)}.over ${NO_COUNT}`,
    `${at(2)}.counter ${NO_TEXT}`,
    `${at(2)}.limit ${NO_COUNT}`,
    `${at(3)} unknown-key: unknown key \`by\``,
    `${at(4)} unknown-key: unknown key \`by\``,
    ...lacking(at(5), "withinMinutes"),
    ...lacking(at(6), "by"),
    ...lacking(at(7), "counter", "limit"),
    `${at(8)}.kind ${EMPTY}`,
  ]);
});

test("a condition", () => {
  const cannotStand = (kind: string) => `wrong-kind: the kind \`${kind}\` cannot stand here`;
  const text = "text | id | unit";
  const differing = (left: string, right: string) =>
    ` kind-mismatch: the two sides differ in kind: \`${left} ≠ ${right}\``;
  expect(condition({ kind: 1 })).toEqual([`kind ${NO_TEXT}`]);
  expect(condition({})).toEqual(lacking("", "kind"));
  expect(condition({ kind: "maybe", of: 1 })).toEqual([
    "kind unknown-choice: `maybe` is not one of the choices",
  ]);
  expect(condition({ kind: "compare", op: 1, left: 1, right: null })).toEqual([
    `left ${NO_OBJECT}`,
    `right ${NO_OBJECT}`,
    `op ${NO_TEXT}`,
  ]);
  expect(condition({ ...is(at(""), value(1)), right: { path: 1 } })).toEqual([
    `left ${EMPTY}`,
    `right ${NO_TEXT}`,
  ]);
  expect(condition(is(field("owner"), value("x"), "lt"))).toEqual([
    " no-order: `id` has no order; only numbers and times have",
  ]);
  expect(condition(is(value("x"), field("stage"), "lt"))).toEqual([
    ` no-order: \`${text}\` has no order; only numbers and times have`,
  ]);
  expect(condition(is(value(1), value(2), "lt"))).toEqual([]);
  expect(condition({ kind: "not" })).toEqual(lacking("", "of"));
  expect(condition({ kind: "isEmpty" })).toEqual(lacking("", "of"));
  expect(condition(is(field("gone"), value(1), "lt"))).toEqual([
    "left unknown-field: unknown field `record.gone`",
  ]);
  expect(condition(is(field("stage"), field("gone"), "lt"))).toEqual([
    "right unknown-field: unknown field `record.gone`",
  ]);
  expect(condition(is(value("x"), field("amount"), "lt"))).toEqual([differing(text, "number")]);
  expect(condition(is(field("amount"), value("x"), "lt"))).toEqual([differing("number", text)]);
  expect(condition(is(field("stage"), value(1), "lt"))).toEqual([
    differing("text", "number | time"),
  ]);
  expect(condition(is(field("stage"), value(true)))).toEqual([differing("text", "boolean")]);
  expect(condition(is(field("stage"), value(["x"])))).toEqual([
    `right ${cannotStand("texts | ids")}`,
  ]);
  expect(condition(is(at("assignment.id"), at("assignment.role")))).toEqual([]);
  expect(condition(isIn(field("amount"), value(["a"])))).toEqual([differing("number", text)]);
  expect(condition(isIn(field("amount"), field("helpers")))).toEqual([
    differing("number", "id | unit"),
  ]);
  expect(condition(isIn(field("isUrgent"), value([])))).toEqual([]);
  expect(condition(isIn(field("unit"), field("helpers")))).toEqual([]);
  expect(condition(isIn(field("labels"), field("stage")))).toEqual([
    `item ${cannotStand("texts")}`,
    `list ${cannotStand("text")}`,
  ]);
  expect(condition(isIn(field("amount"), field("phone")))).toEqual([`list ${cannotStand("text")}`]);
  expect(condition(meets(value("x"), value("x")))).toEqual([
    `left ${cannotStand(text)}`,
    `right ${cannotStand(text)}`,
  ]);
  expect(condition(meets(field("labels"), value(["x"])))).toEqual([]);
  expect(condition(within(field("owner"), field("owner")))).toEqual([
    `unit ${cannotStand("id")}`,
    `root ${cannotStand("id")}`,
  ]);
  const related = (relation: unknown) =>
    condition({ kind: "related", relation, where: isEmpty(at("")) });
  expect(related(1)).toEqual([`relation ${NO_TEXT}`]);
  expect(related("")).toEqual([`relation ${EMPTY}`]);
  expect(related("boats")).toEqual(["relation unknown-relation: unknown relation `boats`"]);
  const ofBoat = (input: unknown) => told(parseCondition(TEST_SCHEMA, "boat", input));
  expect(ofBoat(isEmpty(field("x")))).toEqual(["of unknown-field: unknown field `record.x`"]);
  expect(ofBoat({ kind: "related", relation: "pages", where: isEmpty(at("subject.id")) })).toEqual([
    "relation unknown-relation: unknown relation `pages`",
  ]);
});

test("subjects, their assignments and bounds", () => {
  const keys = ["id", "role", "unit", "from", "until", "because", "as", "bound"];
  const numbers = Object.fromEntries(
    keys.map((key) => [key, "from until".includes(key) ? "x" : 1]),
  );
  const here = "0.assignments.0";
  expect(
    subjects({ id: 1, attributes: 1, assignments: [{ ...numbers, bound: { actions: 1 } }] }),
  ).toEqual([
    `${here}.role ${NO_TEXT}`,
    `${here}.id ${NO_TEXT}`,
    `${here}.unit ${NO_TEXT}`,
    `${here}.from ${NO_TIME}`,
    `${here}.until ${NO_TIME}`,
    `${here}.because ${NO_OBJECT}`,
    `${here}.as ${NO_TEXT}`,
    `${here}.bound.actions ${NO_LIST}`,
    `0.id ${NO_TEXT}`,
    `0.attributes ${NO_OBJECT}`,
  ]);
  expect(subjects({})).toEqual(lacking("0", "id", "attributes", "assignments"));
  expect(subjects({ id: "ann", attributes: {}, assignments: [{}] })).toEqual(
    lacking(here, "id", "role", "unit", "from", "until", "because"),
  );
  const holder = (more: object) => ({
    id: "ann",
    attributes: {},
    assignments: [assign("a", more)],
  });
  expect(subjects(holder({ role: "", unit: "", as: "" }))).toEqual([
    `${here}.role ${EMPTY}`,
    `${here}.unit ${EMPTY}`,
    `${here}.as ${EMPTY}`,
  ]);
  expect(subjects(holder({ bound: null }))).toEqual([`${here}.bound ${NO_OBJECT}`]);
  expect(subjects(holder({ bound: { subject: 1 } }))).toEqual([`${here}.bound.subject ${NO_TEXT}`]);
  expect(subjects(holder({ bound: { actions: ["folder.edit", "boat.view"] } }))).toEqual([
    `${here}.bound.actions.1 unknown-object: unknown object \`boat\``,
    `${here}.bound.actions bound-without-view: every act needs its view; the list lacks \`folder.view\``,
  ]);
});

test("a schema", () => {
  const folder = TEST_SCHEMA.objects["folder"]!;
  const checked = (more: object) =>
    checkSchema({
      ...TEST_SCHEMA,
      objects: { ...TEST_SCHEMA.objects, folder: { ...folder, ...more } },
    }).map(({ path, code, message }) => `${path} ${code}: ${message.en}`);
  const here = "objects.folder";
  expect(checked({})).toEqual([]);
  expect(checked({ unitField: "unit" })).toEqual([]);
  expect(checked({ unitField: "gone" })).toEqual([
    `${here}.unitField unknown-field: unknown field \`gone\``,
  ]);
  expect(checked({ unitField: "stage" })).toEqual([
    `${here}.unitField wrong-kind: the kind \`text\` cannot stand here`,
  ]);
  expect(checked({ actions: ["edit", "export"] })).toEqual([
    `${here} no-view: object \`folder\` lacks the action \`view\``,
  ]);
  expect(checked({ relations: { ...folder.relations, boats: { target: "boat" } } })).toEqual([
    `${here}.relations.boats unknown-object: unknown object \`boat\``,
  ]);
});
