import { assert, integer, property } from "fast-check";
import { expect, test, vi } from "vitest";
import { compile, withRules } from "./compile.ts";
import { decide } from "./decide.ts";
import { explain } from "./explain.ts";
import { compileInputOf, factsOf, generateWorld } from "./testing/index.ts";
import { assign, example, field, forbid, is, permit, value } from "./testing/cases/build.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Assignment } from "./model.ts";
import type { FlipStep } from "./find-flip.ts";
import type { World } from "./testing/index.ts";

vi.setConfig({ testTimeout: 120_000 });

test("an ended assignment whose role was deleted since decides nothing and explains nothing", () => {
  for (let seed = 0; seed < 50; seed++) {
    const world = generateWorld(seed);
    const input = compileInputOf(world);
    const ended = {
      id: "ended",
      role: "a role that is gone",
      unit: null,
      from: null,
      until: input.now - 1,
      because: { zh: "x", en: "x" },
    };
    const { subject } = input;
    const assignments = [...subject.assignments, ended];
    const [without, withEnded] = [
      compile(input),
      compile({ ...input, subject: { ...subject, assignments } }),
    ];
    for (const [object, { actions }] of Object.entries(world.schema.objects)) {
      const [record] = world.records[object]!;
      const [action] = actions;
      if (!record || !action) continue;
      const facts = factsOf(world, object, record);
      const { context } = world;
      const question = { object, action, facts, context };
      const found = explain(withEnded, question);
      expect(found.decision).toEqual(decide(without, object, action, facts, context));
      expect(found.rules).toEqual(explain(without, question).rules);
    }
  }
});

test("its verdict is decide's, and its flip flips wherever it can be carried out", () => {
  const tried = new Set<string>();
  const law = property(integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
    const world = generateWorld(seed);
    const compiled = compile(compileInputOf(world));
    for (const { object, action, facts } of questionsOf(world)) {
      const { context } = world;
      const decision = decide(compiled, object, action, facts, context);
      const explained = explain(compiled, { object, action, facts, context });
      expect(explained.decision).toEqual(decision);
      const { flip } = explained;
      if (!flip) continue;
      expect(flip.to).toBe(!decision.allow);
      const changed = carryOut(compiled, flip.steps);
      if (!flip.values && !changed) continue;
      const values = { ...facts.values, ...flip.values };
      const flipped = { values, related: facts.related };
      const after = decide(changed ?? compiled, object, action, flipped, context);
      expect(after.allow, `seed ${seed} ${object}.${action} ${JSON.stringify(flip)}`).toBe(flip.to);
      for (const { code } of flip.steps) tried.add(code);
    }
  });
  assert(law, { numRuns: 80 });
  expect([...tried].toSorted()).toEqual(["assignment", "condition", "lift-forbid", "withdraw"]);
});

const explainAs = (object: string, assignment: Assignment) => {
  const rules = [forbid("f", { actions: ["folder.view", "share.view"] })];
  const input = { rules, assignments: [assignment], decide: {}, list: {} };
  const compiled = compile(compileInputOf(example("", input).world));
  const facts = { values: {}, related: () => null };
  return explain(compiled, { object, action: "view", facts, context: {} });
};

test("a forbid that no unit confines applies everywhere, and not for want of a value", () => {
  for (const [object, unit] of [
    ["folder", null],
    ["share", "east"],
  ] as const)
    expect(explainAs(object, assign("a", { unit })).rules).toMatchObject([
      { outcome: "applied", truth: true, failed: null },
    ]);
});

test("a field is explained by what applied, as far as each bound lets it, and each bound by itself", () => {
  const rule = (id: string, stage: string) =>
    permit(id, {
      actions: ["folder.view"],
      when: is(field("stage"), value(stage)),
      fields: { read: ["title", "phone"], write: ["phone"] },
    });
  const only = (...actions: readonly string[]) => ({ bound: { actions } });
  const assignments = [
    assign("a"),
    assign("b", only("folder.view")),
    assign("c", only("page.view")),
    assign("d", only("page.view")),
  ];
  const input = { rules: [rule("red", "red"), rule("blue", "blue")], assignments };
  const compiled = compile(compileInputOf(example("", { ...input, decide: {}, list: {} }).world));
  const facts = { values: { stage: "blue" }, related: () => null };
  const question = { object: "folder", action: "view", facts, context: {} };
  expect(explain(compiled, question).field).toBeNull();
  const { field: explained, bounds, rules } = explain(compiled, { ...question, field: "phone" });
  expect(rules.some(({ closesFieldsOnly }) => closesFieldsOnly)).toBe(false);
  const blue = (assignment: string) => ({ assignment, role: "r", rule: "blue" });
  expect(explained).toMatchObject({
    level: "plain",
    opens: [blue("a"), blue("b")],
    limits: [],
    letsWrite: [blue("a"), blue("b")],
  });
  const unknown = explain(compiled, { ...question, field: "nothing" }).field;
  expect(unknown).toMatchObject({ level: "absent", opens: [], limits: [], letsWrite: [] });
  expect(bounds.map((bound) => bound.assignments)).toEqual([["b"], ["c", "d"]]);
});

test("a bound that is a list of actions is explained in words, too", () => {
  const { bounds } = explainAs("folder", assign("a", { bound: { actions: ["folder.view"] } }));
  const words = { zh: "操作清单", en: "list of actions" };
  const name = "allow-list";
  expect(bounds.map(({ explanation }) => explanation.rules)).toMatchObject([
    [{ reference: { assignment: name, role: name, rule: name }, assignment: { because: words } }],
  ]);
});

const questionsOf = (world: World) =>
  Object.entries(world.schema.objects).flatMap(([object, { actions }]) =>
    actions.flatMap((action) =>
      world.records[object]!.map((record) => ({
        object,
        action,
        facts: factsOf(world, object, record),
      })),
    ),
  );

/** The subject after the steps, or null if one of them cannot be carried out on rules and assignments alone. */
function carryOut(compiled: CompiledSubject, steps: readonly FlipStep[]): CompiledSubject | null {
  const live = new Set<string>();
  const gone = new Set<string>();
  for (const step of steps) {
    if (step.code === "assignment") live.add(step.assignment);
    else if (step.code === "withdraw" || step.code === "lift-forbid") {
      gone.add(JSON.stringify(step.reference));
    } else return null;
  }
  const { subject } = compiled;
  const assignments = subject.assignments.map((assignment) =>
    live.has(assignment.id) ? { ...assignment, from: null, until: null } : assignment,
  );
  const { schema, policy, others = [], tree, now } = compiled;
  const acting = { ...subject, assignments };
  const changed = compile({ schema, policy, others, tree, now, subject: acting });
  const held = changed.held.filter(({ assignment, role, rule }) => {
    const reference = { assignment: assignment.id, role: role.id, rule: rule.id };
    return !gone.has(JSON.stringify(reference));
  });
  return withRules(changed, held);
}
