/** Rules with hours of the day and days of the week (R53), by the clock of the organisation. */
import type { Condition } from "@latchkey/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bumpPolicy } from "../gate/guard.ts";
import { contextAt } from "../gate/day-time.ts";
import type { RuleForm } from "../http/contract.ts";
import { createPolicyWorld, type PolicyWorld } from "../testing/policy-world.ts";
import { ruleOfForm } from "./rule-form.ts";
import { ALWAYS, clockOf } from "./rule-when.ts";
import { roleIdOf } from "./templates/registry.ts";

let policy: PolicyWorld;

beforeAll(async () => {
  policy = await createPolicyWorld();
});
afterAll(() => policy.close());

const FORBID: RuleForm = {
  id: "closed",
  effect: "forbid",
  actions: ["customer.view"],
  scope: "all",
  everywhere: true,
  where: null,
  ...ALWAYS,
};

/** What a guide sees while customers are closed to guides at these times, and until when that stands. */
async function closedAt(when: Partial<RuleForm>) {
  const { model } = await policy.world.services.subjects.world();
  return closedBy(ruleOfForm({ ...FORBID, ...when }, model, []));
}

async function closedBy(rule: unknown) {
  const { world, guide } = policy;
  const { db, subjects } = world.services;
  await db.query(
    "update role set definition = jsonb_set(definition, '{rules}', $2::jsonb) where id = $1",
    [roleIdOf("guide"), JSON.stringify([rule])],
  );
  await db.transaction((tx) => bumpPolicy(tx));
  const { rows } = (await policy.call(guide, "customer.list", {})).body;
  const { validUntil } = await subjects.reload(guide);
  return { sees: rows.length > 0, lasts: validUntil && validUntil.getTime() - Date.now() };
}

test("R53: a rule holds in its hours and on its days and at no other time, and what rests on it is asked again when they turn", async () => {
  const { organisation } = await policy.world.services.subjects.world();
  const { minuteOfDay, weekday } = contextAt(Date.now(), organisation.zone);
  const around = (from: number, until: number) => ({
    from: clockOf((minuteOfDay + from + 1_440) % 1_440),
    until: clockOf((minuteOfDay + until + 1_440) % 1_440),
  });
  const tomorrow = (weekday % 7) + 1;
  const now = await closedAt({ hours: around(-30, 30) });
  expect(now.sees).toBe(false);
  expect(now.lasts).toBeLessThanOrEqual(30 * 60_000);
  const later = await closedAt({ hours: around(60, 120) });
  expect(later.sees).toBe(true);
  expect(later.lasts).toBeLessThanOrEqual(60 * 60_000);
  expect(await closedAt({ days: [weekday] })).toMatchObject({ sees: false });
  expect(await closedAt({ hours: around(-30, 30), days: [tomorrow] })).toMatchObject({
    sees: true,
  });
  // Days turn at midnight alone.
  const untilMidnight = (1_440 - minuteOfDay) * 60_000;
  expect((await closedAt({ days: [tomorrow] })).lasts).toBeLessThanOrEqual(untilMidnight);
  expect((await closedAt({ actions: ["customer.export"] })).lasts).toBeNull();
});

test("R53: a clock inside what is asked of related records is read, and explained, as anywhere else", async () => {
  const clock = { path: "context.minuteOfDay" } as const;
  const when: Condition = {
    kind: "related",
    relation: "tags",
    where: { kind: "compare", op: "ge", left: clock, right: { value: 0 } },
  };
  const { id, effect, actions, scope, everywhere } = FORBID;
  expect(await closedBy({ id, effect, actions, scope, everywhere, when })).toMatchObject({
    sees: true,
  });
  const { rows } = (await policy.call(policy.guide, "customer.list", {})).body;
  const asked = { id: rows[0].id, action: "view" };
  const { status, body } = await policy.call(policy.guide, "customer.explain", asked);
  expect([status, body.allow]).toEqual([200, true]);
});
