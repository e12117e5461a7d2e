import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomFieldMeta, CustomFieldsReply, DeclaredFieldMeta } from "../http/contract.ts";
import {
  createFieldsWorld,
  problemsOf,
  type FieldsWorld,
  words,
} from "../testing/custom-fields.ts";
import { csvRows, exportFile, importFile } from "../testing/exchange.ts";

let fields: FieldsWorld;
let manager: string;

beforeAll(async () => {
  fields = await createFieldsWorld();
  manager = await fields.world.person("经理", "regionalSalesManager", fields.store);
  await fields.callers.signIn(manager);
});

afterAll(() => fields.close());

const metaOf = async (person: string) => {
  const { body } = await fields.call(person, "meta");
  return body.objects.find((one: { name: string }) => one.name === "customer");
};

const changed = async (field: CustomFieldMeta, more: object): Promise<CustomFieldMeta> => {
  const { status, body } = await fields.change(field, "change", more);
  expect(body.problems).toBeUndefined();
  expect(status).toBe(200);
  return body;
};

const importing = (content: string, more: object = {}) =>
  importFile(fields.world.services, { person: manager, object: "customer", content, ...more });

describe("R49: a required field", () => {
  test("is asked for by form, API and import, and never emptied again; what was there stays", async () => {
    const { seller, call, addText, tryCustomer, customer } = fields;
    const before = await customer(seller, {});
    const field = await changed(await addText("来店原因", { label: words("来店原因", "Why") }), {
      required: true,
    });
    expect(field).toMatchObject({ required: true, unique: false });
    const without = await tryCustomer(seller, {});
    expect(problemsOf(without)).toEqual(["why required"]);
    const id = await customer(seller, { why: "路过" });
    const emptied = { id, version: 1, values: { why: null } };
    expect(problemsOf(await call(seller, "customer.update", emptied))).toEqual(["why required"]);
    const bulk = await call(seller, "customer.bulk", {
      ids: [id],
      action: "update",
      values: { why: "" },
    });
    expect(bulk.body.results).toMatchObject([{ ok: false, error: { code: "bad_request" } }]);
    const note = { id: before, version: 1, values: { note: "老客户" } };
    expect((await call(seller, "customer.update", note)).status).toBe(200);
    const rowsWrong = await importing("客户名称,来店原因\n李四,\n王五,推荐\n");
    expect(rowsWrong.counts).toMatchObject({ created: 1, failed: 1 });
    expect(rowsWrong.errors).toMatchObject([{ row: 2, column: "why", code: "required" }]);
    await expect(importing("客户名称\n赵六\n")).rejects.toMatchObject({
      extras: { problems: [{ path: "why", code: "mapping_incomplete" }] },
    });
    await changed(field, { required: false });
    expect((await tryCustomer(seller, {})).status).toBe(200);
  });

  test("keeps nobody from their work whose rights do not let them fill it", async () => {
    const { seller, addText, customer, tryCustomer, change } = fields;
    const field = await addText("机密评级", {
      label: words("机密评级", "Secret rank"),
      sensitivity: "strategic",
      required: true,
    });
    await customer(seller, {});
    expect((await tryCustomer(seller, { secretRank: "甲" })).status).toBe(403);
    expect((await change(field, "archive")).status).toBe(200);
  });
});

