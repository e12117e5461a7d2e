import type { Rule } from "@latchkey/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bumpPolicy } from "../gate/guard.ts";
import { metaFor } from "../http/meta.ts";
import type { Enterprise } from "../testing/enterprise.ts";
import { codeOf, is, NAME, openStory, type Story } from "./story.ts";

/** Public threads about other systems, each told once more against this one (design: known leaks, by number). */

let world: Enterprise;
let east: string;
let west: string;
let head: string;
let westHead: string;
let eastern: string;
let western: string;

let call: Story["call"];
let holder: Story["holder"];

const idsOf = (answer: { rows: readonly { id: string }[] }): readonly string[] =>
  answer.rows.map(({ id }) => id);

beforeAll(async () => {
  ({ world, east, west, head, westHead, eastern, western, call, holder } = await openStory());
}, 240_000);

afterAll(() => world.close());

test("R141: 1, 2, 3: permissions hold in the list, reports show every salesperson's customers and orders", async () => {
  expect(
    await call(head, "aggregate", "customer", { group: ["unit"], measures: [{ op: "count" }] }),
  ).toEqual({ groups: [{ key: [east], values: [1] }] });
  const person = await holder(east, {
    actions: ["order.view"],
    fields: { read: ["@basic", "@commercial"] },
  });
  const total = await call(person, "aggregate", "order", {
    group: [],
    measures: [{ op: "sum", field: "total" }],
  });
  expect(total.groups).toEqual([{ key: [], values: [[{ amount: "100", currency: "CNY" }]] }]);
});

test("R141: 4: a field hidden by permission shows in the activity timeline to everyone", async () => {
  const writer = await holder(east, {
    actions: ["customer.*"],
    fields: { read: ["@basic", "@financial"], write: ["@basic", "@financial"] },
  });
  const { record } = await call(writer, "get", "customer", { id: eastern });
  await call(writer, "update", "customer", {
    id: eastern,
    version: record.version,
    values: { creditLimit: { amount: "123456", currency: "CNY" } },
  });
  const reader = await holder(east, {
    actions: ["customer.view", "customer.history"],
    fields: { read: ["@basic"] },
  });
  for (const verb of ["timeline", "history"])
    expect(JSON.stringify(await call(reader, verb, "customer", { id: eastern }))).not.toContain(
      "123456",
    );
});

test("R141: 6: a field without read right is hidden on the detail page and shown in the list", async () => {
  const reader = await holder(east, { fields: { read: ["name"] } });
  const { rows } = await call(reader, "list", "customer");
  const { record } = await call(reader, "get", "customer", { id: eastern });
  expect(Object.keys(rows[0].values)).toEqual(["name"]);
  expect(rows[0]).toEqual(record);
});

test("R141: 7, 11: other people's stream entries and mails appear on the record's page", async () => {
  const reader = await holder(
    east,
    { scope: "all", fields: { read: ["@basic"] } },
    { actions: ["followUp.view"], fields: { read: ["@basic"] } },
  );
  const { items } = await call(reader, "timeline", "customer", { id: western });
  expect(items).toEqual([]);
  expect(
    (
      await call(reader, "list", "followUp", {
        filter: { field: "customer", op: "is", value: western },
      })
    ).rows,
  ).toEqual([]);
});

test("R141: 8, 12: who may not export exports nevertheless, because only the screen asked", async () => {
  const reader = await holder(east, { fields: { read: ["@basic"] } });
  const { record } = await call(reader, "get", "customer", { id: eastern });
  expect(record.can.export).toBe(false);
  expect(
    await codeOf(call(reader, "export", "customer", { format: "csv", columns: ["name"] })),
  ).toBe("forbidden");
  expect(
    metaFor(await world.services.subjects.current(reader))
      .objects.find(({ name }) => name === "customer")
      ?.actions.map(({ name }) => name),
  ).toEqual(["view"]);
});

