import { expect, test } from "vitest";
import { compile, decide, explain } from "./index.ts";
import { compileInputOf, factsOf, generateWorld } from "./testing/index.ts";

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
