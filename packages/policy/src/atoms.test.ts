import { assert, integer, property } from "fast-check";
import { expect, test, vi } from "vitest";
import { compile, decide, explain, explainedAtoms, relatedAtoms } from "./index.ts";
import { compileInputOf, factsOf, generateWorld } from "./testing/index.ts";
import type { RecordFacts } from "./model.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Facts that note which questions about relations they were asked. */
function noting(facts: RecordFacts, asked: Set<string>): RecordFacts {
  return {
    values: facts.values,
    related(atom) {
      asked.add(atom.key);
      return facts.related(atom);
    },
  };
}

test("nothing is asked about relations but what was announced, and all of it is the object's own", () => {
  const law = property(integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
    const world = generateWorld(seed);
    const compiled = compile(compileInputOf(world));
    const { context } = world;
    for (const [objectName, type] of Object.entries(world.schema.objects)) {
      const announced = [relatedAtoms, explainedAtoms].map((find) => find(compiled, objectName));
      const [toDecide, toExplain] = announced.map(
        (atoms) => new Set(atoms.map(({ key }) => key)),
      ) as [Set<string>, Set<string>];
      const relations = new Set(announced.flat().map(({ relation }) => relation));
      expect(Object.keys(type.relations)).toEqual(expect.arrayContaining([...relations]));
      expect([...toExplain]).toEqual(expect.arrayContaining([...toDecide]));
      const asked = { decide: new Set<string>(), explain: new Set<string>() };
      for (const action of type.actions) {
        for (const record of world.records[objectName]!) {
          const facts = factsOf(world, objectName, record);
          decide(compiled, objectName, action, noting(facts, asked.decide), context);
          const noted = noting(facts, asked.explain);
          explain(compiled, { object: objectName, action, facts: noted, context });
        }
      }
      expect([...toDecide]).toEqual(expect.arrayContaining([...asked.decide]));
      expect([...toExplain]).toEqual(expect.arrayContaining([...asked.explain]));
    }
  });
  assert(law, { numRuns: 150 });
});
