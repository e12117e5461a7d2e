/** The impact of a change is what `decide` says of every person and record under both policies, counted (R144). */
import { compile } from "@latchkey/policy";
import { factsOf, treeOf } from "@latchkey/policy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Connection } from "../../db/database.ts";
import { objectNamed } from "../../derive/model.ts";
import { buildUnitTree } from "../../org/unit-tree.ts";
import {
  DATABASE_NAMES,
  openBothDatabases,
  type BothDatabases,
} from "../../testing/both-databases.ts";
import { loadWorlds, nowOf, WORLD_MODEL } from "../../testing/world-tables.ts";
import { countImpact } from "./count-impact.ts";
import { generateChange, type Change } from "../../testing/generate-change.ts";
import { changesOn } from "./outcome.ts";

/** `LATCHKEY_FUZZ` makes it any number; fewer at a desk than in CI. */
const WORLDS = Number(process.env["LATCHKEY_FUZZ"] ?? (process.env["CI"] ? 90 : 60));

let both: BothDatabases;
beforeAll(async () => {
  both = await openBothDatabases();
});
afterAll(() => both?.close());

type Counts = Record<
  string,
  { records: Record<string, number>; people: Record<string, Record<string, number>> }
>;

/** Every person and record asked, under both. */
function byBruteForce({ world, after, people }: Change): Counts {
  const { schema, now, context, records } = world;
  const counts: Counts = {};
  const tree = treeOf(world);
  for (const object of Object.keys(schema.objects)) {
    const [touched, pairs] = [
      new Map<string, Set<string>>(),
      new Map<string, Map<string, number>>(),
    ];
    for (const subject of people) {
      const input = { schema, subject, others: people, tree, now };
      const pair = {
        before: compile({ ...input, policy: world.policy }),
        after: compile({ ...input, policy: after }),
      };
      for (const record of records[object]!) {
        const model = objectNamed(WORLD_MODEL, object);
        const facts = factsOf(world, object, record);
        for (const change of changesOn(pair, model, facts, context)) {
          touched.set(change, (touched.get(change) ?? new Set()).add(record.id));
          const mine = pairs.get(subject.id) ?? new Map<string, number>();
          pairs.set(subject.id, mine.set(change, (mine.get(change) ?? 0) + 1));
        }
      }
    }
    if (touched.size === 0) continue;
    const entries = [...touched].map(([change, ids]) => [change, ids.size] as const);
    counts[object] = {
      records: Object.fromEntries(entries),
      people: Object.fromEntries([...pairs].map(([id, mine]) => [id, Object.fromEntries(mine)])),
    };
  }
  return counts;
}

async function byImpact(session: Connection, { world, after, people }: Change): Promise<Counts> {
  await loadWorlds(session, [world]);
  const rows = Object.entries(world.units).map(([id, parent]) => ({ id, parent, name: id }));
  const found = await countImpact({
    executor: session,
    // Several pieces of so few records, two at a time.
    pace: { piece: 1_000, least: 7, most: 7, lanes: 2 },
    model: WORLD_MODEL,
    schema: world.schema,
    before: world.policy,
    after,
    tree: buildUnitTree(rows),
    people: people.map((holder) => ({ holder, others: people })),
    context: { ...world.context, now: world.now },
    clock: nowOf(world),
  });
  return Object.fromEntries(
    found
      .filter(({ records }) => records.size > 0)
      .map(({ object, records, people: met }) => [
        object,
        {
          records: Object.fromEntries(records),
          people: Object.fromEntries([...met].map(([id, mine]) => [id, Object.fromEntries(mine)])),
        },
      ]),
  );
}

describe.each(DATABASE_NAMES)("R144: the impact of a change, counted on %s", (name) => {
  test(
    `is what decide says of all people and records in ${WORLDS} random worlds`,
    { timeout: 600_000 },
    async () => {
      let changed = 0;
      for (let seed = 1; seed <= WORLDS; seed++) {
        const change = generateChange(seed);
        const expected = byBruteForce(change);
        expect({ seed, found: await byImpact(both.sessions.get(name)!, change) }).toEqual({
          seed,
          found: expected,
        });
        if (Object.keys(expected).length > 0) changed += 1;
      }
      // Else nothing was shown.
      expect(changed).toBeGreaterThan(WORLDS * 0.3);
    },
  );
});