describe("R78: a field in which no two are alike", () => {
  test("holds against form, bulk edit, import and the trash, and says which field it is", async () => {
    const { seller, head, admin, call, addText, tryCustomer, customer } = fields;
    const card = await addText("会员卡号", { label: words("会员卡号", "Card"), unique: true });
    expect(card).toMatchObject({ unique: true });
    const first = await customer(seller, { card: "A-1" });
    const second = await customer(seller, { card: "A-2" });
    const none = await customer(seller, {});
    expect(none).toBeTruthy();
    const taken = { status: 409, body: { code: "taken", problems: [{ path: "card" }] } };
    expect(await tryCustomer(seller, { card: "A-1" })).toMatchObject(taken);
    const values = { card: "A-1" };
    expect(await call(seller, "customer.update", { id: second, version: 1, values })).toMatchObject(
      taken,
    );
    const bulk = await call(head, "customer.bulk", {
      ids: [first, second],
      action: "update",
      values: { card: "A-3" },
    });
    expect(bulk.body.results.map(({ ok }: { ok: boolean }) => ok)).toEqual([true, false]);
    const content = "客户名称,会员卡号\n甲,A-3\n乙,B-1\n丙,B-1\n丁,B-2\n";
    const dry = await importing(content, { dry: true });
    expect(dry.counts).toMatchObject({ created: 2, skipped: 2 });
    const done = await importing(content);
    expect(done.counts).toMatchObject({ created: 2, skipped: 2 });
    expect((await call(admin, "customer.list", {})).body.rows ?? []).toEqual([]);
  });

  test("is looked for through its index", async () => {
    const { world } = fields;
    const { rows } = await world.services.db.query<{ indexdef: string }>(
      "select indexdef from pg_indexes where indexname = 'customer_by_custom card_unique'",
    );
    expect(rows[0]?.indexdef).toContain("UNIQUE");
  });

  test("is refused while records are alike, changes nothing, and can be had once they are mended", async () => {
    const { seller, call, addText, change, customer, tryCustomer } = fields;
    const plate = await addText("车牌", { label: words("车牌", "Plate") });
    const one = await customer(seller, { plate: "粤B1" });
    await customer(seller, { plate: "粤B1" });
    const refused = await change(plate, "change", { unique: true });
    expect(problemsOf(refused)).toEqual(["unique not_unique_yet"]);
    const update = { id: one, version: 1, values: { plate: "粤B2" } };
    expect((await call(seller, "customer.update", update)).status).toBe(200);
    const apart = await changed(plate, { unique: true });
    expect((await tryCustomer(seller, { plate: "粤B2" })).status).toBe(409);
    const archived = (await change(apart, "archive")).body;
    const back = (await change(archived, "restore")).body;
    expect((await tryCustomer(seller, { plate: "粤B2" })).status).toBe(409);
    await changed(back, { unique: false });
    expect((await tryCustomer(seller, { plate: "粤B2" })).status).toBe(200);
  });

  test("tells nobody of a closed field whether a value is there already", async () => {
    const { store, world, seller, addText, tryCustomer } = fields;
    const { name } = await addText("密级编号", {
      label: words("密级编号", "Classified number"),
      sensitivity: "strategic",
      unique: true,
    });
    await world.insert("customer", [
      { name: "有密级", unit: store, kind: "person", [name]: "X-1" },
    ]);
    const [there, free] = [
      await tryCustomer(seller, { [name]: "X-1" }),
      await tryCustomer(seller, { [name]: "X-2" }),
    ];
    expect(there).toMatchObject({ status: 403, body: { problems: [{ code: "closed_field" }] } });
    expect(free).toEqual(there);
    for (const key of [undefined, name]) {
      const job = await importing("客户名称,编号\n甲,X-1\n乙,X-2\n", {
        mapping: {
          columns: { 客户名称: "name", 编号: name },
          duplicates: "skip",
          ...(key ? { key } : {}),
        },
      });
      expect(job.counts).toMatchObject({ created: 0, skipped: 0, failed: 2 });
      expect(job.errors.map(({ code }) => code)).toEqual(["closed_field", "closed_field"]);
    }
  });

  test("only of types that can be held against each other", async () => {
    const { admin, call, addText, change } = fields;
    const draft = {
      object: "customer",
      label: words("分数"),
      type: "number",
      sensitivity: "basic",
    };
    const tried = await call(admin, "customField.add", { ...draft, unique: true });
    expect(problemsOf(tried)).toEqual(["unique no_unique"]);
    const field = await addText("开关");
    const wrong = { required: "yes", unique: 1, place: { group: "None", create: 0, column: "" } };
    expect(problemsOf(await change(field, "change", wrong))).toEqual([
      "place.column not_boolean",
      "place.create not_boolean",
      "place.group no_such_group",
      "required not_boolean",
      "unique not_boolean",
    ]);
    expect(problemsOf(await change(field, "change", { place: "top" }))).toEqual([
      "place not_object",
    ]);
  });
});

describe("R186: a field is put in its place", () => {
  test("its group of the form, its column in lists and files, its order among the others", async () => {
    const { admin, seller, world, call, addText, customer } = fields;
    const [group] = (await metaOf(seller)).form;
    const parking = await addText("停车位", {
      label: words("停车位", "Parking"),
      place: { group: group.label.en, create: false, column: true },
    });
    const lift = await addText("电梯", { label: words("电梯", "Lift"), place: { column: true } });
    const meta = await metaOf(seller);
    expect(meta.form[0].fields.at(-1)).toBe("parking");
    expect(meta.form.at(-1).fields).not.toContain("parking");
    expect(meta.list.columns.slice(-2)).toEqual(["parking", "lift"]);
    const [asked, later] = [lift, parking].map(({ name }) =>
      meta.fields.find((one: { name: string }) => one.name === name),
    );
    expect([asked.later, later.later]).toEqual([undefined, true]);
    await customer(seller, { name: "有车位", parking: "A区" });
    const { text } = await exportFile(world.services, manager, "customer", {
      filter: { field: "parking", op: "is", value: "A区" },
    });
    expect(csvRows(text)[0]).toMatchObject({ 停车位: "A区" });

    const reply: CustomFieldsReply = (await call(admin, "customFields")).body;
    const customers = reply.objects.find(({ name }) => name === "customer")!;
    expect(customers.groups.map(({ en }) => en)).toContain(group.label.en);
    const names = customers.fields.filter(({ archived }) => !archived).map(({ name }) => name);
    const turned = names.toReversed();
    const order = (list: unknown) =>
      call(admin, "customField.order", { object: "customer", names: list });
    expect((await order(turned)).status).toBe(200);
    expect((await metaOf(seller)).list.columns.slice(-2)).toEqual(["lift", "parking"]);
    for (const list of [names.slice(1), [...names, "phone"], [names[0], ...names.slice(0, -1)], 5])
      expect(await order(list)).toMatchObject({ status: 409, body: { code: "not_all_fields" } });
    const refused = { object: "customer", names: turned };
    expect((await call(seller, "customField.order", refused)).status).toBe(403);
    await addText("最后加的");
    const last = (await call(admin, "customFields")).body.objects
      .find(({ name }: { name: string }) => name === "customer")
      .fields.at(-1);
    expect(last.label.zh).toBe("最后加的");
  });
});

