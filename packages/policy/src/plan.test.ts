import { describe, expect, test } from "vitest";
import { compile, decide, mayEver, plan, relatedAtoms, usableFields, MAX_ARMS } from "./index.ts";
import { TEST_SCHEMA, compileInputOf, generateWorld } from "./testing/index.ts";
import {
  and,
  assign,
  at,
  example,
  field,
  forbid,
  is,
  isIn,
  permit,
  reads,
  related,
  role,
  value,
} from "./testing/cases/build.ts";
import type { Arm, Bound, Context, Plan, Rule, Subject } from "./model.ts";

const NOW = 3_000;

function compileRules(rules: readonly Rule[], assignments = [assign("a")]) {
  const { world } = example("", { rules, assignments, decide: {}, list: {} });
  return compile(compileInputOf(world));
}

function planOf(rules: readonly Rule[], context: Context = {}) {
  return plan(compileRules(rules), "folder", "view", { now: NOW, ...context });
}

/** None where every row is alike; null where there are too many. */
function armsOrNull(make: () => Plan): readonly Arm[] | null {
  try {
    const found = make();
    return found.kind === "arms" ? found.arms : [];
  } catch {
    return null;
  }
}

const view = ["folder.view"];
const ofStage = (stage: string) => is(field("stage"), value(stage));