test("R141: 9: group-only users see records of no group", async () => {
  const member = await holder(east, { scope: "group", fields: { read: ["@basic"] } });
  expect(idsOf(await call(member, "list", "customer"))).toEqual([]);
  expect(await call(member, "count", "customer")).toEqual({ count: 0 });
  const [group] = await world.insert("group", [{ name: "组", unit: east }]);
  await world.insert("groupMember", [{ group: group!, person: member, unit: east }]);
  await world.insert("participant", [
    {
      object: "customer",
      recordId: western,
      principalKind: "group",
      principalId: group!,
      function: "shared",
    },
  ]);
  await world.services.subjects.reload(member);
  expect(idsOf(await call(member, "list", "customer"))).toEqual([western]);
});

test("R141: 10: field rights are not applied to filters, sorting and reports", async () => {
  const reader = await holder(east, { fields: { read: ["name"] } });
  const ask = { field: "creditLimit", op: "atLeast", value: { amount: "1", currency: "CNY" } };
  expect(idsOf(await call(reader, "list", "customer", { filter: ask }))).toEqual([]);
  expect(
    await call(reader, "count", "customer", { filter: { field: "phone", op: "isNotEmpty" } }),
  ).toEqual({ count: 0 });
  expect(
    (
      await call(reader, "aggregate", "customer", {
        group: ["source"],
        measures: [{ op: "max", field: "creditLimit" }],
      })
    ).groups,
  ).toEqual([{ key: [null], values: [[]] }]);
});

test("R141: 13: once one profile can be opened, every field of it is shown", async () => {
  const reader = await holder(east, {
    actions: ["person.view"],
    scope: "all",
    fields: { read: ["name"] },
  });
  const { record } = await call(reader, "get", "person", { id: westHead });
  expect(record.values).toEqual({ name: "西店长" });
  expect(await codeOf(call(reader, "history", "person", { id: westHead }))).toBe("forbidden");
});

test("R141: 15: own documents only, until another module's rule is added to it", async () => {
  const reader = await holder(
    east,
    { scope: "all", fields: { read: ["@basic"] } },
    {
      effect: "forbid",
      scope: "all",
      everywhere: true,
      when: {
        kind: "compare",
        op: "ne",
        left: { path: "record.unit" },
        right: { path: "assignment.unit" },
      },
    },
  );
  expect(idsOf(await call(reader, "list", "customer"))).toEqual([eastern]);
});

test("R141: 17: access that was taken away comes back when the record is saved", async () => {
  const reader = await holder(west, { scope: "shared", fields: { read: ["@basic"] } });
  const [share] = await world.insert("participant", [
    {
      object: "customer",
      recordId: eastern,
      principalKind: "person",
      principalId: reader,
      function: "shared",
    },
  ]);
  expect(idsOf(await call(reader, "list", "customer"))).toEqual([eastern]);
  await world.services.db.query("update participant set deleted_at = now() where id = $1", [share]);
  const { record } = await call(head, "get", "customer", { id: eastern });
  await call(head, "update", "customer", {
    id: eastern,
    version: record.version,
    values: { note: "又存一次" },
  });
  expect(idsOf(await call(reader, "list", "customer"))).toEqual([]);
});

test("R141: 18: hiding the team's field takes away the right to edit the team's records", async () => {
  const reader = await holder(
    east,
    {
      actions: ["customer.view", "customer.edit"],
      fields: { read: ["@basic"], write: ["@basic"] },
    },
    { effect: "forbid", scope: "all", everywhere: true, fields: { read: ["unit", "owner"] } },
  );
  const { record } = await call(reader, "get", "customer", { id: eastern });
  expect(record.hidden).toContain("unit");
  expect(
    await codeOf(
      call(reader, "update", "customer", {
        id: eastern,
        version: record.version,
        values: { note: "可改" },
      }),
    ),
  ).toBe("done");
});

test("R141: 20, 25: no level sees the team's leads, and nobody knows who a record belongs to", async () => {
  const fields = { read: ["@basic"] };
  const area = await holder(world.root, { fields }, { fields, actions: ["unit.view"] });
  expect(
    idsOf(
      await call(area, "list", "customer", {
        filter: { field: "unit", op: "within", value: east },
      }),
    ),
  ).toEqual([eastern]);
  const { rows } = await call(area, "list", "customer", {
    filter: { field: "owner", op: "is", value: westHead },
  });
  expect(rows.map(({ values }: { values: { unit: unknown } }) => values.unit)).toEqual([
    { id: west, title: "西店" },
  ]);
});

