import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { explain } from "./explain.ts";
import {
  and,
  assign,
  at,
  byBo,
  example,
  field,
  forbid,
  is,
  not,
  or,
  permit,
  role,
  row,
  somebody,
  value,
} from "./testing/cases/build.ts";
import { compileInputOf, factsOf } from "./testing/index.ts";
import type { Flip, FlipStep } from "./find-flip.ts";
import type { Rule } from "./model.ts";

type World = Omit<Parameters<typeof example>[1], "decide" | "list">;

const FOLDER = row("f1", {
  owner: "bo",
  stage: "blue",
  amount: 5,
  unit: "east",
  title: "a",
  phone: "1",
});

/** Of one folder: blue, of bo, `a`, 5. */
function explained(question: string, world: World) {
  const whole = example("", { folders: [FOLDER], ...world, decide: {}, list: {} }).world;
  const { context } = whole;
  return explain(compile(compileInputOf(whole)), {
    object: "folder",
    action: question,
    facts: factsOf(whole, "folder", FOLDER),
    context,
  });
}

const named = (step: FlipStep): string => {
  if (step.code === "condition") return `${step.reference.rule} ${step.path} ${step.to}`;
  if (step.code === "no-rule") return `no-rule ${step.action}`;
  return `${step.code} ${"reference" in step ? step.reference.rule : step.assignment}`;
};

const told = (flip: Flip | null) =>
  flip && { to: flip.to, steps: flip.steps.map(named), values: flip.values };

const flipOf = (question: string, ...rules: readonly Rule[]) =>
  told(explained(question, { rules }).flip);

const isRed = is(field("stage"), value("red"));
const isBlue = is(field("stage"), value("blue"));
const isSmall = is(field("amount"), value(3), "le");
const isB = is(field("title"), value("b"));
/** No value can be named for it. */
const isOwnPhone = is(field("owner"), field("phone"));

const view = permit("v", { actions: ["folder.view"] });
const edit = permit("e", { actions: ["folder.edit"] });

test("an allow ends with the permits of the act, or with those of view where these are fewer", () => {
  const allow = (...steps: readonly string[]) => ({
    to: false,
    steps: steps.map((step) => `withdraw ${step}`),
    values: null,
  });
  const other = permit("e2", { actions: ["folder.edit"] });
  const unmet = permit("e3", { actions: ["folder.edit"], when: isRed });
  const closing = forbid("f", { actions: ["folder.*"], fields: { read: ["phone"] } });
  expect(flipOf("edit", view, edit)).toEqual(allow("e"));
  expect(flipOf("edit", view, edit, other, unmet, closing)).toEqual(allow("v"));
  expect(flipOf("edit", view, permit("v2", { actions: ["folder.view"] }), edit, unmet)).toEqual(
    allow("e"),
  );
});

test("permits that their bound keeps from the act, or from view, are not among what ends it", () => {
  const { flip } = explained("edit", {
    roles: [
      role("r", [view, edit]),
      role("viewer", [permit("bv", { actions: ["folder.view"] })]),
      role("all", [permit("all", { actions: ["folder.*"] })]),
    ],
    assignments: [assign("a"), assign("b", { role: "all", ...byBo })],
    others: [somebody("bo", assign("c", { role: "viewer" }))],
  });
  expect(told(flip)?.steps).toEqual(["withdraw e"]);
});

test("what no permit names is told, of the act and of view", () => {
  const none = (...actions: readonly string[]) => ({
    to: true,
    steps: actions.map((action) => `no-rule ${action}`),
    values: null,
  });
  const closing = forbid("f", { actions: ["folder.*"], fields: { read: ["phone"] } });
  expect(flipOf("edit", closing)).toEqual(none("edit", "view"));
  expect(flipOf("edit", edit)).toEqual(none("view"));
  expect(flipOf("edit", view)).toEqual(none("edit"));
  expect(flipOf("view", edit)).toEqual(none("view"));
});

test("what one atom brings about for both is one step", () => {
  expect(
    flipOf(
      "edit",
      permit("v", { actions: ["folder.view"], when: isB }),
      permit("e1", { actions: ["folder.edit"], when: isRed }),
      permit("e2", { actions: ["folder.edit"], when: isB }),
    ),
  ).toEqual({ to: true, steps: ["e2 when true"], values: { title: "b" } });
});

