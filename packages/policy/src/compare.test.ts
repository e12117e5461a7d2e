import { assert, integer, property } from "fast-check";
import { expect, test, vi } from "vitest";
import { compare } from "./compare.ts";
import { compile } from "./compile.ts";
import {
  compileInputOf,
  factsOf,
  generateRule,
  generateWorld,
  makeRandom,
  referenceDecide,
} from "./testing/index.ts";
import {
  assign,
  example,
  field,
  forbid,
  is,
  permit,
  reads,
  role,
  row,
  value,
} from "./testing/cases/build.ts";
import type { Difference } from "./compare.ts";
import type { Rule, Subject } from "./model.ts";
import type { World } from "./testing/index.ts";

vi.setConfig({ testTimeout: 120_000 });

const seeds = integer({ min: 0, max: 2 ** 31 - 1 });

/** The subject and all others of a world, under its own policy and that of the other world. */
function compareWorlds(before: World, after: World): readonly Difference[] {
  const subjects = subjectsOf(before).map((subject) => ({
    before: compile({ ...compileInputOf(before), subject }),
    after: compile({ ...compileInputOf(after), subject }),
  }));
  const records = Object.entries(before.records).flatMap(([object, rows]) =>
    rows.map((record) => ({ object, id: record.id, facts: factsOf(before, object, record) })),
  );
  return compare({ subjects, records, context: before.context });
}

function subjectsOf({ subject, others = [] }: World): readonly Subject[] {
  return [subject, ...others];
}

/** What the reference says of both, wherever it is not the same. */
function compareByReference(before: World, after: World): readonly string[] {
  return subjectsOf(before).flatMap((subject) =>
    Object.entries(before.records).flatMap(([objectName, rows]) =>
      rows.flatMap((record) =>
        before.schema.objects[objectName]!.actions.flatMap((action) => {
          const [old, now] = [before, after].map((world) => {
            const { allow, actLevels, write, obligations } = referenceDecide({
              world: { ...world, subject },
              objectName,
              action,
              record,
            });
            return { allow, cells: allow ? [actLevels, write, obligations] : [] };
          });
          const isSame = JSON.stringify(old) === JSON.stringify(now);
          const act = old!.allow === now!.allow ? "kept" : now!.allow ? "gained" : "lost";
          return isSame ? [] : [`${subject.id} ${objectName}.${action} ${record.id} ${act}`];
        }),
      ),
    ),
  );
}

test("a policy compared with itself shows nothing", () => {
  const law = property(seeds, (seed) => {
    const world = generateWorld(seed);
    expect(compareWorlds(world, structuredClone(world))).toEqual([]);
  });
  assert(law, { numRuns: 60 });
});

test("gains and losses are those of the reference, for everybody", () => {
  const seen = new Set<string>();
  const law = property(seeds, seeds, (seed, ruleSeed) => {
    const before = generateWorld(seed);
    const added = generateRule(makeRandom(ruleSeed), "added");
    const roles = before.policy.roles.map((one, index) =>
      index === 0 ? { ...one, rules: [...one.rules.slice(1), added] } : one,
    );
    const after = { ...before, policy: { roles } };
    const found = compareWorlds(before, after);
    for (const { act } of found) seen.add(act);
    expect(
      found.map(({ subject, object, action, record, act }) =>
        [subject, `${object}.${action}`, record, act].join(" "),
      ),
    ).toEqual(compareByReference(before, after));
  });
  assert(law, { numRuns: 100 });
  expect([...seen].toSorted()).toEqual(["gained", "kept", "lost"]);
});

test("a demand that a forbid adds or no longer adds is a difference, and nothing else is", () => {
  const worldOf = (...forbids: readonly Rule[]) =>
    example("", {
      rules: [permit("p", { actions: ["folder.*"] }), ...forbids],
      folders: [row("f1", { stage: "red" }), row("f2", { stage: "blue" })],
      decide: {},
      list: {},
    }).world;
  const when = is(field("stage"), value("red"));
  const obligations = [{ kind: "reason" } as const];
  const demanding = forbid("f", { actions: ["folder.export"], when, obligations });
  const kept = { subject: "ann", object: "folder", action: "export", record: "f1", act: "kept" };
  expect(compareWorlds(worldOf(), worldOf(demanding))).toEqual([
    { ...kept, fields: [], obligations: { before: [], after: obligations } },
  ]);
  expect(compareWorlds(worldOf(demanding), worldOf())).toEqual([
    { ...kept, fields: [], obligations: { before: obligations, after: [] } },
  ]);
});

test("each difference names the cells and the demands that change", () => {
  const worldOf = (rules: Parameters<typeof role>[1]) =>
    example("", {
      roles: [role("r", rules)],
      assignments: [assign("a")],
      folders: [row("f1", { stage: "red" }), row("f2", { stage: "blue" })],
      decide: {},
      list: {},
    }).world;
  const isRed = is(field("stage"), value("red"));
  const before = worldOf([
    permit("v", { actions: ["folder.view"], fields: reads("title") }),
    permit("e", { actions: ["folder.export"] }),
  ]);
  const after = worldOf([
    permit("v", { actions: ["folder.view"], fields: { read: ["title"], mask: ["phone"] } }),
    permit("e", { actions: ["folder.export"], when: isRed, obligations: [{ kind: "reason" }] }),
  ]);
  const plain = { before: "plain", after: "absent" };
  const write = { before: false, after: false };
  const phone = { field: "phone", level: { before: "absent", after: "masked" }, write };
  const on = (record: string, action: string) => ({
    subject: "ann",
    object: "folder",
    action,
    record,
  });
  expect(compareWorlds(before, after)).toEqual([
    { ...on("f1", "view"), act: "kept", fields: [phone], obligations: null },
    {
      ...on("f1", "export"),
      act: "kept",
      fields: [],
      obligations: { before: [], after: [{ kind: "reason" }] },
    },
    { ...on("f2", "view"), act: "kept", fields: [phone], obligations: null },
    {
      ...on("f2", "export"),
      act: "lost",
      fields: [{ field: "title", level: plain, write }],
      obligations: null,
    },
  ]);
});