describe("R186: what came with the product is called as the organisation calls it", () => {
  const labelFor = async (name: string): Promise<DeclaredFieldMeta> => {
    const { body } = await fields.call(fields.admin, "customFields");
    const reply: CustomFieldsReply = body;
    return reply.objects
      .find((one) => one.name === "customer")!
      .declared.find((one) => one.name === name)!;
  };
  const relabel = async (name: string, label: unknown) => {
    const { version } = await labelFor(name);
    return fields.call(fields.admin, "customField.relabel", {
      object: "customer",
      name,
      version,
      label,
    });
  };

  test("in forms, exports, import guesses, words of rules and the API; and goes back to its own name", async () => {
    const { seller, world, call, addText, fieldOf } = fields;
    const old = await labelFor("note");
    expect(old).toMatchObject({ version: 0, label: old.standard });
    const { status, body } = await relabel("note", words("接待备忘", "Desk memo"));
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: 1, standard: old.standard });
    expect((await fieldOf(seller, "note"))?.label).toEqual(words("接待备忘", "Desk memo"));
    const api = (await call(seller, "openapi.json")).body;
    expect(api.components.schemas.customer.properties.note.title).toContain("接待备忘");
    for (const heading of ["接待备忘", "Desk memo", old.standard.zh]) {
      const job = await importing(`客户名称,${heading}\n用${heading}的,记一笔\n`);
      expect(job.mapping.columns, heading).toMatchObject({ [heading]: "note" });
      expect(job.counts).toMatchObject({ created: 1 });
    }
    const { text } = await exportFile(world.services, manager, "customer", {
      columns: ["name", "note"],
      filter: { field: "note", op: "isNotEmpty" },
    });
    expect(Object.keys(csvRows(text)[0]!)[1]).toBe("接待备忘");
    const lifted = await fields.call(manager, "customer.scope", {});
    expect(JSON.stringify(lifted.body)).not.toContain(`"${old.standard.zh}"`);
    // The name is free for another field now, and then it is not.
    const note = await addText(old.standard.zh, { label: old.standard, name: "newNote" });
    expect(problemsOf(await relabel("note", null))).toEqual([
      "label.en label_taken",
      "label.zh label_taken",
    ]);
    await changed(note, { label: words("别的备注", "Other remark") });
    expect((await relabel("note", null)).body).toMatchObject({ label: old.standard, version: 2 });
    expect((await fieldOf(seller, "note"))?.label).toEqual(old.standard);
  });

  test("the common fields too; another's name, a stale version and a field that is none are refused", async () => {
    const { admin, seller, call, fieldOf } = fields;
    expect((await relabel("owner", words("客户经理", "Account manager"))).status).toBe(200);
    expect((await fieldOf(seller, "owner"))?.label.zh).toBe("客户经理");
    expect(problemsOf(await relabel("note", words("客户经理", "Phone")))).toEqual([
      "label.en label_taken",
      "label.zh label_taken",
    ]);
    expect(problemsOf(await relabel("note", { zh: " " }))).toEqual(["label required"]);
    const ask = (person: string, more: object) =>
      call(person, "customField.relabel", {
        object: "customer",
        name: "note",
        version: 2,
        label: words("新"),
        ...more,
      });
    expect((await ask(admin, { version: 0 })).body.code).toBe("stale");
    expect((await ask(admin, { name: "nothing" })).status).toBe(404);
    expect((await ask(admin, { object: "role", name: "name" })).status).toBe(400);
    expect((await ask(seller, {})).status).toBe(403);
  });

  test("every answer to somebody says the version of the world, which goes up with each such change", async () => {
    const { seller, callers } = fields;
    const version = async () =>
      Number.parseInt(String((await callers.headers(seller, "meta"))["x-latchkey-version"]), 10);
    const before = await version();
    await relabel("note", words("再改一次", "Once more"));
    expect(await version()).toBeGreaterThan(before);
    expect(await callers.headers("nobody", "meta")).not.toHaveProperty("x-latchkey-version");
  });
});
