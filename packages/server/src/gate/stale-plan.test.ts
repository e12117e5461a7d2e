/**
 * Another node changes rights while this one remembers the old ones. Whatever is asked next is answered as a node
 * answers that remembers nothing; that the old plan says "nothing" without reading a row is no way around it.
 */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { objectNamed } from "../derive/model.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { findRecord } from "./list.ts";
import { StalePlan } from "./subject.ts";
import { writeRow } from "./write.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let customer: string;
let person: string;

const EVERYTHING: RoleTemplate = {
  id: "everything",
  name: { zh: "一切", en: "Everything" },
  duties: { zh: "一切", en: "Everything" },
  grants: {},
  classes: {},
  rules: [
    {
      id: "all",
      effect: "permit",
      actions: ["*"],
      scope: "all",
      fields: {
        read: ["@basic", "@commercial", "@financial", "@strategic"],
        mask: ["@contact"],
        write: ["@basic"],
      },
    },
  ],
};

beforeAll(async () => {
  world = await createEnterprise({ templates: [EVERYTHING] });
  store = await world.unit("南山店");
  person = await world.person("新人", null, store);
  [customer] = (await world.insert("customer", [
    { unit: store, owner: person, name: "张三", phone: "+8613800000000", stage: "new" },
  ])) as [string];
  const [gone] = await world.insert("customer", [{ unit: store, owner: person, name: "旧" }]);
  await world.services.db.query("update customer set deleted_at = now() where id = $1", [gone]);
  await world.insert("order", [{ customer, unit: store, owner: person, stage: "open" }]);
  callers = await createCallers(world.services);
  await callers.signIn(person);
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

const ASKED: Readonly<Record<string, () => object | undefined>> = {
  "customer.list": () => ({}),
  "customer.trash": () => ({}),
  "customer.count": () => ({}),
  "customer.aggregate": () => ({ group: ["stage"], measures: [{ op: "count" }] }),
  "customer.get": () => ({ id: customer }),
  "customer.timeline": () => ({ id: customer }),
  "customer.participants": () => ({ id: customer }),
  "customer.whoCanSee": () => ({ id: customer }),
  "customer.explain": () => ({ id: customer, action: "edit" }),
  "customer.scope": () => ({}),
  "customer.history": () => ({ id: customer }),
  "customer.reveal": () => ({ id: customer, field: "phone" }),
  "customer.export": () => ({ columns: ["nothing"] }),
  "customer.update": () => ({ id: customer, version: 9, values: { note: "x" } }),
  "order.list": () => ({}),
  units: () => undefined,
  roles: () => undefined,
  meta: () => undefined,
  "openapi.json": () => undefined,
  "me/rights": () => undefined,
};

describe.each(Object.keys(ASKED))("R148: %s", (name) => {
  const ask = () => callers.call(person, name, ASKED[name]!());

  test("knows at once what was granted, and what was taken away", async () => {
    const { subjects } = world.services;
    await subjects.reload(person);
    const before = await ask();
    const assignment = await world.assign(person, EVERYTHING.id, world.root);
    const granted = await ask();
    await subjects.reload(person);
    expect(granted).toEqual(await ask());
    expect(granted).not.toEqual(before);
    await world.unassign(assignment, person);
    expect(await ask()).toEqual(before);
  });
});

test("R148: a write whose plan ends on the way, after all its checks, writes nothing", async () => {
  const { db, subjects } = world.services;
  const editor = await world.person("编辑", EVERYTHING.id, store);
  const subject = await subjects.current(editor);
  const object = objectNamed(subject.world.model, "customer");
  const record = (await findRecord(db, subject, { object: "customer" }, customer))!;
  const write = (validUntil: Date) =>
    writeRow(db, { ...subject, validUntil }, object, record, ["edit"], sql`name = '李四'`);
  const nameNow = async () =>
    (await findRecord(db, subject, { object: "customer" }, customer))!.cells.get("name");
  await expect(write(new Date(Date.now() - 1_000))).rejects.toBeInstanceOf(StalePlan);
  expect(await nameNow()).toBe("张三");
  await write(new Date(Date.now() + 3_600_000));
  expect(await nameNow()).toBe("李四");
});
