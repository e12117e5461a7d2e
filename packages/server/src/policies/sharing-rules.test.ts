/**
 * A standing share is a rule of a role that a group holds at a unit (R144): what is shared is its condition, where is the
 * place of the assignment, with whom is the group. So it goes through the draft, its tests and its impact like any rule.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishDraft, saveAndPublish } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";

let policy: PolicyWorld;

beforeAll(async () => {
  policy = await createPolicyWorld();
});
afterAll(() => policy.close());

test("R144: signed customers of one store are shared with a group, to be looked at, until the rule or the group says otherwise", async () => {
  const { world, callers, store, one, other, call } = policy;
  const elsewhere = await world.unit("福田店", world.root);
  const helper = await world.person("专项组员", null, elsewhere);
  await callers.signIn(helper);
  const [shared] = await world.insert("customer", [
    { unit: store, name: "已签约", stage: "signed" },
    { unit: store, name: "新客户", stage: "new" },
    { unit: elsewhere, name: "别店已签约", stage: "signed" },
  ]);
  const [group] = await world.insert("group", [{ name: "专项组", unit: world.root }]);
  await world.insert("groupMember", [{ group, person: helper, unit: world.root }]);
  const names = async () =>
    (await call(helper, "customer.list", {})).body.rows?.map(
      ({ values }: { values: { name: string } }) => values.name,
    ) ?? [];

  const when = {
    kind: "compare",
    op: "eq",
    left: { path: "record.stage" },
    right: { value: "signed" },
  };
  const rule = {
    id: "share",
    effect: "permit",
    actions: ["customer.view"],
    scope: "subtree",
    fields: { read: ["@basic", "@contact"], write: ["@basic"] },
    when,
  };
  const role = {
    name: words("共享给专项组"),
    duties: words("共享"),
    grants: {},
    classes: { basic: FULL },
  };
  const made = await saveAndPublish(callers, one, { ...role, rules: [rule] } as never, other);
  expect(made).toMatchObject({ status: 200 });
  const values = { group, role: made.body.id, atUnit: store, reason: "专项" };
  expect(await call(one, "assignment.create", { values })).toMatchObject({ status: 200 });

  expect(await names()).toEqual(["已签约"]);
  const seen = (await call(helper, "customer.get", { id: shared })).body.record;
  expect(seen.can).toMatchObject({ edit: false, share: false });
  const edit = { id: shared, version: seen.version, values: { note: "改" } };
  expect((await call(helper, "customer.update", edit)).status).toBe(403);

  // Working on it is another word in the same rule, and waits in the draft like any change.
  const { id, version, name, duties, grants, classes, rules } = made.body;
  const [kept] = rules;
  const wider = { ...kept, actions: ["customer.view", "customer.edit"] };
  const drafted = { id, version, name, duties, grants, classes, rules: [wider] };
  expect(await call(one, "role.save", drafted)).toMatchObject({ status: 200 });
  expect((await call(helper, "customer.update", edit)).status).toBe(403);
  expect((await publishDraft(callers, one, other)).status).toBe(200);
  expect((await call(helper, "customer.update", edit)).status).toBe(200);

  const members = (await call(one, "groupMember.list", {})).body.rows;
  const left = { id: members[0].id, version: members[0].version };
  expect((await call(one, "groupMember.delete", left)).status).toBe(200);
  expect(await names()).toEqual([]);
});