describe("plan", () => {
  test("is never without a permit, and under an unconditional forbid", () => {
    expect(planOf([]).kind).toBe("never");
    const rules = [
      permit("p", { actions: view }),
      forbid("f", { actions: view, everywhere: true }),
    ];
    expect(planOf(rules).kind).toBe("never");
    expect(mayEver(compileRules(rules), "folder", "view")).toBe(false);
  });

  test("is always with an unconditional permit", () => {
    const found = planOf([permit("p", { actions: view })]);
    expect(found).toMatchObject({ kind: "always", arm: { all: [], none: [], fields: ["title"] } });
  });

  test("a chain of k permits, each opening less, makes k arms", () => {
    const levels = ["title", "stage", "phone", "amount", "due", "owner"];
    const chain = levels.map((_, index) =>
      permit(`p${index}`, {
        actions: view,
        when: ofStage(`s${index}`),
        fields: reads(...levels.slice(0, index + 1)),
      }),
    );
    const found = planOf(chain);
    expect(found.kind === "arms" ? found.arms.length : 0).toBe(levels.length);
  });

  test("a permit that another one swallows splits nothing", () => {
    const found = planOf([
      permit("wide", { actions: view, fields: reads("*") }),
      permit("narrow", { actions: view, when: ofStage("red") }),
    ]);
    expect(found.kind).toBe("always");
  });

  test("a refusing forbid enters every arm as its negation and splits none", () => {
    const found = planOf([
      permit("p", { actions: view }),
      forbid("f", { actions: view, when: ofStage("red"), everywhere: true }),
    ]);
    expect(found).toMatchObject({
      kind: "arms",
      arms: [{ all: [{ kind: "not", of: ofStage("red") }], none: [] }],
    });
  });

  test("a forbid of fields splits into applied unless FALSE and FALSE", () => {
    const found = planOf([
      permit("p", { actions: view, fields: reads("title", "phone") }),
      forbid("f", {
        actions: view,
        when: ofStage("red"),
        fields: reads("phone"),
        everywhere: true,
      }),
    ]);
    const denial = { kind: "not", of: ofStage("red") };
    expect(found).toMatchObject({
      kind: "arms",
      arms: [
        { all: [denial], none: [], fields: ["title", "phone"] },
        { all: [], none: [denial], fields: ["title"] },
      ],
    });
  });

  test("puts the request in, but leaves the clock to the database", () => {
    const when = and(
      is(at("context.device"), field("title")),
      is(field("due"), at("context.now"), "gt"),
    );
    const red = permit("red", { actions: view, when: ofStage("red"), fields: reads("stage") });
    const found = planOf([permit("p", { actions: view, when }), red], { device: "desk" });
    const text = JSON.stringify(found);
    expect(text).toContain('{"value":"desk"}');
    expect(text).toContain("context.now");
    expect(text).not.toContain("context.device");
    expect(text).not.toContain("subject.");
  });

  test("a request that settles a condition settles the plan", () => {
    const rules = [permit("p", { actions: view, when: is(at("context.isTrusted"), value(true)) })];
    expect(planOf(rules, { isTrusted: true }).kind).toBe("always");
    expect(planOf(rules, { isTrusted: false }).kind).toBe("never");
    expect(planOf(rules).kind).toBe("never");
    expect(mayEver(compileRules(rules), "folder", "view")).toBe(true);
  });

  test("rules with the same condition share one arm", () => {
    const found = planOf([
      permit("p1", { actions: view, when: isIn(field("stage"), value(["red"])) }),
      permit("p2", {
        actions: view,
        when: isIn(field("stage"), value(["red"])),
        fields: reads("due"),
      }),
    ]);
    expect(found.kind === "arms" ? found.arms.map(({ fields }) => fields) : []).toEqual([
      ["title", "due"],
    ]);
  });

  test("permits that cannot hold together make no arm for both", () => {
    const found = planOf([
      permit("own", { actions: view, scope: "own", fields: reads("title", "phone") }),
      permit("pool", { actions: view, scope: "pool", fields: reads("title", "stage") }),
      permit("red", { actions: view, when: ofStage("red"), fields: reads("amount") }),
      permit("blue", { actions: view, when: ofStage("blue"), fields: reads("due") }),
    ]);
    const fields = found.kind === "arms" ? found.arms.map((arm) => arm.fields.join(" ")) : [];
    expect(fields).not.toContain("title stage phone");
    expect(fields.filter((names) => names.includes("amount") && names.includes("due"))).toEqual([]);
    expect(fields.length).toBe(8);
  });

  test("a permit within another is not asked about outside it", () => {
    const found = planOf([
      permit("red", { actions: view, when: ofStage("red"), fields: reads("title") }),
      permit("urgent", {
        actions: view,
        when: and(ofStage("red"), is(field("isUrgent"), value(true))),
        fields: reads("phone"),
      }),
    ]);
    expect(found.kind === "arms" ? found.arms.map((arm) => arm.fields) : []).toEqual([
      ["title", "phone"],
      ["title"],
    ]);
  });

  test("has its arms in one order, however the rules came", () => {
    const rules = ["red", "blue", "green"].map((stage, index) =>
      permit(stage, {
        actions: view,
        when: isIn(field("labels"), value([stage])),
        fields: reads(["title", "phone", "due"][index]!),
      }),
    );
    const found = planOf(rules);
    expect(planOf(rules.toReversed())).toEqual(found);
    const [first] = found.kind === "arms" ? found.arms : [];
    expect(JSON.stringify(first?.all)).toMatch(/blue.*green.*red/);
  });

  test("too many kinds of rows are refused loudly", () => {
    const names = Object.keys(TEST_SCHEMA.objects["folder"]!.fields).slice(0, 8);
    const rules = names.map((name) =>
      permit(name, {
        actions: view,
        when: isIn(field("stage"), value([name])),
        fields: reads(name),
      }),
    );
    expect(() => planOf(rules)).toThrow(`more than ${MAX_ARMS} arms`);
  });

  test("random worlds need no more arms and clauses than they ever did", () => {
    const needed = { arms: 0, clauses: 0, tooWide: 0 };
    for (let seed = 0; seed < 100; seed++) {
      const world = generateWorld(seed);
      const { schema, context } = world;
      const compiled = compile(compileInputOf(world));
      for (const [objectName, { actions }] of Object.entries(schema.objects)) {
        for (const action of actions) {
          const arms = armsOrNull(() => plan(compiled, objectName, action, context));
          if (!arms) needed.tooWide += 1;
          needed.arms += arms?.length ?? 0;
          for (const { all, none } of arms ?? []) needed.clauses += all.length + none.length;
        }
      }
    }
    // An arm too many shows no wrong row, but each is a branch of every list. Fewer are a reason to lower these.
    expect(needed).toEqual({ arms: 1014, clauses: 2967, tooWide: 2 });
  });

  test("usable fields are those that some arm does not hide, each once", () => {
    const found = planOf([
      permit("p1", { actions: view, when: ofStage("red"), fields: reads("title", "due") }),
      permit("p2", {
        actions: view,
        when: ofStage("blue"),
        fields: { read: ["title"], mask: ["phone"], write: ["title", "stage"] },
      }),
      permit("p3", { actions: view, scope: "own", fields: { read: ["title"], write: ["title"] } }),
    ]);
    const { read, act, write } = usableFields(found);
    expect(read.toSorted()).toEqual(["due", "phone", "title"]);
    expect(act.toSorted()).toEqual(["due", "phone", "title"]);
    expect(write).toEqual(["title"]);
    const always = planOf([permit("p", { actions: view, fields: { read: ["title"] } })]);
    expect(usableFields(always)).toEqual({ read: ["title"], act: ["title"], write: [] });
    expect(usableFields({ kind: "never" })).toEqual({ read: [], act: [], write: [] });
  });
});

