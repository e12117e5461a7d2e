import { assert, integer, property } from "fast-check";
import { expect, test, vi } from "vitest";
import { compile } from "./compile.ts";
import { decide } from "./decide.ts";
import {
  compileInputOf,
  factsOf,
  generateSubject,
  generateWorld,
  makeRandom,
} from "./testing/index.ts";
import {
  assign,
  at,
  field,
  is,
  isIn,
  permit,
  related,
  role,
  somebody,
  value,
} from "./testing/cases/build.ts";
import type { Assignment, Decision, Policy, Schema, Subject } from "./model.ts";
import type { World } from "./testing/index.ts";

vi.setConfig({ testTimeout: 120_000 });

const SUBJECTS = 6;

/** Subjects of one policy, among them some that differ in nothing but their values. */
function subjectsOf(world: World, seed: number): readonly Subject[] {
  const random = makeRandom(seed);
  const { roles } = world.policy;
  const strangers = Array.from({ length: SUBJECTS }, () => generateSubject(random, roles));
  const twins = strangers.map(({ id, attributes }, index) => ({
    id,
    attributes,
    assignments: world.subject.assignments.map((assignment) => ({
      ...assignment,
      unit: strangers[index]!.assignments[0]?.unit ?? assignment.unit,
    })),
  }));
  return [world.subject, ...strangers, ...twins];
}

function answersOf(world: World, policy: Policy, subject: Subject): readonly Decision[] {
  const compiled = compile({ ...compileInputOf(world), policy, subject });
  return Object.entries(world.schema.objects).flatMap(([objectName, type]) =>
    type.actions.flatMap((action) =>
      world.records[objectName]!.map((record) =>
        decide(compiled, objectName, action, factsOf(world, objectName, record), world.context),
      ),
    ),
  );
}

test("what was worked out for one subject never changes what another is answered", () => {
  let allowed = 0;
  const law = property(integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
    const world = generateWorld(seed);
    for (const subject of subjectsOf(world, seed)) {
      // A policy of its own shares nothing, however equal it is.
      const alone = answersOf(world, structuredClone(world.policy), subject);
      expect(answersOf(world, world.policy, subject)).toEqual(alone);
      allowed += alone.filter(({ allow }) => allow).length;
    }
  });
  assert(law, { numRuns: 40 });
  expect(allowed).toBeGreaterThan(500);
});

test("people in equal positions are answered by the same tree, whatever their names and units", () => {
  const scopes = ["own", "unit", "subtree", "pool", "shared"];
  const text = { zh: "岗", en: "post" };
  const rules = scopes.map((scope) => ({
    id: scope,
    effect: "permit" as const,
    actions: ["folder.view", "folder.edit"],
    scope,
  }));
  const policy = { roles: [{ id: "clerk", name: text, duties: text, rules }] };
  const world = generateWorld(1);
  const [first, second] = ["ann", "bo"].map((id) => {
    const window = { unit: `${id}'s unit`, from: null, until: null };
    const assignment = { id: `${id}'s post`, role: "clerk", ...window, because: text };
    const subject = { id, attributes: {}, assignments: [assignment] };
    const compiled = compile({ ...compileInputOf(world), policy, subject });
    const facts = factsOf(world, "folder", world.records["folder"]![0]!);
    decide(compiled, "folder", "view", facts, world.context);
    return compiled.trees.filter((tree) => tree !== undefined);
  });
  expect(first!.map(({ steps }) => steps.length)).toEqual([scopes.length]);
  expect(second![0]).toBe(first![0]);
});

test("positions are equal whatever the values, of others too, and whatever is lacking that no rule asks for", () => {
  const world = generateWorld(1);
  const actions = ["folder.view", "folder.edit"];
  const when = {
    team: is(field("stage"), at("subject.team")),
    teams: isIn(field("stage"), at("subject.teams")),
    urgent: is(field("isUrgent"), value(true)),
    managed: related("shares", is(field("member"), at("subject.manager"))),
  };
  const rules = Object.entries(when).map(([id, one]) => permit(id, { actions, when: one }));
  const own = permit("own", { actions, when: is(field("owner"), at("subject.id")) });
  const policy = { roles: [role("r", rules), role("s", [own])] };
  const schema: Schema = {
    ...world.schema,
    subject: { ...world.schema.subject, isLead: "boolean" },
  };
  const treeOf = (name: string, lacks: boolean, more: readonly Assignment[]) => {
    const [boss, bound] = [`${name}'s boss`, `${name}'s bound`];
    const key = assign("key", { role: "s", as: boss, bound: { subject: bound } });
    const attributes = {
      team: `${name}'s team`,
      teams: [`${name}'s teams`],
      peers: lacks ? null : ["cy"],
      manager: null,
      isLead: lacks,
    };
    const subject = { id: name, attributes, assignments: [key, ...more] };
    const others = [somebody(boss), somebody(bound, assign("b", { role: "s" }))];
    const compiled = compile({ ...compileInputOf(world), schema, policy, subject, others });
    decide(compiled, "folder", "view", { values: {}, related: () => null }, world.context);
    return compiled.trees.find((tree) => tree !== undefined)!;
  };
  const [ann, bo] = [treeOf("ann", true, [assign("a")]), treeOf("bo", false, [assign("a")])];
  expect(ann.steps).toHaveLength(6);
  expect(bo).toBe(ann);
  // Who is asked less has a tree of their own, of the very same tests.
  const less = treeOf("di", true, []);
  expect(less.steps).toHaveLength(2);
  const tests = ann.steps.map((step) => step.test);
  expect(tests).toEqual(expect.arrayContaining(less.steps.map((step) => step.test)));
});