test("a permit that applies already costs nothing, however many others there are", () => {
  const unmet = Array.from({ length: 9 }, (_none, index) =>
    permit(`e${index}`, { actions: ["folder.edit"], when: isRed }),
  );
  const near = permit("v", { actions: ["folder.view"], when: isB });
  expect(flipOf("edit", near, ...unmet, edit)).toEqual({
    to: true,
    steps: ["v when true"],
    values: { title: "b" },
  });
});

test("the cheapest permits are tried, and a change that only a ninth would bring is not small", () => {
  const contrary = and(isBlue, isRed);
  const impossible = Array.from({ length: 8 }, (_none, index) =>
    permit(`p${index}`, { actions: ["folder.view"], when: or() }),
  );
  const far = permit("far", { actions: ["folder.view"], when: and(isRed, isB) });
  expect(flipOf("view", ...impossible, far)?.steps).toEqual([
    "far when.of.0 true",
    "far when.of.1 true",
  ]);
  const failing = Array.from({ length: 8 }, (_none, index) =>
    permit(`p${index}`, { actions: ["folder.view"], when: contrary }),
  );
  expect(flipOf("view", ...failing.slice(1), far)?.steps).toHaveLength(2);
  expect(flipOf("view", ...failing, far)?.steps ?? null).toBeNull();
});

test("a forbid is made false where its conditions allow, and lifted where they do not", () => {
  const refuse = (id: string, when?: Rule["when"]) =>
    forbid(id, { actions: ["folder.view"], everywhere: true, ...(when ? { when } : {}) });
  expect(flipOf("view", view, refuse("f"))).toEqual({
    to: true,
    steps: ["lift-forbid f"],
    values: null,
  });
  expect(flipOf("view", view, refuse("f", isBlue), refuse("g", isRed))).toEqual({
    to: true,
    steps: ["f when false"],
    values: null,
  });
  expect(flipOf("view", view, refuse("f", not(isSmall)))).toEqual({
    to: true,
    steps: ["f when.of true"],
    values: { amount: 3 },
  });
  const red = permit("p", { actions: ["folder.view"], when: isRed });
  expect(flipOf("view", red, refuse("f", isRed))).toEqual({
    to: true,
    steps: ["p when true", "lift-forbid f"],
    values: null,
  });
});

test("a forbid that closes fields or demands something refuses nothing, and need not go", () => {
  const closing = forbid("c", { actions: ["folder.view"], fields: { read: ["phone"] } });
  const demanding = forbid("d", { actions: ["folder.view"], obligations: [{ kind: "reason" }] });
  expect(
    flipOf("view", permit("p", { actions: ["folder.view"], when: isB }), closing, demanding),
  ).toEqual({ to: true, steps: ["p when true"], values: { title: "b" } });
});

test("permits that want the same atom true and false open nothing together", () => {
  const own = permit("v", { actions: ["folder.view"], when: isOwnPhone });
  const others = permit("e", { actions: ["folder.edit"], when: not(isOwnPhone) });
  expect(flipOf("edit", own, others)).toBeNull();
  expect(flipOf("edit", own, edit)).toEqual({ to: true, steps: ["v when true"], values: null });
});

test("an assignment that is not live would have to be, with all that it brings", () => {
  const { flip, rules } = explained("view", {
    roles: [
      role("r", [
        permit("p", { actions: ["folder.view"], when: isB }),
        forbid("f", { actions: ["folder.view"], everywhere: true }),
      ]),
    ],
    assignments: [
      assign("later", { from: 4_000, until: 5_000 }),
      assign("over", { from: 1_000, until: 3_000 }),
    ],
  });
  expect(flip).toEqual({
    to: true,
    steps: [
      {
        code: "condition",
        reference: { assignment: "later", role: "r", rule: "p" },
        path: "when",
        condition: isB,
        to: true,
      },
      { code: "assignment", assignment: "later", from: 4_000, until: 5_000 },
      { code: "lift-forbid", reference: { assignment: "later", role: "r", rule: "f" } },
    ],
    values: null,
  });
  expect(rules.map(({ outcome, reference }) => `${reference.assignment} ${outcome}`)).toEqual([
    "later not-yet-live",
    "later not-yet-live",
    "over ended",
    "over ended",
  ]);
});

