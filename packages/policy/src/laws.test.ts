import { assert, integer, property } from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { compile } from "./compile.ts";
import { decide } from "./decide.ts";
import { textOf } from "./obligations.ts";
import {
  compileInputOf,
  factsOf,
  generateRule,
  generateSubject,
  generateWorld,
  listInMemory,
  makeRandom,
} from "./testing/index.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Assignment, Bound, Decision, Obligation, Rule, Subject } from "./model.ts";
import type { World } from "./testing/index.ts";

/** The laws of the policy model, each on worlds that fast-check picks and shrinks by seed. */

const seeds = integer({ min: 0, max: 2 ** 31 - 1 });
const runs = { numRuns: 200 };

vi.setConfig({ testTimeout: 120_000 });

interface Answer {
  readonly question: string;
  readonly objectName: string;
  readonly action: string;
  readonly decision: Decision;
}

function answersOf(
  world: World,
  compiled: CompiledSubject = compile(compileInputOf(world)),
): readonly Answer[] {
  return Object.entries(world.schema.objects).flatMap(([objectName, type]) =>
    type.actions.flatMap((action) =>
      world.records[objectName]!.map((record) => {
        const facts = factsOf(world, objectName, record);
        const decision = decide(compiled, objectName, action, facts, world.context);
        return { question: `${objectName}.${action} ${record.id}`, objectName, action, decision };
      }),
    ),
  );
}

/** The same world with one more rule, everywhere in the order, in every role. */
function withRule(world: World, rule: Rule): World {
  const roles = world.policy.roles.map((role) => ({
    ...role,
    rules: [rule, ...role.rules],
  }));
  return { ...world, policy: { roles } };
}

function isContained(inner: Decision, outer: Decision): boolean {
  const rank = { absent: 0, masked: 1, plain: 2 };
  const isLower = (key: "levels" | "actLevels") =>
    Object.entries(inner[key]).every(
      ([name, level]) => rank[level] <= rank[outer[key][name] ?? "absent"],
    );
  return (
    (!inner.allow || outer.allow) &&
    isLower("levels") &&
    isLower("actLevels") &&
    inner.write.every((name) => outer.write.includes(name)) &&
    inner.fields.every((name) => outer.fields.includes(name))
  );
}

/** A counter that no generated rule knows. */
const FRESH: Obligation = { kind: "quota", counter: "fresh", limit: 1 };

/** As decisions have it: quotas behind the rest, by their text. */
function inOrder(obligations: readonly Obligation[]): readonly Obligation[] {
  const quotas = obligations.filter(({ kind }) => kind === "quota");
  const rest = obligations.filter(({ kind }) => kind !== "quota");
  return [...rest, ...quotas.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1))];
}

/** The same world with nobody limited. */
function withoutBounds(world: World): World {
  const assignments = world.subject.assignments.map(({ bound: _bound, ...one }) => one);
  return { ...world, subject: { ...world.subject, assignments } };
}

function strongest(obligations: readonly Obligation[]): number {
  const strength = { quota: 0, watermark: 1, reason: 2, "step-up": 3, approval: 4 };
  return Math.max(0, ...obligations.map(({ kind }) => strength[kind]));
}