describe("a bounded plan", () => {
  const bo = { id: "bo", attributes: {}, assignments: [assign("b")] };
  const keyOf = (rules: readonly Rule[], bound: Bound, others: readonly Subject[] = [bo]) => {
    const assignments = [assign("key", { as: "bo", bound })];
    const { world } = example("", { rules, assignments, others, decide: {}, list: {} });
    return compile(compileInputOf(world));
  };
  const view = ["folder.view"];
  const planFor = (compiled: ReturnType<typeof keyOf>) =>
    plan(compiled, "folder", "view", { now: NOW });
  const armsOf = (found: ReturnType<typeof plan>) => (found.kind === "arms" ? found.arms : []);
  const rules = [
    permit("own", { actions: view, scope: "own", fields: reads("title", "phone") }),
    permit("red", { actions: view, when: ofStage("red"), fields: reads("title", "amount") }),
    forbid("f", { actions: view, when: is(field("due"), value(9), "gt") }),
  ];

  test("of a key that does all its owner does has the owner's very levels, arm by arm", () => {
    const { world } = example("", { rules, decide: {}, list: {} });
    const owner = planFor(compile(compileInputOf({ ...world, subject: bo })));
    const key = planFor(keyOf(rules, { subject: "bo" }));
    const levels = (found: typeof owner) => armsOf(found).map((arm) => arm.levels);
    expect(levels(owner).length).toBeGreaterThan(1);
    expect(levels(key)).toEqual(levels(owner));
    expect(usableFields(key)).toEqual(usableFields(owner));
  });

  test("is never where the bound may never, whatever the subject may", () => {
    const compiled = keyOf(rules, { actions: ["page.*"] });
    expect(planFor(compiled)).toEqual({ kind: "never" });
    expect(mayEver(compiled, "folder", "view")).toBe(false);
    expect(mayEver(keyOf(rules, { actions: ["folder.view"] }), "folder", "view")).toBe(true);
  });

  test("lets only those fields be used that the bound reads somewhere", () => {
    const roles = [
      role("r", [permit("all", { actions: view, fields: reads("title", "phone", "amount") })]),
      role("less", [
        permit("less", { actions: view, when: ofStage("red"), fields: reads("phone") }),
      ]),
    ];
    const { world } = example("", {
      roles,
      assignments: [assign("a", { bound: { subject: "bo" } })],
      others: [{ ...bo, assignments: [assign("b", { role: "less" })] }],
      decide: {},
      list: {},
    });
    const found = planFor(compile(compileInputOf(world)));
    expect(found).toMatchObject({ kind: "arms", arms: [{ all: [ofStage("red")], none: [] }] });
    expect(usableFields(found).read).toEqual(["phone"]);
  });

  test("asks the bound about nothing where its permits could add nothing", () => {
    const { world } = example("", {
      roles: [role("r", [permit("all", { actions: view })]), role("s", rules)],
      assignments: [assign("a"), assign("b", { bound: { subject: "bo" } })],
      others: [{ ...bo, assignments: [assign("c", { role: "s" })] }],
      decide: {},
      list: {},
    });
    expect(planFor(compile(compileInputOf(world))).kind).toBe("always");
  });
});

describe("decide", () => {
  const facts = (values = {}) => ({ values, related: () => null });

  test("gives the very same frozen object for records alike", () => {
    const compiled = compileRules([permit("p", { actions: view, when: ofStage("red") })]);
    const first = decide(compiled, "folder", "view", facts({ stage: "red" }), {});
    const second = decide(compiled, "folder", "view", facts({ stage: "red", title: "b" }), {});
    expect(second).toBe(first);
    expect(Object.isFrozen(first) && Object.isFrozen(first.levels)).toBe(true);
  });

  test("works beyond thirty distinct conditions", () => {
    const rules = Array.from({ length: 45 }, (_, index) =>
      permit(`p${index}`, { actions: view, when: ofStage(`s${index}`) }),
    );
    const large = is(field("amount"), value(9), "gt");
    const compiled = compileRules([
      ...rules,
      forbid("f", { actions: view, when: large, everywhere: true }),
    ]);
    const ask = (amount: number | null, stage = "s3") =>
      decide(compiled, "folder", "view", facts({ stage, amount }), {}).allow;
    expect([ask(9), ask(10), ask(null), ask(9, "x")]).toEqual([true, false, false, false]);
    expect(
      decide(compiled, "folder", "view", facts({ stage: "s44", amount: 1 }), {}).reasons,
    ).toMatchObject([{ rule: "p44" }]);
    expect(decide(compiled, "folder", "view", facts({ stage: "x" }), {}).allow).toBe(false);
  });
});

describe("compile", () => {
  test("says until when it is good: the nearest edge ahead of any assignment", () => {
    const edges = (...windows: readonly [number | null, number | null][]) =>
      compileRules(
        [],
        windows.map(([from, until], index) => assign(`${index}`, { from, until })),
      ).validUntil;
    expect(edges()).toBeNull();
    expect(edges([1_000, 3_000])).toBeNull();
    expect(edges([null, 9_000], [5_000, null], [3_000, 8_000])).toBe(5_000);
  });

  test("assignments with an equal bound are bounded by one and the same", () => {
    const bound = { actions: view };
    const { held } = compileRules(
      [permit("p", { actions: view })],
      [assign("a", { bound }), assign("b", { bound }), assign("c", { bound: { actions: [] } })],
    );
    const [first, second, other] = held.map((rule) => rule.bound);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  test("names each relation fact once, with the subject put in", () => {
    const shared = related("shares", is(field("member"), at("subject.id")));
    const mirrored = related("shares", is(value("ann"), field("member")));
    const compiled = compileRules([
      permit("p1", { actions: view, when: shared }),
      permit("p2", { actions: ["folder.edit"], when: mirrored }),
      forbid("f", { actions: view, when: shared }),
    ]);
    expect(relatedAtoms(compiled, "folder").map(({ key }) => key)).toEqual([
      'related("shares",eq(record.member,"ann"))',
    ]);
    expect(relatedAtoms(compiled, "page")).toEqual([]);
  });
});
