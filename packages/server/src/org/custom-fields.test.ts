import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGate } from "../gate/gate.ts";
import type { CustomFieldMeta } from "../http/contract.ts";
import { OBJECTS } from "../objects/registry.ts";
import {
  createFieldsWorld,
  DRINK,
  problemsOf,
  type FieldsWorld,
  words,
} from "../testing/custom-fields.ts";
import { as } from "../testing/enterprise.ts";
import { publishDraft } from "../testing/policy.ts";
import { csvRows, exportFile, importFile } from "../testing/exchange.ts";
import { ADDABLE_TYPES } from "./custom-field-draft.ts";
import { MAX_CUSTOM_FIELDS } from "./custom-fields.ts";
import { createSubjects } from "./subjects.ts";

let fields: FieldsWorld;

beforeAll(async () => {
  fields = await createFieldsWorld();
});

afterAll(() => fields.close());

describe("R49: an administrator adds a field", () => {
  test("it is filled, filtered and told of at the next request, on this node and on another", async () => {
    const { world, seller, call, add, customer, customersWhere, fieldOf } = fields;
    expect(await fieldOf(seller, "favouriteDrink")).toBeUndefined();
    const { db, trail } = world.services;
    const elsewhere = createGate({
      db,
      trail,
      subjects: createSubjects(db, Object.values(OBJECTS)),
    });
    expect((await elsewhere.list(as(seller), "customer", {})).rows).toEqual([]);
    const field = await add(DRINK);
    expect(field).toMatchObject({ object: "customer", name: "favouriteDrink", type: "choice" });
    expect(field.choices).toEqual([
      { value: "Oolong", label: words("乌龙", "Oolong") },
      { value: "Jasmine", label: words("茉莉", "Jasmine") },
    ]);
    const mine = await customer(seller, { favouriteDrink: "乌龙" });
    await customer(seller, { favouriteDrink: "Jasmine" });
    const filter = { field: "favouriteDrink", op: "is", value: "Oolong" } as const;
    const { ids } = await customersWhere(seller, filter);
    expect(ids).toEqual([mine]);
    expect(await fieldOf(seller, "favouriteDrink")).toMatchObject({
      custom: true,
      level: "plain",
      writable: true,
      sortable: true,
    });
    const { body } = await call(seller, "meta");
    const meta = body.objects.find((object: { name: string }) => object.name === "customer");
    expect(meta.form.at(-1).fields).toContain("favouriteDrink");
    const { rows } = await elsewhere.list(as(seller), "customer", { filter });
    expect(rows.map(({ values }) => values["favouriteDrink"])).toEqual(["Oolong"]);
  });

  test("every type it can be added with stores what it is given, and finds it", async () => {
    const { store, seller, head, call, add, customer, customersWhere } = fields;
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
    const typed = ADDABLE_TYPES.filter((type) => type !== "files");
    expect(Object.keys(values)).toEqual(typed);
    const choices = [{ label: words("一", "One") }, { label: words("二", "Two") }];
    const given: Record<string, unknown> = {};
    for (const type of typed) {
      const { name } = await add({
        object: "customer",
        label: words(`类型 ${type}`, `Of type ${type}`),
        type,
        sensitivity: "basic",
        ...(type.startsWith("choice") ? { choices } : {}),
      });
      given[name] = values[type];
    }
    const id = await customer(seller, given);
    const { body } = await call(seller, "customer.get", { id });
    for (const [name, value] of Object.entries(given)) {
      const stored = body.record.values[name];
      expect(stored?.id ?? stored, name).toEqual(value);
      const filled = await customersWhere(seller, { field: name, op: "isNotEmpty" });
      expect(filled.ids, name).toEqual([id]);
    }
    expect(body.record.values["ofTypeUnit"].title).toBe("南山店");
    const below = await customersWhere(seller, { field: "ofTypeUnit", op: "within", value: store });
    expect(below.ids).toEqual([id]);
  });

  test("of files: uploaded and opened by who reads and writes the cell, asked for by no form and never required", async () => {
    const { world, seller, head, call, add, customer, fieldOf } = fields;
    const files = { object: "customer", type: "files", sensitivity: "contact" };
    const demanded = await call(fields.admin, "customField.add", {
      ...files,
      label: words("合同扫描件", "Scans"),
      required: true,
    });
    expect(problemsOf(demanded)).toEqual(["required no_required"]);
    const { name } = await add({ ...files, label: words("合同扫描件", "Scans") });
    expect(await fieldOf(seller, name)).toMatchObject({ readOnly: true, writable: false });
    const id = await customer(seller, {});
    const sent = {
      [name]: [{ id, name: "x.txt", type: "text/plain", bytes: 1, at: "", by: null }],
    };
    expect((await fields.tryCustomer(seller, sent)).status).toBe(400);
    const place = { id, field: name };
    const incoming = () => ({ name: "合同.txt", body: Readable.from([Buffer.from("第一页")]) });
    const { file } = await world.services.files.upload(as(seller), "customer", place, incoming());
    const { body } = await call(seller, "customer.files", place);
    expect(body).toMatchObject({ files: [{ id: file, name: "合同.txt" }], mayChange: true });
    // The class of the field decides, as of any other: contact data of others are masked.
    expect((await call(head, "customer.get", { id })).body.record.masked).toContain(name);
    expect((await call(head, "customer.files", place)).status).toBe(404);
    await world.services.files.remove(as(seller), "customer", { ...place, file });
    expect((await call(seller, "customer.get", { id })).body.record.values[name]).toBeNull();
  });

  test("a file's column is guessed to be it, and it stands in an export", async () => {
    const { world, store, add, addText } = fields;
    const manager = await world.person("经理", "regionalSalesManager", store);
    await add({ ...DRINK, label: words("常点茶点", "Usual snack"), name: "snack" });
    await addText("座位偏好", { name: "seat" });
    const content = "客户名称,常点茶点,座位偏好\n李四,茉莉,靠窗\n王五,可乐,靠门\n";
    const job = await importFile(world.services, { person: manager, object: "customer", content });
    expect(job.mapping.columns).toEqual({ 客户名称: "name", 常点茶点: "snack", 座位偏好: "seat" });
    expect(job.counts).toMatchObject({ created: 1, failed: 1 });
    expect(job.errors).toMatchObject([{ row: 3, column: "snack", code: "not_choice" }]);
    const { text } = await exportFile(world.services, manager, "customer", {
      columns: ["name", "snack", "seat"],
      filter: { field: "seat", op: "isNotEmpty" },
    });
    expect(Object.values(csvRows(text)[0]!)).toEqual(["李四", "茉莉", "靠窗"]);
  });

  test("its name comes from its English label, and from nothing where there is none", async () => {
    const { add } = fields;
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
    const { admin, call } = fields;
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
      "choices.3 not_object",
      "choices.3.label required",
    ]);
    const many = Array.from({ length: 201 }, (_, index) => ({ label: words(`第${index}项`) }));
    expect(await choice(many)).toEqual(["choices out_of_range"]);
    for (const object of ["person", "role", "auditLine", "exportJob", "savedView", "nothing", 5])
      expect(await tried({ object }), String(object)).toEqual(["object not_choice"]);
    expect(await tried({ object: undefined })).toEqual(["object not_choice"]);
  });

  test("an object has so many and no more; an archived one makes room, and finds none when brought back", async () => {
    const { admin, call, add, change } = fields;
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
  test("its words and its choices, from the version that was read; never its type", async () => {
    const { seller, addText, change, tryCustomer, customer, customersWhere, fieldOf } = fields;
    const field = await addText("渠道偏好", {
      type: "choice",
      label: words("渠道偏好", "Channel"),
      choices: [{ label: words("短信", "SMS") }, { label: words("电话", "Call") }],
    });
    const id = await customer(seller, { channel: "SMS" });
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
    const found = await customersWhere(seller, { field: "channel", op: "is", value: "Message" });
    expect(found.ids).toEqual([id]);
    expect((await tryCustomer(seller, { channel: "Call" })).body.problems).toMatchObject([
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
    const { world, callers, admin, seller, head, call, addText } = fields;
    const { customer, customersWhere, fieldOf } = fields;
    const reclass = async (from: string, sensitivity: string): Promise<void> => {
      const place = { object: contact.object, field: contact.name };
      await call(admin, "policyDraft.setClass", { ...place, from, sensitivity });
      expect((await publishDraft(callers, admin)).status).toBe(200);
    };
    const contact = await addText("紧急联系人", {
      type: "phone",
      label: words("紧急电话", "Emergency"),
    });
    const id = await customer(seller, { emergency: "13900001234" });
    const valuesFor = async (person: string) =>
      (await call(person, "customer.get", { id })).body.record;
    expect((await valuesFor(head)).values["emergency"]).toBe("+8613900001234");
    await reclass("basic", "contact");
    expect((await valuesFor(head)).values["emergency"]).toBe("*******1234");
    expect((await valuesFor(head)).masked).toContain("emergency");
    expect((await valuesFor(seller)).values["emergency"]).toBe("+8613900001234");
    await reclass("contact", "strategic");
    const hidden = await valuesFor(seller);
    expect(hidden.values).not.toHaveProperty("emergency");
    expect(hidden.hidden).toContain("emergency");
    expect(await fieldOf(seller, "emergency")).toMatchObject({
      level: "absent",
      operators: [],
      sortable: false,
    });
    const guess = { field: "emergency", op: "is", value: "+8613900001234" };
    expect((await customersWhere(seller, guess)).ids).toEqual([]);
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
});