describe("laws", () => {
  test("the order of roles, rules, includes and assignments never matters", () => {
    const law = property(seeds, seeds, (seed, order) => {
      const world = generateWorld(seed);
      const random = makeRandom(order);
      const shuffle = <T>(list: readonly T[]): readonly T[] =>
        list
          .map((item) => [random.next(), item] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, item]) => item);
      const roles = shuffle(world.policy.roles).map((role) => ({
        ...role,
        rules: shuffle(role.rules).map((rule) => ({ ...rule, actions: shuffle(rule.actions) })),
        includes: shuffle(role.includes ?? []),
      }));
      const shuffleSubject = (subject: Subject): Subject => ({
        ...subject,
        assignments: shuffle(subject.assignments),
      });
      const shuffled = {
        ...world,
        policy: { roles },
        subject: shuffleSubject(world.subject),
        others: shuffle((world.others ?? []).map(shuffleSubject)),
      };
      expect(answersOf(shuffled)).toEqual(answersOf(world));
    });
    assert(law, runs);
  });

  test("a forbid never widens", () => {
    const law = property(seeds, seeds, (seed, ruleSeed) => {
      const world = generateWorld(seed);
      const rule = generateRule(makeRandom(ruleSeed), "added", "forbid");
      const before = answersOf(world);
      const wider = answersOf(withRule(world, rule)).filter(
        ({ decision }, index) => !isContained(decision, before[index]!.decision),
      );
      expect(wider).toEqual([]);
    });
    assert(law, runs);
  });

  test("a forbid demands exactly where it would refuse without obligations, and changes nothing else", () => {
    const seen = { demanded: 0, spared: 0 };
    const law = property(seeds, seeds, (seed, ruleSeed) => {
      const world = withoutBounds(generateWorld(seed));
      const { fields: _fields, ...rule } = generateRule(makeRandom(ruleSeed), "added", "forbid");
      const { obligations: _none, ...refusing } = rule;
      const demanding: Rule = { ...rule, obligations: [FRESH] };
      const before = answersOf(world);
      const refused = answersOf(withRule(world, refusing));
      const demanded = answersOf(withRule(world, demanding));
      for (const [index, { question, decision }] of demanded.entries()) {
        const [free, strict] = [before[index]!.decision, refused[index]!.decision];
        const doesApply = free.allow && !strict.allow;
        if (free.allow) seen[doesApply ? "demanded" : "spared"] += 1;
        const { obligations } = free;
        const added = doesApply ? inOrder([...obligations, FRESH]) : obligations;
        expect(decision, `seed ${seed} ${question}`).toEqual({ ...free, obligations: added });
      }
    });
    assert(law, runs);
    expect(Math.min(seen.demanded, seen.spared)).toBeGreaterThan(100);
  });

  test("a forbid that demands never weakens a demand, bounds or not", () => {
    const law = property(seeds, seeds, (seed, ruleSeed) => {
      const world = generateWorld(seed);
      const { fields: _fields, ...rule } = generateRule(makeRandom(ruleSeed), "added", "forbid");
      const obligations = rule.obligations ?? [{ kind: "step-up", withinMinutes: 7 }];
      const before = answersOf(world);
      const weaker = answersOf(withRule(world, { ...rule, obligations })).filter(
        ({ decision }, index) => {
          const old = before[index]!.decision;
          const { obligations: _added, ...now } = decision;
          const { obligations: demands, ...same } = old;
          const quotas = demands.filter(({ kind }) => kind === "quota").map(textOf);
          const kept = decision.obligations.map(textOf);
          return (
            JSON.stringify(now) !== JSON.stringify(same) ||
            strongest(decision.obligations) < strongest(demands) ||
            !quotas.every((quota) => kept.includes(quota))
          );
        },
      );
      expect(weaker).toEqual([]);
    });
    assert(law, runs);
  });

  test("a permit never narrows, nor makes an allow demand more than it did (quotas apart)", () => {
    const law = property(seeds, seeds, (seed, ruleSeed) => {
      const world = generateWorld(seed);
      const rule = generateRule(makeRandom(ruleSeed), "added", "permit");
      const before = answersOf(world);
      const worse = answersOf(withRule(world, rule)).filter(({ decision }, index) => {
        const old = before[index]!.decision;
        const demandsMore = strongest(decision.obligations) > strongest(old.obligations);
        return !isContained(old, decision) || (old.allow && demandsMore);
      });
      expect(worse).toEqual([]);
    });
    assert(law, runs);
  });

  test("a list shows exactly the rows that decide allows, at the same levels", () => {
    const law = property(seeds, (seed) => {
      const world = generateWorld(seed);
      const compiled = compile(compileInputOf(world));
      for (const [objectName, type] of Object.entries(world.schema.objects)) {
        for (const action of type.actions) {
          const rows = listOrNull({ world, compiled, objectName, action });
          if (!rows) continue;
          const allowed = answersOf(world, compiled)
            .filter((answer) => answer.objectName === objectName && answer.action === action)
            .filter(({ decision }) => decision.allow);
          expect(rows.map(({ id, levels }) => [`${objectName}.${action} ${id}`, levels])).toEqual(
            allowed.map(({ question, decision }) => [question, decision.levels]),
          );
        }
      }
    });
    assert(law, { numRuns: 100 });
  });

  test("a decision holds until the nearest edge of a window", () => {
    const law = property(seeds, (seed) => {
      const world = generateWorld(seed);
      const { validUntil } = compile(compileInputOf(world));
      const last = (validUntil ?? world.now + 1_000_000) - 1;
      const later = compile({ ...compileInputOf(world), now: last });
      expect(answersOf(world, later)).toEqual(answersOf(world));
      expect(later.validUntil).toBe(validUntil);
    });
    assert(law, runs);
  });

  test("assignments that are not live change nothing", () => {
    const law = property(seeds, (seed) => {
      const world = generateWorld(seed);
      const { held } = compile(compileInputOf(world));
      const assignments = [...new Set(held.map(({ assignment }) => assignment))];
      const subject = { ...world.subject, assignments };
      expect(answersOf({ ...world, subject })).toEqual(answersOf(world));
    });
    assert(law, runs);
  });
});