test("all that stands in the way is told, be it of one kind", () => {
  const both = [
    permit("p", { actions: ["folder.view"] }),
    forbid("f", { actions: ["folder.view"], everywhere: true }),
    forbid("g", { actions: ["folder.view"], everywhere: true }),
  ];
  expect(flipOf("view", ...both)?.steps).toEqual(["lift-forbid f", "lift-forbid g"]);
  const roles = [role("viewer", [view]), role("editor", [edit]), role("none", [])];
  const assignments = [
    assign("a", { role: "viewer", ...byBo }),
    assign("b", { role: "editor", ...byBo }),
  ];
  const others = [somebody("bo", assign("c", { role: "none" }))];
  const { flip } = explained("edit", { roles, assignments, others });
  expect(told(flip)?.steps).toEqual(["bound b", "bound a"]);
});

test("an assignment is live by its own window, and bounded also before it begins", () => {
  const roles = [role("viewer", [view]), role("editor", [edit])];
  const assignments = [
    assign("a", { role: "viewer" }),
    assign("b", { role: "editor", from: 4_000, ...byBo }),
    assign("c", { role: "editor", from: 3_000, until: 3_000 }),
  ];
  const others = [somebody("bo", assign("d", { role: "viewer" }))];
  const { flip, rules } = explained("edit", { roles, assignments, others });
  expect(told(flip)?.steps).toEqual(["assignment c"]);
  expect(rules.map(({ outcome, within }) => [outcome, within.action, within.view])).toEqual([
    ["applied", true, true],
    ["not-yet-live", false, false],
    ["ended", true, true],
  ]);
});

test("the opposite of what is unknown is unknown, and takes a step", () => {
  const isNotFive = permit("p", {
    actions: ["folder.view"],
    when: not(is(field("due"), value(5))),
  });
  expect(flipOf("view", isNotFive)).toEqual({
    to: true,
    steps: ["p when.of false"],
    values: { due: 6 },
  });
});

test("what no value could make true is unknown", () => {
  const isManaged = is(field("owner"), at("subject.manager"));
  const { rules } = explained("view", {
    rules: [permit("p", { actions: ["folder.view"], when: isManaged })],
  });
  expect(rules[0]).toMatchObject({ truth: null, failed: { path: "when", truth: null } });
});

test("whoever bounds an assignment would have to be allowed the same", () => {
  const roles = [
    role("r", [permit("all", { actions: ["folder.*"] })]),
    role("viewer", [permit("bv", { actions: ["folder.view"] })]),
  ];
  const boundedBy = (bo: string | null, question: string) =>
    explained(question, {
      roles,
      assignments: [assign("a", byBo)],
      others: [somebody("bo", ...(bo ? [assign("b", { role: bo })] : []))],
    });
  expect(told(boundedBy("viewer", "edit").flip)?.steps).toEqual(["bound a"]);
  expect(told(boundedBy(null, "view").flip)?.steps).toEqual(["bound a"]);
  const [only] = boundedBy("viewer", "edit").rules;
  expect(only).toMatchObject({ outcome: "applied", within: { action: false, view: true } });
  const [none] = boundedBy(null, "edit").rules;
  expect(none).toMatchObject({ outcome: "out-of-bound", within: { action: false, view: false } });
});

test("each rule is told whole: what it names, what becomes of the act, where it failed", () => {
  const { rules } = explained("edit", {
    rules: [
      permit("p", {
        actions: ["folder.edit"],
        when: and(isBlue, and(isBlue, isRed)),
        fields: undefined,
      }),
      forbid("f", { actions: ["folder.view"], when: isRed }),
      forbid("c", { actions: ["folder.*"], fields: { read: ["phone"] } }),
      permit("other", { actions: ["folder.export"] }),
    ],
  });
  const within = { action: true, view: true };
  const assignment = assign("a");
  const reference = (rule: string) => ({ assignment: "a", role: "r", rule });
  expect(rules).toEqual([
    {
      reference: reference("p"),
      effect: "permit",
      namesAction: true,
      namesView: false,
      closesFieldsOnly: false,
      refuses: false,
      outcome: "condition-failed",
      within,
      truth: false,
      assignment,
      failed: { path: "when.of.1.of.1", condition: isRed, truth: false },
    },
    {
      reference: reference("f"),
      effect: "forbid",
      namesAction: false,
      namesView: true,
      closesFieldsOnly: false,
      refuses: true,
      outcome: "condition-failed",
      within,
      truth: false,
      assignment,
      failed: { path: "when", condition: isRed, truth: false },
    },
    {
      reference: reference("c"),
      effect: "forbid",
      namesAction: true,
      namesView: true,
      closesFieldsOnly: true,
      refuses: false,
      outcome: "applied",
      within,
      truth: true,
      assignment,
      failed: null,
    },
  ]);
});
