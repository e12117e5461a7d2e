import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomFieldsReply } from "../http/contract.ts";
import {
  createFieldsWorld,
  DRINK,
  problemsOf,
  type FieldsWorld,
  words,
} from "../testing/custom-fields.ts";
import { publishDraft, saveAndPublish } from "../testing/policy.ts";

let fields: FieldsWorld;

beforeAll(async () => {
  fields = await createFieldsWorld();
});

afterAll(() => fields.close());

describe("R49: a field is archived and brought back", () => {
  test("it is nowhere meanwhile, and its values are there again afterwards", async () => {
    const { admin, seller, call, addText, change, tryCustomer, customer, customersWhere, fieldOf } =
      fields;
    const field = await addText("备用地址", { label: words("备用地址", "Second address") });
    const other = await addText("楼层", { label: words("楼层", "Floor") });
    const id = await customer(seller, { secondAddress: "西湖边", floor: "3" });
    const archived = await change(field, "archive");
    expect(archived).toMatchObject({ status: 200, body: { archived: true, version: 2 } });
    expect(await fieldOf(seller, "secondAddress")).toBeUndefined();
    const where = { field: "secondAddress", op: "is", value: "西湖边" };
    expect(await customersWhere(seller, where)).toMatchObject({
      status: 400,
      body: { problems: [{ code: "unknown_field" }] },
    });
    expect((await tryCustomer(seller, { secondAddress: "东" })).status).toBe(400);
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
    expect((await customersWhere(seller, where)).ids).toEqual([id]);
  });

  test("not while a role sets it apart, for that role could not be read without it", async () => {
    const { admin, call, callers, addText, change } = fields;
    const field = await addText("会员暗号", { label: words("会员暗号", "Password word") });
    const own = { own: "plain", beyond: "masked", write: false } as const;
    const role = {
      name: words("暗号员"),
      duties: words("看暗号"),
      grants: { "customer.view": "unit" } as const,
      classes: {},
      fields: { customer: { [field.name]: own } },
    };
    const saved = await saveAndPublish(callers, admin, role);
    expect(saved.status).toBe(200);
    const refused = await change(field, "archive");
    expect(problemsOf(refused)).toEqual(["name field_in_roles"]);
    expect(refused.body.problems[0].message.zh).toContain("暗号员");
    const { id, version } = saved.body;
    expect((await call(admin, "role.archive", { id, version })).status).toBe(200);
    expect((await publishDraft(callers, admin)).status).toBe(200);
    expect((await change(field, "archive")).status).toBe(200);
  });
});

describe("R49: who may", () => {
  test("nobody but who may edit every role, with the answer that a role gives", async () => {
    const { callers, admin, regional, seller, head, call, addText } = fields;
    const role = { name: words("新"), duties: words("新"), grants: {}, classes: {} };
    const elsewhere = await call(seller, "role.save", role);
    expect(elsewhere.status).toBe(403);
    const field = await addText("谁可以");
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
    const { world, admin, call, add } = fields;
    await add(DRINK);
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
    const { world, seller, call, addText, change } = fields;
    const field = await addText("留痕");
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
