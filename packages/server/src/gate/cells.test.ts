/** What leaves the gate, and goes in, cell by cell: each by the decision about its own record, its own act and its own field. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { roleIdOf } from "../policies/templates/registry.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

const from = (source: string) =>
  ({
    kind: "compare",
    op: "eq",
    left: { path: "record.source" },
    right: { value: source },
  }) as const;

/** Sees contact data of others masked, and may have the phone shown; of referrals they write the phone, too. */
const clerk = roleOfRules("cellClerk", [
  {
    id: "unit",
    effect: "permit",
    actions: ["customer.view", "customer.history", "customer.create", "customer.edit"],
    scope: "subtree",
    fields: { read: ["@basic"], mask: ["@contact"], write: ["@basic"] },
  },
  {
    id: "own",
    effect: "permit",
    actions: ["customer.view"],
    scope: "own",
    fields: { read: ["@contact"] },
  },
  {
    id: "reveal",
    effect: "permit",
    actions: ["customer.reveal"],
    scope: "subtree",
    fields: { read: ["phone"] },
  },
  {
    id: "referred",
    effect: "permit",
    actions: ["customer.create"],
    scope: "subtree",
    when: from("referral"),
    fields: { read: ["@contact"], write: ["phone"] },
  },
  { id: "gone", effect: "forbid", actions: ["customer.view"], scope: "all", when: from("other") },
]);

let world: Enterprise;
let store: string;
let person: string;
let administrator: string;
let own: string;
let others: string;

const gate = () => world.services.gate;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    ({ code, message }: { code?: string; message: string }) => code ?? message,
  );

beforeAll(async () => {
  world = await createEnterprise({ templates: [clerk] });
  store = await world.unit("南山店");
  person = await world.person("店员", clerk.id, store);
  administrator = await world.person("管理员", "administrator", world.root);
  const row = { unit: store, stage: "new", kind: "person", source: "website" };
  [own, others] = (await world.insert("customer", [
    { ...row, owner: person, name: "自己的", phone: "+8613900001234", email: "own@test.example" },
    { ...row, owner: null, name: "别人的", phone: "+8613900005678", email: "other@test.example" },
  ])) as [string, string];
}, 240_000);

afterAll(() => world.close());

test("R134: rows that are decided about otherwise are shown otherwise, side by side", async () => {
  const { rows } = await gate().list(as(person), "customer", {});
  const phones = new Map(rows.map(({ id, values, masked }) => [id, [values["phone"], masked]]));
  expect(phones.get(own)).toEqual(["+8613900001234", []]);
  const [shown, masked] = phones.get(others)!;
  expect(shown).not.toContain("1390000");
  expect(masked).toContain("phone");
});

test("R134: of the masked cells that alone is revealed whose field the act names", async () => {
  const reveal = (field: string) => gate().reveal(as(person), "customer", { id: others, field });
  expect(JSON.stringify(await reveal("phone"))).toContain("13900005678");
  expect(await codeOf(reveal("email"))).toBe("forbidden");
});

test("R134: what is masked is masked in old versions, too", async () => {
  const { record } = await gate().get(as(person), "customer", own);
  expect(record.values["phone"]).toBe("+8613900001234");
  await world.services.db.query(
    `insert into record_history (object, record, version, "by", action, changes)
     values ('customer', $1, 2, $2, 'edit', '{"phone": ["+8613900001234", "+8613900004321"]}')`,
    [own, administrator],
  );
  const said = JSON.stringify(await gate().history(as(person), "customer", { id: own }));
  expect(said).toContain("4321");
  expect(said).not.toContain("1390000");
});

test("a field of a new record is open or closed as the record itself makes it", async () => {
  const create = (source: string) =>
    gate().create(as(person), "customer", {
      name: "新",
      source,
      phone: "+8613911110000",
    });
  expect(await codeOf(create("website"))).toBe("forbidden");
  expect(await codeOf(create("referral"))).toBe("done");
});

test("nobody edits a record out of their own sight", async () => {
  const edit = gate().update(as(person), "customer", {
    id: others,
    version: 1,
    values: { source: "other" },
  });
  expect(await codeOf(edit)).toBe("forbidden");
});

test("what hangs on a customer goes with it to whose it becomes", async () => {
  const head = await world.person("店长", "storeHead", store);
  const heir = await world.person("接手", "guide", store);
  const [customer] = (await world.insert("customer", [
    { unit: store, owner: person, name: "移交", stage: "new" },
  ])) as [string];
  const [contact] = (await world.insert("contact", [
    { customer, unit: store, owner: person, name: "联系人" },
  ])) as [string];
  await gate().update(as(head), "customer", { id: customer, version: 1, values: { owner: heir } });
  const { rows } = await world.services.db.query<{ owner: string }>(
    "select owner from contact where id = $1",
    [contact],
  );
  expect(rows[0]!.owner).toBe(heir);
});

test("R148: a role that is given, and taken, through the gate counts for the next question", async () => {
  const newcomer = await world.person("新人", null, store);
  const counted = () => codeOf(gate().get(as(newcomer), "customer", others));
  expect(await counted()).toBe("not_found");
  const { record } = await gate().create(as(administrator), "assignment", {
    person: newcomer,
    role: roleIdOf("guide"),
    atUnit: store,
    reason: "入职",
  });
  expect(await counted()).toBe("done");
  await gate().delete(as(administrator), "assignment", { id: record.id, version: record.version });
  expect(await counted()).toBe("not_found");
});
