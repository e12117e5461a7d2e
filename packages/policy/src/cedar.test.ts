import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { decide } from "./decide.ts";
import { makeCedarOracle } from "./testing/cedar/oracle.ts";
import {
  compileInputOf,
  describeCoverage,
  factsOf,
  findGaps,
  generateWorld,
  makeCoverage,
  makeRandom,
  referenceDecide,
} from "./testing/index.ts";
import type { Random, World } from "./testing/index.ts";

/**
 * Cedar as an independent oracle: random worlds are printed as Cedar policies and entities, and every decision is
 * compared, with its reasons and the levels of a field.
 *
 * Expressible, and so compared: all ten kinds of condition in all three truths (`print-condition.ts` says how), scopes,
 * wildcards, included roles, windows, the reach of forbids, forbid over permit, fields opened, masked, closed and
 * written, acting as somebody. Cedar answers one question at a time; that an act needs its view, and that a permit
 * under a bound needs the same answer about the bound, is put together in `oracle.ts`.
 *
 * Not expressible: obligations, plans, explanations and the reasons of a denial. The slow reference covers these, on
 * the same worlds and more, and SQL the plans.
 */

/** A world has 28 questions and costs 50 requests, each of them a thousand times dearer than a decision of ours. */
const WORLDS = Math.ceil(Number(process.env["LATCHKEY_FUZZ"] ?? 20_000) / 100);

test(`decide agrees with Cedar on ${WORLDS} worlds`, { timeout: 7_200_000 }, () => {
  const coverage = makeCoverage();
  const counts = { fields: 0, bounded: 0 };
  for (let seed = 0; seed < WORLDS; seed++) {
    const world = generateWorld(seed);
    if (world.subject.assignments.some(({ bound }) => bound)) counts.bounded += 1;
    expect(compareWorld(world, { random: makeRandom(seed), counts }), `seed ${seed}`).toEqual([]);
    count(world, coverage);
  }
  process.stdout.write(
    `${WORLDS} worlds beside Cedar, ${counts.bounded} bounded, ${counts.fields} fields\n${describeCoverage(coverage)}\n`,
  );
  // A handful of worlds shows too little of everything.
  expect(WORLDS < 200 ? [] : findGaps(coverage)).toEqual([]);
});

interface Run {
  readonly random: Random;
  readonly counts: { fields: number };
}

function compareWorld(world: World, { random, counts }: Run): readonly string[] {
  const oracle = makeCedarOracle(world);
  const compiled = compile(compileInputOf(world));
  const isBounded = world.subject.assignments.some(({ bound }) => bound);
  const wrong: string[] = [];
  for (const [objectName, { actions, fields }] of Object.entries(world.schema.objects)) {
    for (const action of actions) {
      for (const record of world.records[objectName]!) {
        const facts = factsOf(world, objectName, record);
        const ours = decide(compiled, objectName, action, facts, world.context);
        const theirs = oracle.ask(objectName, action, record);
        const differ = (what: string, found: unknown, expected: unknown) => {
          const [left, right] = [found, expected].map((value) => JSON.stringify(value));
          if (left !== right) {
            wrong.push(
              `${objectName}.${action} ${record.id} ${what}: ${left}, Cedar says ${right}`,
            );
          }
        };
        differ("allow", ours.allow, theirs.allow);
        if (!ours.allow || !theirs.allow) continue;
        const reasons = ours.reasons.map((one) => [one.assignment, one.role, one.rule].join(" "));
        differ("because", reasons.toSorted(), theirs.reasons);
        // A bound has most to say of fields, so there each is asked about.
        if (!isBounded && random.chance(0.7)) continue;
        const field = random.pick(Object.keys(fields));
        counts.fields += 1;
        const level = ours.levels[field];
        const cell = { level, actLevel: ours.actLevels[field], write: ours.write.includes(field) };
        differ(field, cell, theirs.field(field));
      }
    }
  }
  return wrong;
}

/** What the worlds hold is counted by the reference, which sees every condition that is asked. */
function count(world: World, coverage: ReturnType<typeof makeCoverage>): void {
  for (const [objectName, { actions }] of Object.entries(world.schema.objects)) {
    for (const action of actions) {
      for (const record of world.records[objectName]!) {
        referenceDecide({ world, objectName, action, record, coverage });
      }
    }
  }
}
