import { afterAll, beforeAll, expect, test } from "vitest";
import { draftOf, publishDraft } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";
import { NO_CHANGES, readChanges, readOpenDraft } from "./draft-store.ts";
import { rolesTouched, worldOfDraft } from "./draft-world.ts";

let policy: PolicyWorld;
beforeAll(async () => {
  policy = await createPolicyWorld();
});
afterAll(() => policy.close());

test("R144: the world of the draft is the world that publishing makes, and touches no other", async () => {
  const { call, callers, one, other, role, world } = policy;
  const { db, subjects } = world.services;
  const staff = await role("marketingStaff");
  const made = {
    name: words("前台"),
    duties: words(""),
    grants: { sales: "own" },
    classes: { basic: FULL },
  };
  await call(one, "role.save", {
    ...draftOf(staff),
    grants: { "customer.export": "all" },
    classes: {},
  });
  await call(one, "role.save", { ...made, preset: "seller" });
  const spare = await role("goldAdviser");
  await call(one, "role.archive", { id: spare.id, version: spare.version });
  const before = await subjects.loadWorld(db);
  const untouched = structuredClone(before.policy);
  const changes = await readChanges(db, (await readOpenDraft(db))!.id);
  const foreseen = worldOfDraft(before, changes);
  expect(before.policy).toEqual(untouched);
  expect(worldOfDraft(before, NO_CHANGES)).toEqual(before);
  const [{ id: created }, touched] = [changes.roles[1]!.content!, rolesTouched(before, foreseen)];
  expect(touched).toEqual(new Set([staff.id, created, spare.id]));
  expect((await publishDraft(callers, one, other)).status).toBe(200);
  const after = await subjects.loadWorld(db);
  expect(changes.roles).toHaveLength(3);
  const byId = ({ policy: { roles } }: typeof after) => new Map(roles.map((one) => [one.id, one]));
  expect(byId(foreseen)).toEqual(byId(after));
  expect(byId(foreseen)).not.toEqual(byId(before));
  // Roles that no change names are the very same.
  const kept = before.policy.roles.filter(
    ({ id }) => !changes.roles.some((change) => change.role === id),
  );
  for (const one of kept) expect(foreseen.policy.roles).toContain(one);
});

test("words touch nobody's rights, and the base touches everybody's", async () => {
  const { call, draft, one, role, clear, roles } = policy;
  await clear();
  const guide = await role("guide");
  await call(one, "role.save", { ...draftOf(guide), duties: words("别的话") });
  expect((await draft())!.people.count).toBe(0);
  const base = await role("staff");
  await call(one, "role.save", {
    ...draftOf(base),
    grants: { ...base.grants, "tag:view": "none" },
  });
  // Two administrators, the regional one and the guide: every role includes the base.
  expect((await draft())!.people.count).toBe(4);
  expect((await roles()).length).toBeGreaterThan(30);
});
