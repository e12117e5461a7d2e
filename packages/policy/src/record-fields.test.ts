import { assert, integer, property } from "fast-check";
import { expect, test, vi } from "vitest";
import { compile, decide, recordFields } from "./index.ts";
import { compileInputOf, factsOf, generateWorld } from "./testing/index.ts";
import {
  at,
  byBo,
  example,
  field,
  is,
  permit,
  reads,
  role,
  somebody,
  assign,
} from "./testing/cases/build.ts";
import type { RecordFacts } from "./model.ts";

vi.setConfig({ testTimeout: 120_000 });

/** The same facts with nothing but these fields. */
function narrowed({ values, related }: RecordFacts, fields: ReadonlySet<string>): RecordFacts {
  const kept = Object.entries(values).filter(([name]) => name === "id" || fields.has(name));
  return { values: Object.fromEntries(kept), related };
}

test("the announced fields are enough to decide every action, and they are the object's own", () => {
  const seen = { allowed: 0, refused: 0, left: 0 };
  const law = property(integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
    const world = generateWorld(seed);
    for (const [objectName, type] of Object.entries(world.schema.objects)) {
      // Decisions are kept by whoever made them: each side decides for itself.
      const [whole, few] = [compile(compileInputOf(world)), compile(compileInputOf(world))];
      const fields = recordFields(few, objectName);
      expect(Object.keys(type.fields)).toEqual(expect.arrayContaining([...fields]));
      for (const record of world.records[objectName]!) {
        const facts = factsOf(world, objectName, record);
        const known = narrowed(facts, fields);
        seen.left += Object.keys(facts.values).length - Object.keys(known.values).length;
        for (const action of type.actions) {
          const expected = decide(whole, objectName, action, facts, world.context);
          const found = decide(few, objectName, action, known, world.context);
          expect(found).toEqual(expected);
          seen[found.allow ? "allowed" : "refused"] += 1;
        }
      }
    }
  });
  assert(law, { numRuns: 150 });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});

test("what a bound looks at is announced, too, and the record's own id is not", () => {
  const rule = (id: string, name: string) =>
    permit(id, {
      actions: ["folder.view"],
      when: is(field(name), at("subject.id")),
      fields: reads("title"),
    });
  const { world } = example("", {
    roles: [
      role("wide", [rule("w", "owner"), rule("i", "id")]),
      role("narrow", [rule("n", "phone")]),
    ],
    assignments: [assign("a", { role: "wide", ...byBo })],
    others: [somebody("bo", assign("b", { role: "narrow" }))],
    decide: {},
    list: {},
  });
  const fields = recordFields(compile(compileInputOf(world)), "folder");
  expect([...fields].toSorted()).toEqual(["owner", "phone"]);
});
