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
import type { Decision, Policy, Subject } from "./model.ts";
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