test("R141: 23: every new field is exposed by default", async () => {
  const reader = await holder(east, { fields: { read: ["name", "stage", "source"] } });
  const declaration = JSON.stringify({ type: "text", label: NAME, sensitivity: "basic" });
  await world.services.db.query(
    "insert into custom_field (object, name, declaration) values ('customer', 'brandNew', $1::jsonb)",
    [declaration],
  );
  await bumpPolicy(world.services.db);
  const { record } = await call(reader, "get", "customer", { id: eastern });
  expect(Object.keys(record.values).toSorted()).toEqual(["name", "source", "stage"]);
});

test("R141: 24: may be set on create, may not be changed once approved", async () => {
  const writer = await holder(
    east,
    { actions: ["customer.*"], fields: { read: ["@basic"], write: ["@basic"] } },
    {
      effect: "forbid",
      actions: ["customer.edit"],
      scope: "all",
      when: is("stage", "signed"),
      fields: { write: ["source"] },
    },
  );
  const [signed] = await world.insert("customer", [
    { owner: head, unit: east, name: "已签", stage: "signed", source: "referral" },
  ]);
  expect(
    await codeOf(
      call(writer, "create", "customer", { values: { name: "新客", source: "website" } }),
    ),
  ).toBe("done");
  expect(
    await codeOf(
      call(writer, "update", "customer", { id: signed, version: 1, values: { source: "website" } }),
    ),
  ).toBe("forbidden");
  expect(
    await codeOf(
      call(writer, "update", "customer", { id: signed, version: 1, values: { note: "备注" } }),
    ),
  ).toBe("done");
});

test("R141: CordysCRM 2877, 110: no masking, and no scope by a field's value", async () => {
  const reader = await holder(east, {
    scope: "all",
    when: is("source", "referral"),
    fields: { read: ["@basic"], mask: ["@contact"] },
  });
  const { rows } = await call(reader, "list", "customer", {
    filter: { field: "name", op: "anyOf", value: ["东客", "西客", "新客"] },
  });
  expect(rows.map(({ values }: { values: { phone: string } }) => values.phone)).toEqual([
    "*******1234",
    "*******1234",
  ]);
});

test("R141: CordysCRM 1560: collaborators cannot see each other's follow-ups", async () => {
  const rules: Partial<Rule> = {
    actions: ["customer.view", "followUp.*"],
    scope: "participating",
    fields: { read: ["@basic"], write: ["@basic"] },
  };
  const [first, second] = [await holder(west, rules), await holder(west, rules)];
  await world.insert(
    "participant",
    [first, second].map((principalId) => ({
      object: "customer",
      recordId: eastern,
      principalKind: "person",
      principalId,
      function: "collaborator",
    })),
  );
  const values = {
    customer: eastern,
    subject: "协作",
    kind: "note",
    at: "2026-02-01T00:00:00.000Z",
  };
  const { record } = await call(first, "create", "followUp", { values });
  expect(await codeOf(call(second, "get", "followUp", { id: record.id }))).toBe("done");
  expect(await codeOf(call(westHead, "get", "followUp", { id: record.id }))).toBe("not_found");
});

test("R141: CordysCRM 2785: the owner cannot see orders that the assistant created", async () => {
  const assistant = await holder(west, {
    actions: ["customer.view", "order.*"],
    scope: "participating",
    fields: { read: ["@basic", "@commercial"], write: ["@basic", "@commercial"] },
  });
  await world.insert("participant", [
    {
      object: "customer",
      recordId: eastern,
      principalKind: "person",
      principalId: assistant,
      function: "collaborator",
    },
  ]);
  const values = {
    customer: eastern,
    number: "A1",
    placedAt: "2026-02-01T00:00:00.000Z",
    status: "placed",
    total: { amount: "250", currency: "CNY" },
  };
  const { record } = await call(assistant, "create", "order", { values });
  const owner = await holder(east, {
    actions: ["order.view"],
    fields: { read: ["@basic", "@commercial"] },
  });
  const seen = await call(owner, "get", "order", { id: record.id });
  expect(seen.record.values).toMatchObject({
    total: { amount: "250", currency: "CNY" },
    createdBy: { id: assistant },
  });
});
