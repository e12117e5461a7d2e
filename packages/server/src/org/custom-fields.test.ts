import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomFieldMeta, CustomFieldsReply, FieldMeta } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { ADDABLE_TYPES } from "./custom-field-draft.ts";
import { MAX_CUSTOM_FIELDS } from "./custom-fields.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let admin: string;
let regional: string;
let seller: string;
let head: string;

const words = (zh: string, en = zh) => ({ zh, en });

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: words("大区管理员", "Regional administrator"),
  duties: words("管理本大区", "Administers a region"),
  grants: { administration: "subtree" },
  classes: { basic: { own: "plain", beyond: "plain", write: true } },
  includes: ["staff"],
} as const;

beforeAll(async () => {
  world = await createEnterprise({ templates: [REGIONAL] });
  store = await world.unit("南山店");
  admin = await world.person("管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "regionalAdministrator", store);
  seller = await world.person("销售", "seller", store);
  head = await world.person("店长", "storeHead", store);
  callers = await createCallers(world.services);
  for (const person of [admin, regional, seller, head]) await callers.signIn(person);
}, 120_000);

afterAll(async () => {
  await callers.close();
  await world.close();
});

const call = (person: string, name: string, payload?: object) =>
  callers.call(person, name, payload);

const DRINK = {
  object: "customer",
  label: words("常点饮品", "Favourite drink"),
  type: "choice",
  sensitivity: "basic",
  choices: [{ label: words("乌龙", "Oolong") }, { label: words("茉莉", "Jasmine") }],
};

async function add(field: object): Promise<CustomFieldMeta> {
  const { status, body } = await call(admin, "customField.add", field);
  expect(body).toMatchObject({ version: 1, archived: false });
  expect(status).toBe(200);
  return body;
}

const text = (zh: string, more: object = {}) =>
  add({ object: "customer", label: words(zh), type: "text", sensitivity: "basic", ...more });

async function change(field: CustomFieldMeta, act: string, more: object = {}): Promise<Reply> {
  const { object, name, version } = field;
  return call(admin, `customField.${act}`, { object, name, version, ...more });
}

const createCustomer = async (person: string, values: object) =>
  call(person, "customer.create", { values: { name: "张三", ...values } });

async function customerOf(person: string, values: object): Promise<string> {
  const { status, body } = await createCustomer(person, values);
  expect(body.problems).toBeUndefined();
  expect(status).toBe(200);
  return body.record.id;
}

async function idsWhere(person: string, filter: object): Promise<Reply & { ids: string[] }> {
  const reply = await call(person, "customer.list", { filter });
  return { ...reply, ids: (reply.body.rows ?? []).map(({ id }: { id: string }) => id) };
}

async function fieldOf(person: string, name: string): Promise<FieldMeta | undefined> {
  const { body } = await call(person, "meta");
  const customer = body.objects.find((object: { name: string }) => object.name === "customer");
  return customer.fields.find((field: FieldMeta) => field.name === name);
}

const problemsOf = ({ status, body }: Reply): readonly string[] => {
  expect(status).toBe(400);
  for (const { message } of body.problems)
    expect(message.zh.length * message.en.length).not.toBe(0);
  return body.problems
    .map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
    .toSorted();
};

describe("R49: an administrator adds a field", () => {
  test("it is filled, filtered and told of at the next request, on this node and on another", async () => {
    expect(await fieldOf(seller, "favouriteDrink")).toBeUndefined();
    const before = await world.services.subjects.current(seller);
    const field = await add(DRINK);
    expect(field).toMatchObject({ object: "customer", name: "favouriteDrink", type: "choice" });
    expect(field.choices).toEqual([
      { value: "Oolong", label: words("乌龙", "Oolong") },
      { value: "Jasmine", label: words("茉莉", "Jasmine") },
    ]);
    const mine = await customerOf(seller, { favouriteDrink: "乌龙" });
    await customerOf(seller, { favouriteDrink: "Jasmine" });
    const { ids } = await idsWhere(seller, { field: "favouriteDrink", op: "is", value: "Oolong" });
    expect(ids).toEqual([mine]);
    expect(await fieldOf(seller, "favouriteDrink")).toMatchObject({
      custom: true,
      level: "plain",
      writable: true,
      sortable: true,
    });
    const { body } = await call(seller, "meta");
    const customer = body.objects.find((object: { name: string }) => object.name === "customer");
    expect(customer.form.at(-1).fields).toContain("favouriteDrink");
    // Nobody's kept plan outlived the change.
    const now = await world.services.subjects.current(seller);
    expect(BigInt(now.world.version)).toBeGreaterThan(BigInt(before.world.version));
  });

  test("every type it can be added with stores what it is given, and finds it", async () => {
    const values: Record<string, unknown> = {
      text: "甲",
      longText: "甲\n乙",
      number: 12.5,
      percent: 30,
      money: { amount: "1250", currency: "CNY" },
      boolean: true,
      date: "2026-03-31",
      time: "2026-03-31T08:00:00.000Z",
      choice: "One",
      choices: ["One", "Two"],
      phone: "+8613900000000",
      email: "a@b.example",
      country: "CN",
      person: head,
      unit: store,
    };
    expect(Object.keys(values)).toEqual(ADDABLE_TYPES);
    const choices = [{ label: words("一", "One") }, { label: words("二", "Two") }];
    const given: Record<string, unknown> = {};
    for (const type of ADDABLE_TYPES) {
      const { name } = await add({
        object: "customer",
        label: words(`类型 ${type}`, `Of type ${type}`),
        type,
        sensitivity: "basic",
        ...(type.startsWith("choice") ? { choices } : {}),
      });
      given[name] = values[type];
    }
    const id = await customerOf(seller, given);
    const { body } = await call(seller, "customer.get", { id });
    for (const [name, value] of Object.entries(given)) {
      const stored = body.record.values[name];
      expect(stored?.id ?? stored, name).toEqual(value);
      const filled = await idsWhere(seller, { field: name, op: "isNotEmpty" });
      expect(filled.ids, name).toEqual([id]);
    }
    expect(body.record.values["ofTypeUnit"].title).toBe("南山店");
    const below = await idsWhere(seller, { field: "ofTypeUnit", op: "within", value: store });
    expect(below.ids).toEqual([id]);
  });

  test("its name comes from its English label, and from nothing where there is none", async () => {
    const named = async (label: object) =>
      (await add({ object: "lead", label, type: "text", sensitivity: "basic" })).name;
    expect(await named(words("来访次序", "2nd visit"))).toBe("field2ndVisit");
    expect(await named({ zh: "门店喜好" })).toBe("field");
    expect(await named({ zh: "送货要求", en: "" })).toBe("field2");
    expect(await named(words("电话时段", "Phone?"))).toBe("phone2");
    expect(await named(words("咖啡", "Café crème"))).toBe("cafeCreme");
    expect(await named(words("构造", "Constructor"))).toBe("constructor2");
  });

  test("each mistake is told, all at once, in both languages", async () => {
    const base = { object: "customer", label: words("无误"), type: "text", sensitivity: "basic" };
    const tried = async (more: object) =>
      problemsOf(await call(admin, "customField.add", { ...base, ...more }));
    expect(
      await tried({ label: { zh: " " }, type: "lines", sensitivity: "secret", name: "Bad name" }),
    ).toEqual(["label required", "name field_name", "sensitivity not_choice", "type not_choice"]);
    expect(await tried({ type: undefined, sensitivity: null, label: undefined })).toEqual([
      "label required",
      "sensitivity required",
      "type required",
    ]);
    for (const type of ["reference", "tags", "lines", "currency", "__proto__", 7])
      expect(await tried({ type }), String(type)).toEqual(["type not_choice"]);
    for (const name of ["phone", "owner", "id", "constructor", "favouriteDrink"])
      expect(await tried({ name }), name).toEqual(["name field_name_taken"]);
    for (const name of ["credit_limit", "1st", "__proto__", "", "a b", {}])
      expect(await tried({ name }), String(name)).toEqual(["name field_name"]);
    expect(await tried({ label: words("常点饮品", "Another drink") })).toEqual([
      "label.zh label_taken",
    ]);
    expect(await tried({ label: words("别的饮品", "favourite DRINK") })).toEqual([
      "label.en label_taken",
    ]);
    expect(await tried({ label: words("手机", "Phone") })).toEqual([
      "label.en label_taken",
      "label.zh label_taken",
    ]);
    expect(await tried({ label: { zh: "长".repeat(61), en: 5 } })).toEqual([
      "label.en not_text",
      "label.zh too_long",
    ]);
    expect(await tried({ choices: [{ label: words("甲") }] })).toEqual(["choices no_choices"]);
    const choice = (choices: unknown) => tried({ type: "choice", choices });
    expect(await choice(undefined)).toEqual(["choices required"]);
    expect(await choice([])).toEqual(["choices required"]);
    expect(await choice("甲")).toEqual(["choices not_list"]);
    expect(
      await choice([{ label: words("甲", "A") }, { label: words("乙", "a") }, {}, "丙"]),
    ).toEqual([
      "choices.1 duplicate_choice",
      "choices.2.label required",
      "choices.3 bad_request",
      "choices.3.label required",
    ]);
    const many = Array.from({ length: 201 }, (_, index) => ({ label: words(`第${index}项`) }));
    expect(await choice(many)).toEqual(["choices out_of_range"]);
    for (const object of ["person", "role", "auditLine", "exportJob", "savedView", "nothing", 5])
      expect(await tried({ object }), String(object)).toEqual(["object not_choice"]);
    expect(await tried({ object: undefined })).toEqual(["object not_choice"]);
  });

  test("an object has so many and no more; an archived one makes room, and finds none when brought back", async () => {
    const made: CustomFieldMeta[] = [];
    const draft = (index: number) => ({
      object: "coupon",
      label: words(`券 ${index}`, `Coupon ${index}`),
      type: "text",
      sensitivity: "basic",
    });
    for (let index = 0; index < MAX_CUSTOM_FIELDS; index += 1) made.push(await add(draft(index)));
    const full = await call(admin, "customField.add", draft(MAX_CUSTOM_FIELDS));
    expect(problemsOf(full)).toEqual(["object too_many_fields"]);
    const { body } = await change(made[0]!, "archive");
    await add(draft(MAX_CUSTOM_FIELDS));
    expect(problemsOf(await change(body, "restore"))).toEqual(["object too_many_fields"]);
  });
});

describe("R49: a field is changed", () => {
  test("its words, its class and its choices, from the version that was read; never its type", async () => {
    const field = await text("渠道偏好", {
      type: "choice",
      label: words("渠道偏好", "Channel"),
      choices: [{ label: words("短信", "SMS") }, { label: words("电话", "Call") }],
    });
    const id = await customerOf(seller, { channel: "SMS" });
    expect(problemsOf(await change(field, "change", { type: "text" }))).toEqual([
      "type type_fixed",
    ]);
    const renamed = await change(field, "change", {
      type: "choice",
      label: words("联络方式", "Contact by"),
      choices: [
        { value: "SMS", label: words("信息", "Message") },
        { label: words("微信", "WeChat") },
      ],
    });
    expect(renamed).toMatchObject({
      status: 200,
      body: {
        name: "channel",
        version: 2,
        sensitivity: "basic",
        choices: [
          { value: "SMS", label: words("信息", "Message") },
          { value: "WeChat", label: words("微信", "WeChat") },
        ],
      },
    });
    expect((await fieldOf(seller, "channel"))?.label).toEqual(words("联络方式", "Contact by"));
    // A choice keeps its value, so what was filled in keeps its meaning; one that is gone stays where it is held.
    const found = await idsWhere(seller, { field: "channel", op: "is", value: "Message" });
    expect(found.ids).toEqual([id]);
    expect((await createCustomer(seller, { channel: "Call" })).body.problems).toMatchObject([
      { path: "channel", code: "not_choice" },
    ]);
    const asFirstCalled = [
      { value: "SMS", label: words("信息", "Message") },
      { label: words("短信", "SMS") },
    ];
    const next: CustomFieldMeta = renamed.body;
    expect(problemsOf(await change(next, "change", { choices: asFirstCalled }))).toEqual([
      "choices.1 duplicate_choice",
    ]);
    expect(problemsOf(await change(next, "change", { choices: [] }))).toEqual(["choices required"]);
    expect(problemsOf(await change(next, "change", { label: words("手机") }))).toEqual([
      "label.zh label_taken",
    ]);
    expect((await change(next, "change", { label: next.label })).status).toBe(200);
    expect(await change(field, "change", { label: words("旧") })).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
    expect((await change({ ...next, version: 0.5 }, "change")).status).toBe(400);
    expect((await change({ ...next, name: "nothing" }, "change")).status).toBe(404);
  });

  test("R52: what its class says holds for it: masked or hidden, and neither filtered nor sorted", async () => {
    const contact = await text("紧急联系人", {
      type: "phone",
      label: words("紧急电话", "Emergency"),
    });
    const id = await customerOf(seller, { emergency: "13900001234" });
    const valuesFor = async (person: string) =>
      (await call(person, "customer.get", { id })).body.record;
    expect((await valuesFor(head)).values["emergency"]).toBe("+8613900001234");
    const inContact = await change(contact, "change", { sensitivity: "contact" });
    expect(inContact.status).toBe(200);
    expect((await valuesFor(head)).values["emergency"]).toBe("*******1234");
    expect((await valuesFor(head)).masked).toContain("emergency");
    expect((await valuesFor(seller)).values["emergency"]).toBe("+8613900001234");
    const strategic = await change(inContact.body, "change", { sensitivity: "strategic" });
    expect(strategic.status).toBe(200);
    const hidden = await valuesFor(seller);
    expect(hidden.values).not.toHaveProperty("emergency");
    expect(hidden.hidden).toContain("emergency");
    const guess = { field: "emergency", op: "is", value: "+8613900001234" };
    expect((await idsWhere(seller, guess)).ids).toEqual([]);
    const refused = await call(seller, "customer.update", {
      id,
      version: 1,
      values: { emergency: "13900005678" },
    });
    expect(refused.status).toBe(403);
    const { rows } = await world.services.db.query<{ custom: Record<string, unknown> }>(
      "select custom from customer where id = $1",
      [id],
    );
    expect(rows[0]!.custom["emergency"]).toBe("+8613900001234");
  });

  test("nobody moves a field into a class that opens it to themselves", async () => {
    const both = await world.person("兼任", "administrator", world.root);
    await world.assign(both, "seller", store);
    await callers.signIn(both);
    const draft = { object: "customer", type: "text", sensitivity: "strategic" };
    const field = await add({ ...draft, label: words("内部评级", "Internal rank") });
    const { object, name, version } = field;
    const asked = { object, name, version, sensitivity: "basic" };
    expect(await call(both, "customField.change", asked)).toMatchObject({
      status: 403,
      body: { code: "opens_to_self" },
    });
    expect((await fieldOf(seller, name))?.sensitivity).toBe("strategic");
    // Whoever sees no customer opens nothing to themselves.
    expect((await call(admin, "customField.change", asked)).status).toBe(200);
    const closed = { ...asked, version: 2, sensitivity: "strategic" };
    expect((await call(both, "customField.change", closed)).status).toBe(200);
  });
});

describe("R49: a field is archived and brought back", () => {
  test("it is nowhere meanwhile, and its values are there again afterwards", async () => {
    const field = await text("备用地址", { label: words("备用地址", "Second address") });
    const other = await text("楼层", { label: words("楼层", "Floor") });
    const id = await customerOf(seller, { secondAddress: "西湖边", floor: "3" });
    const archived = await change(field, "archive");
    expect(archived).toMatchObject({ status: 200, body: { archived: true, version: 2 } });
    expect(await fieldOf(seller, "secondAddress")).toBeUndefined();
    const where = { field: "secondAddress", op: "is", value: "西湖边" };
    expect(await idsWhere(seller, where)).toMatchObject({
      status: 400,
      body: { problems: [{ code: "unknown_field" }] },
    });
    expect((await createCustomer(seller, { secondAddress: "东" })).status).toBe(400);
    const { record } = (await call(seller, "customer.get", { id })).body;
    expect(Object.keys(record.values)).not.toContain("secondAddress");
    expect(record.hidden).not.toContain("secondAddress");
    const history = (await call(seller, "customer.history", { id })).body;
    expect(JSON.stringify(history)).not.toContain("西湖边");
    // A write to a neighbour leaves what waits.
    const values = { [other.name]: "4" };
    const update = await call(seller, "customer.update", { id, version: record.version, values });
    expect(update.status).toBe(200);
    const again = { object: "customer", type: "text", sensitivity: "basic" };
    const label = words("备用地址", "Elsewhere");
    expect(problemsOf(await call(admin, "customField.add", { ...again, label }))).toEqual([
      "label.zh label_taken",
    ]);
    const named = { ...again, label: words("别的地址"), name: "secondAddress" };
    expect(problemsOf(await call(admin, "customField.add", named))).toEqual([
      "name field_name_taken",
    ]);
    expect((await change(archived.body, "archive")).body.code).toBe("wrong_state");
    expect((await change(archived.body, "change", { label })).body.code).toBe("wrong_state");
    expect((await change(field, "restore")).body.code).toBe("stale");
    expect(await change(archived.body, "restore")).toMatchObject({
      status: 200,
      body: { archived: false, version: 3 },
    });
    expect((await idsWhere(seller, where)).ids).toEqual([id]);
  });

  test("not while a role sets it apart, for that role could not be read without it", async () => {
    const field = await text("会员暗号", { label: words("会员暗号", "Password word") });
    const own = { own: "plain", beyond: "masked", write: false };
    const role = {
      name: words("暗号员"),
      duties: words("看暗号"),
      grants: { "customer.view": "unit" },
      classes: {},
      fields: { customer: { [field.name]: own } },
    };
    const saved = await call(admin, "role.save", role);
    expect(saved.status).toBe(200);
    const refused = await change(field, "archive");
    expect(problemsOf(refused)).toEqual(["name field_in_roles"]);
    expect(refused.body.problems[0].message.zh).toContain("暗号员");
    const { id, version } = saved.body;
    expect((await call(admin, "role.delete", { id, version })).status).toBe(200);
    expect((await change(field, "archive")).status).toBe(200);
  });
});

describe("R49: who may", () => {
  test("nobody but who may edit every role, with the answer that a role gives", async () => {
    const role = { name: words("新"), duties: words("新"), grants: {}, classes: {} };
    const elsewhere = await call(seller, "role.save", role);
    expect(elsewhere.status).toBe(403);
    const field = await text("谁可以");
    const { object, name, version } = field;
    for (const person of [seller, head, regional]) {
      const tries = [
        await call(person, "customFields"),
        await call(person, "customField.add", DRINK),
        await call(person, "customField.add", { object: "customer" }),
        await call(person, "customField.change", { object, name, version, label: words("改") }),
        await call(person, "customField.archive", { object, name, version }),
        await call(person, "customField.restore", { object, name: "none", version }),
      ];
      for (const { status, body } of tries)
        expect({ status, code: body.code }).toEqual({ status: 403, code: "forbidden" });
    }
    expect(elsewhere.body.code).toBe("forbidden");
    for (const person of [seller, regional])
      expect((await call(person, "me")).body.may).not.toContain("customField:edit");
    expect((await call(admin, "me")).body.may).toContain("customField:edit");
    const outside = await callers.call("nobody", "customField.add", DRINK);
    expect(outside.status).toBe(401);
  });

  test("the list names every object that may have some, and none that decides rights; secret fields stay unnamed", async () => {
    await world.services.db.query(
      "insert into custom_field (object, name, declaration) values ('customer', 'hiddenOne', $1::jsonb)",
      [
        JSON.stringify({
          type: "text",
          label: words("暗藏"),
          sensitivity: "basic",
          secret: true,
        }),
      ],
    );
    const { status, body } = await call(admin, "customFields");
    expect(status).toBe(200);
    const reply: CustomFieldsReply = body;
    const names = reply.objects.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["customer", "order", "ticket", "product"]));
    for (const name of ["person", "role", "unit", "assignment", "auditLine", "exportJob"])
      expect(names).not.toContain(name);
    const customer = reply.objects.find(({ name }) => name === "customer")!;
    expect(customer.fields.find(({ name }) => name === "favouriteDrink")).toMatchObject({
      label: DRINK.label,
      type: "choice",
      sensitivity: "basic",
    });
    expect(JSON.stringify(body)).not.toContain("hiddenOne");
    const secret = { object: "customer", name: "hiddenOne", version: 1 };
    expect((await call(admin, "customField.archive", secret)).status).toBe(404);
  });

  test("every change and every refusal leaves its line", async () => {
    const field = await text("留痕");
    await change(field, "archive");
    await call(seller, "customField.archive", { ...field });
    const { rows } = await world.services.db.query(
      `select action, object, verdict, reason, detail::jsonb ->> 'field' as field from audit_line
        where action like 'customer.%Field' order by at desc, id desc limit 3`,
    );
    expect(rows).toEqual([
      {
        action: "customer.archiveField",
        object: "customer",
        verdict: "refused",
        reason: "forbidden",
        field: null,
      },
      {
        action: "customer.archiveField",
        object: "customer",
        verdict: "allowed",
        reason: null,
        field: field.name,
      },
      {
        action: "customer.addField",
        object: "customer",
        verdict: "allowed",
        reason: null,
        field: field.name,
      },
    ]);
  });
});
