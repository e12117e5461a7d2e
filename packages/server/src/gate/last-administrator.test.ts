import { afterAll, beforeAll, expect, test } from "vitest";
import { bumpSubjects } from "./guard.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

/** Administers everything only through what it includes. */
const DEPUTY = {
  id: "deputyAdministrator",
  name: { zh: "副管理员", en: "Deputy administrator" },
  duties: { zh: "代行管理", en: "Stands in for the administrator" },
  grants: {},
  classes: {},
  includes: ["administrator"],
};

let world: Enterprise;
/** May do everything, but only until next year: nobody counts on them. */
let limited: string;

beforeAll(async () => {
  world = await createEnterprise({ templates: [DEPUTY] });
  limited = await world.person("限期管理员", null, world.root);
  const until = new Date(Date.now() + 365 * 86_400_000);
  await world.assign(limited, "administrator", world.root, { until });
});

afterAll(() => world.close());

interface Ending {
  readonly object: string;
  readonly id: string;
}

const direct =
  (role: string) =>
  async (person: string): Promise<readonly Ending[]> => [
    { object: "assignment", id: await world.assign(person, role, world.root) },
    { object: "person", id: person },
  ];

/** Makes the person an administrator of everything; returns the records that this rests on. */
const WAYS: Readonly<Record<string, (person: string) => Promise<readonly Ending[]>>> = {
  "an assignment": direct("administrator"),
  "a role that includes another": direct(DEPUTY.id),
  async "a post"(person) {
    const [id] = await world.insert("post", [
      {
        title: "管理岗",
        person,
        owner: person,
        role: roleIdOf("administrator"),
        unit: world.root,
      },
    ]);
    return [{ object: "post", id: id! }];
  },
  async "a group"(person) {
    const [group] = await world.insert("group", [{ name: "管理组", unit: world.root }]);
    const [member] = await world.insert("groupMember", [
      { group, person, owner: person, unit: world.root },
    ]);
    const [assignment] = await world.insert("assignment", [
      {
        group,
        role: roleIdOf("administrator"),
        unit: world.root,
        atUnit: world.root,
        reason: "test",
      },
    ]);
    return [
      { object: "groupMember", id: member! },
      { object: "assignment", id: assignment! },
      { object: "group", id: group! },
    ];
  },
};

test.each(Object.keys(WAYS))(
  "whoever administers by %s stays while nobody else does",
  async (way) => {
    const last = await world.person("最后的管理员", null, world.root);
    const endings = await WAYS[way]!(last);
    await bumpSubjects(world.services.db, [last]);
    const end = ({ object, id }: Ending) =>
      world.services.gate.delete(as(limited), object, { id, version: 1 });
    for (const ending of endings)
      await expect(end(ending), `delete ${ending.object}`).rejects.toMatchObject({
        code: "last_administrator",
      });
    const other = await world.person("另一位管理员", "administrator", world.root);
    for (const ending of endings) await end(ending);
    // The next way starts from nobody again.
    await world.services.db.query(
      "update assignment set deleted_at = statement_timestamp() where person = any($1::uuid[])",
      [[last, other]],
    );
  },
);

test("a suspended administrator is none: the last active one can neither be suspended nor leave", async () => {
  const active = await world.person("在职管理员", null, world.root);
  const assignment = await world.assign(active, "administrator", world.root);
  const suspended = await world.person("停用管理员", "administrator", world.root);
  const { gate } = world.services;
  const suspend = (id: string) =>
    gate.update(as(limited), "person", { id, version: 1, values: { status: "suspended" } });
  await suspend(suspended);
  await expect(suspend(active)).rejects.toMatchObject({ code: "last_administrator" });
  await expect(
    gate.delete(as(active), "assignment", { id: assignment, version: 1 }),
  ).rejects.toMatchObject({ code: "last_administrator" });
});

test("where nobody administers everything for good, rights can still be written", async () => {
  await world.services.db.query(
    "update assignment set deleted_at = statement_timestamp() where until is null",
  );
  const person = await world.person("店员", null, world.root);
  const assignment = await world.assign(person, "seller", world.root);
  const { gate } = world.services;
  const ended = await gate.delete(as(limited), "assignment", { id: assignment, version: 1 });
  expect(ended).toEqual({ id: assignment, version: 2 });
});