describe("acting for somebody", () => {
  /** The world of a key: whatever assignments it holds, all are limited by the one bound. */
  const boundedBy = (world: World, bound: Bound, more: Partial<Assignment> = {}): World => {
    const assignments = world.subject.assignments.map((one) => ({ ...one, ...more, bound }));
    return { ...world, subject: { ...world.subject, id: "key", assignments } };
  };
  const limitOf = (seed: number, { policy }: World): Subject => ({
    ...generateSubject(makeRandom(seed), policy.roles),
    id: "limit",
  });
  const isSameDecision = (left: Decision, right: Decision): boolean => {
    const { reasons: _left, ...a } = left;
    const { reasons: _right, ...b } = right;
    return JSON.stringify(a) === JSON.stringify(b);
  };

  test("a bounded view is within that of the bound", () => {
    let allowed = 0;
    const law = property(seeds, (seed) => {
      const world = generateWorld(seed);
      const limit = limitOf(seed, world);
      const known = { ...world, others: [...(world.others ?? []), limit] };
      const ceiling = answersOf({ ...known, subject: limit });
      const beyond = answersOf(boundedBy(known, { subject: limit.id })).filter(
        ({ decision }, index) => {
          if (decision.allow) allowed += 1;
          const most = ceiling[index]!.decision;
          const isDemanded = most.obligations.every((demand) =>
            decision.obligations.some((one) => JSON.stringify(one) === JSON.stringify(demand)),
          );
          return !isContained(decision, most) || (decision.allow && !isDemanded);
        },
      );
      expect(beyond).toEqual([]);
    });
    assert(law, runs);
    expect(allowed).toBeGreaterThan(100);
  });

  test("bounded by oneself is the same as not bounded", () => {
    const law = property(seeds, (seed) => {
      const world = generateWorld(seed);
      const assignments = world.subject.assignments.map(
        ({ as: _as, bound: _bound, ...one }) => one,
      );
      const subject = { ...world.subject, assignments };
      const self = { ...world, subject, others: [subject] };
      const acting = boundedBy(self, { subject: subject.id }, { as: subject.id });
      const before = answersOf(self);
      const changed = answersOf(acting).filter(
        ({ decision }, index) => !isSameDecision(decision, before[index]!.decision),
      );
      expect(changed).toEqual([]);
    });
    assert(law, runs);
  });

  test("a bound never widens, whatever it is", () => {
    const law = property(seeds, seeds, (seed, choice) => {
      const world = generateWorld(seed);
      const random = makeRandom(choice);
      const known = { ...world, others: [...(world.others ?? []), limitOf(choice, world)] };
      const bound = random.pick<Bound>([
        { subject: "limit" },
        { actions: ["folder.*", "page.view"] },
        { actions: [] },
      ]);
      const { subject } = world;
      const chosen = random.pick(subject.assignments);
      const { bound: _old, ...free } = chosen;
      const withBound = (one: Assignment) => ({
        ...known,
        subject: {
          ...subject,
          assignments: subject.assignments.map((other) => (other === chosen ? one : other)),
        },
      });
      const before = answersOf(withBound(free));
      const wider = answersOf(withBound({ ...free, bound })).filter(
        ({ decision }, index) => !isContained(decision, before[index]!.decision),
      );
      expect(wider).toEqual([]);
    });
    assert(law, runs);
  });

  test("a list of everything limits nothing, and an empty one leaves nothing", () => {
    const law = property(seeds, (seed) => {
      const { others = [], ...world } = generateWorld(seed);
      const free = world.subject.assignments.map(({ bound: _bound, ...one }) => one);
      const known = { ...world, others, subject: { ...world.subject, assignments: free } };
      const asKey = (one: World): World => ({ ...one, subject: { ...one.subject, id: "key" } });
      const before = answersOf(asKey(known));
      const after = answersOf(boundedBy(known, { actions: ["*"] }));
      const changed = after.filter(
        ({ decision }, index) => !isSameDecision(decision, before[index]!.decision),
      );
      expect(changed).toEqual([]);
      const none = answersOf(boundedBy(known, { actions: [] }));
      expect(none.filter(({ decision }) => decision.allow)).toEqual([]);
    });
    assert(law, runs);
  });
});

/** Null where the plan is refused for its width. */
function listOrNull(question: Parameters<typeof listInMemory>[0]) {
  try {
    return listInMemory(question);
  } catch {
    return null;
  }
}
