/** The simulator (R104, R142): anybody, any act, any record and any moment, under the policy and under its draft. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PolicyQuestion, SimulationReply } from "../../http/contract.ts";
import { draftOf, guideViewing, SAMPLE } from "../../testing/policy.ts";
import { bumpPolicy } from "../../gate/guard.ts";
import { createPolicyWorld, type PolicyWorld } from "../../testing/policy-world.ts";
import { roleIdOf } from "../templates/registry.ts";

let policy: PolicyWorld;
let customer: string;
/** Administers and reads all customers, but not what is strategic of them. */
let director: string;

const NOBODY = "01a00000-0000-7000-8000-000000000000";

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store, guide } = policy;
  [customer] = (await world.insert("customer", [
    { unit: store, owner: guide, name: "李四", stage: "new", riskNote: "机密" },
  ])) as [string];
  director = await world.person("总监", "operationsDirector", world.root);
  await world.assign(director, "administrator", world.root);
  await policy.callers.signIn(director);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const basis = (): PolicyQuestion => guideViewing(policy.store);

const ask = (question: unknown, person = policy.one) =>
  policy.call(person, "policy/simulate", question as object);
const answer = async (rest: Partial<PolicyQuestion>, person?: string): Promise<SimulationReply> =>
  (await ask({ ...basis(), ...rest }, person)).body;

async function closeCustomers(): Promise<void> {
  const meta = await policy.role("guide");
  await policy.call(policy.one, "role.save", {
    ...draftOf(meta),
    grants: { ...meta.grants, "customer:view": "none", "customer.view": "none" },
  });
}

describe("R104, R142: the simulator", () => {
  test("tells the verdict, the rules that mattered, and with what they are held", async () => {
    const { published, draft } = await answer({});
    expect(draft).toBeNull();
    const { allow, sentence, steps } = published.explanation!;
    expect(allow).toBe(true);
    expect(sentence.zh).toContain("可以");
    expect(steps[0]).toMatchObject({
      applied: true,
      effect: "permit",
      assignment: { unit: "南山店", because: { zh: "假设持有" } },
    });
  });

  test("tells the first condition that failed, and the smallest change that would help", async () => {
    const { published } = await answer({ record: { ...SAMPLE, of: "elsewhere" } });
    const { allow, steps, flip } = published.explanation!;
    expect(allow).toBe(false);
    expect(steps.some(({ failed }) => failed !== undefined)).toBe(true);
    expect(flip.length).toBeGreaterThan(0);
  });

  test("of a person it tells the real assignment and its reason", async () => {
    const who = { kind: "person", person: policy.guide } as const;
    const { published } = await answer({ who });
    expect(published.explanation!.steps[0]!.assignment.because.zh).not.toBe("假设持有");
    expect(published.explanation!.sentence.zh).toContain("导购");
  });

  test("answers by the draft beside the policy in force", async () => {
    await closeCustomers();
    const { published, draft } = await answer({});
    expect(published.explanation!.allow).toBe(true);
    expect(draft!.explanation!.allow).toBe(false);
  });

  test("of a field it tells the level and who would see it", async () => {
    const { published } = await answer({ field: "riskNote" });
    const { field, flip } = published.explanation!;
    expect(field).toEqual({ name: "riskNote", level: "absent" });
    expect(flip.join()).not.toBe("");
  });

  test("R148: asks at the moment that is named", async () => {
    const { world, guide } = policy;
    const [person] = [await world.person("临时工", "staff", policy.store)];
    await world.insert("assignment", [
      {
        person,
        role: roleIdOf("guide"),
        atUnit: policy.store,
        from: "2030-01-01T00:00:00.000Z",
        until: "2030-02-01T00:00:00.000Z",
        reason: "春节支援",
      },
    ]);
    expect(guide).not.toBe(person);
    const who = { kind: "person", person } as const;
    const at = (moment: string | null) => answer({ who, at: moment });
    expect((await at(null)).published.explanation!.allow).toBe(false);
    const during = (await at("2030-01-15T00:00:00.000Z")).published.explanation!;
    expect(during.allow).toBe(true);
    expect(during.steps[0]!.assignment.because.zh).toBe("春节支援");
    expect((await at("2030-02-01T00:00:00.000Z")).published.explanation!.allow).toBe(false);
  });

  test("R142: of a record that the asker does not see there is a bare verdict of now, and nothing that is supposed", async () => {
    await closeCustomers();
    const who = { kind: "person", person: policy.guide } as const;
    const record = { kind: "record", id: customer } as const;
    const { published, draft } = await answer({ who, record });
    expect(published.explanation).toMatchObject({ allow: true, steps: [], flip: [] });
    expect(draft!.explanation).toBeNull();
    // Hidden and missing alike, whatever is supposed.
    const cases: Partial<PolicyQuestion>[] = [
      { record },
      { who, record, at: "2030-01-01T00:00:00.000Z" },
      { who, record, field: "riskNote" },
    ];
    for (const one of cases)
      expect(await answer(one)).toEqual(
        await answer({ ...one, record: { kind: "record", id: NOBODY } }),
      );
  });

  test("R142: what could be supposed freely spells out nothing that is hidden of a record one sees", async () => {
    const { db } = policy.world.services;
    const rule = (value: string) => ({
      id: "unless-risky",
      effect: "forbid",
      actions: ["customer.view"],
      scope: "all",
      when: {
        kind: "compare",
        op: "eq",
        left: { path: "record.riskNote" },
        right: { value },
      },
    });
    const record = { kind: "record", id: customer } as const;
    const supposed: SimulationReply[] = [];
    const guide = [roleIdOf("guide")];
    const { rows } = await db.query<{ definition: { rules?: object[] } }>(
      "select definition from role where id = $1",
      guide,
    );
    const { definition } = rows[0]!;
    const define = (content: object) =>
      db.query("update role set definition = $2 where id = $1", [
        ...guide,
        JSON.stringify(content),
      ]);
    for (const value of ["机密", "别的"]) {
      await define({ ...definition, rules: [...(definition.rules ?? []), rule(value)] });
      await db.transaction((tx) => bumpPolicy(tx));
      const at = "2030-01-01T00:00:00.000Z";
      supposed.push(await answer({ record }, director));
      supposed.push(
        await answer({ who: { kind: "person", person: policy.guide }, record, at }, director),
      );
    }
    await define(definition);
    await db.transaction((tx) => bumpPolicy(tx));
    for (const one of supposed) {
      expect(one).toEqual(supposed[0]);
      expect(one.published.explanation).toBeNull();
    }
    // Nothing is in the way where all is read that the rules look at.
    expect((await answer({ record }, director)).published.explanation).not.toBeNull();
  });

  test("is nothing for who has no rights over the whole policy", async () => {
    for (const person of [policy.guide, policy.regional]) {
      const { status, body } = await ask(basis(), person);
      expect([status, body.code]).toEqual([403, "forbidden"]);
    }
  });

  test("a question that is wrong is told what is wrong with it", async () => {
    const { status, body } = await ask({ ...basis(), action: "fly", at: "gestern" });
    expect(status).toBe(400);
    expect(body.problems.map(({ path }: { path: string }) => path)).toEqual(["action", "at"]);
  });
});
