import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { approveRequest, createRequest } from "../approvals/approvals.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let store: string;
let other: string;
let seller: string;
let colleague: string;
let stranger: string;
let head: string;
let admin: string;
let customer: string;
let order: string;

/** Writes participants as records, by no command. */
const FREE_HANDED = roleOfRules("freeHanded", [
  {
    id: "all",
    effect: "permit",
    actions: ["participant.*", "customer.view", "customer.share", "person.view", "unit.view"],
    scope: "all",
    fields: { read: ["*"], write: ["*"] },
  },
]);

beforeAll(async () => {
  world = await createEnterprise({ templates: [FREE_HANDED] });
  store = await world.unit("南山店");
  other = await world.unit("夜间柜台", store, "department");
  seller = await world.person("销售甲", "seller", store);
  colleague = await world.person("销售乙", "seller", other);
  stranger = await world.person("销售丙", "seller", other);
  head = await world.person("店长", "storeHead", store);
  admin = await world.person("管理员", "administrator", world.root);
  const phone = "+8613900001234";
  [customer] = (await world.insert("customer", [
    { unit: store, owner: seller, name: "张三", stage: "new", phone },
  ])) as [string];
  [order] = (await world.insert("order", [
    {
      customer,
      unit: store,
      owner: seller,
      number: "A1",
      status: "placed",
      placedAt: "2026-11-01T00:00:00.000Z",
      store,
    },
  ])) as [string];
});

afterAll(() => world.close());

const call = (person: string, verb: string, body: object, object = "customer") =>
  VERBS[verb]!(world.services, as(person), object, body as never) as Promise<never>;
const share = (
  by: string,
  principal: object,
  extra: object = {},
): Promise<{ participant: string }> => call(by, "share", { id: customer, principal, ...extra });
const canSee = async (person: string, object = "customer", id = customer): Promise<boolean> =>
  (await world.services.gate.get(as(person), object, id).catch(() => null)) !== null;
const person = (id: string) => ({ kind: "person", id });

describe("a share", () => {
  test("opens the record and what follows it, to be looked at only, and ends at once", async () => {
    expect(await canSee(colleague)).toBe(false);
    const { participant } = await share(seller, person(colleague));
    expect(await canSee(colleague)).toBe(true);
    expect(await canSee(colleague, "order", order)).toBe(true);
    expect(await canSee(stranger)).toBe(false);
    const { record } = await world.services.gate.get(as(colleague), "customer", customer);
    expect(record.can).toMatchObject({
      view: true,
      edit: false,
      share: false,
      assign: false,
      delete: false,
    });
    await expect(
      call(colleague, "update", { id: customer, version: 1, values: { note: "改" } }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await call(seller, "unshare", { id: customer, participant });
    expect(await canSee(colleague)).toBe(false);
    expect(await canSee(colleague, "order", order)).toBe(false);
  });

  test("lasts until it is said to, and reaches a whole unit", async () => {
    const past = new Date(Date.now() - 1_000).toISOString();
    await expect(share(seller, person(colleague), { until: past })).rejects.toMatchObject({
      code: "bad_request",
    });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const { participant } = await share(seller, { kind: "unit", id: other }, { until });
    expect(await canSee(stranger)).toBe(true);
    expect((await world.services.gate.list(as(stranger), "customer", {})).until).toBe(until);
    const { rows }: { rows: readonly Row[] } = await call(seller, "participants", { id: customer });
    expect(rows).toHaveLength(1);
    expect(rows[0]!.values).toMatchObject({
      principalKind: "unit",
      principalId: { id: other, title: "夜间柜台" },
      until,
      owner: { id: seller, title: "销售甲" },
    });
    await expect(share(seller, { kind: "unit", id: other })).rejects.toMatchObject({
      code: "overlapping",
    });
    await call(seller, "unshare", { id: customer, participant });
    expect(await canSee(stranger)).toBe(false);
  });

  test("R41: a place in the team brings work with it, and takes the right to assign", async () => {
    const teacher = await world.person("班主任", "classTeacher", other);
    await expect(share(seller, person(teacher), { function: "teacher" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { participant } = await share(head, person(teacher), { function: "teacher" });
    expect(await canSee(teacher)).toBe(true);
    await expect(call(seller, "unshare", { id: customer, participant })).rejects.toMatchObject({
      code: "forbidden",
    });
    await call(head, "unshare", { id: customer, participant });
    expect(await canSee(teacher)).toBe(false);
    await expect(share(head, person(teacher), { function: "king" })).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  test("needs the right to share this record; hidden and missing are one answer", async () => {
    const guide = await world.person("导购", "guide", store);
    await expect(share(guide, person(colleague))).rejects.toMatchObject({
      code: "forbidden",
      extras: { explanation: { allow: false, action: "share" } },
    });
    await expect(share(stranger, person(colleague))).rejects.toMatchObject({ code: "not_found" });
    await expect(call(stranger, "participants", { id: customer })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("R134: nobody unmasks a record by sharing it with themselves", async () => {
    const before = await world.services.gate.get(as(head), "customer", customer);
    expect(before.record.masked).toContain("phone");
    await expect(share(head, person(head))).rejects.toMatchObject({ code: "grant_too_wide" });
    await expect(share(head, { kind: "unit", id: store })).rejects.toMatchObject({
      code: "grant_too_wide",
    });
    expect((await world.services.gate.get(as(head), "customer", customer)).record.masked).toContain(
      "phone",
    );
  });

  test("a principal the sharer cannot see does not exist", async () => {
    await expect(
      share(seller, person("01a00000-0000-7000-8000-000000000000")),
    ).rejects.toMatchObject({ code: "bad_request" });
    await expect(share(seller, { kind: "role", id: seller })).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  test("the generic door leads nowhere else: an administrator opens no customer by a participant record", async () => {
    const values = {
      object: "customer",
      recordId: customer,
      principalKind: "person",
      principalId: admin,
      function: "shared",
    };
    await expect(call(admin, "create", { values }, "participant")).rejects.toBeDefined();
    const { participant } = await share(seller, person(colleague));
    await expect(
      call(
        admin,
        "update",
        { id: participant, version: 1, values: { principalId: stranger } },
        "participant",
      ),
    ).rejects.toBeDefined();
    await expect(
      call(admin, "delete", { id: participant, version: 1 }, "participant"),
    ).rejects.toBeDefined();
    expect(await canSee(colleague)).toBe(true);
    expect(await canSee(stranger)).toBe(false);
    await call(seller, "unshare", { id: customer, participant });
  });

  test("of many is one of each: who may not share some is told which, and it is taken back as a whole", async () => {
    const row = { unit: store, stage: "new" };
    const [mine, theirs] = (await world.insert("customer", [
      { ...row, owner: seller, name: "李四" },
      { ...row, unit: other, owner: stranger, name: "王五" },
    ])) as [string, string];
    const ids = [customer, mine, theirs];
    const bulk = (body: object): Promise<{ results: readonly Record<string, unknown>[] }> =>
      call(seller, "bulk", { ids, ...body });
    const { results } = await bulk({ action: "share", share: { principal: person(colleague) } });
    expect(results).toMatchObject([
      { id: customer, ok: true, participant: expect.any(String) },
      { id: mine, ok: true, participant: expect.any(String) },
      { id: theirs, ok: false, error: { code: "not_found" } },
    ]);
    for (const id of [customer, mine]) expect(await canSee(colleague, "customer", id)).toBe(true);
    expect((await bulk({ action: "share", share: {} })).results[1]).toMatchObject({
      error: { code: "bad_request", problems: [{ path: "principal" }] },
    });
    const participants = results.map(({ participant = "none" }) => participant);
    const back = await bulk({ action: "unshare", participants });
    expect(back.results.map(({ ok }) => ok)).toEqual([true, true, false]);
    for (const id of [customer, mine]) expect(await canSee(colleague, "customer", id)).toBe(false);
  });

  describe("R60: across departments", () => {
    const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const lacks = async (work: Promise<unknown>) =>
      work.then(
        () => "nothing",
        ({ code, extras }) => extras.problems?.map((one: { code: string }) => one.code) ?? code,
      );
    let outsider: string;
    let far: string;

    beforeAll(async () => {
      far = await world.unit("福田店");
      outsider = await world.person("销售丁", "seller", far);
      await world.services.db.query("update unit set head = $2 where id = $1", [store, head]);
      await world.services.db.query("update policy_state set n = n + 1 where $1", [true]);
    });

    test("R60: without an end of at most 90 days and a reason it is not saved, to whomever it reaches beyond the own line", async () => {
      const [near, mixed] = await world.insert("group", [
        { name: "同店", unit: store },
        { name: "混编", unit: store },
      ]);
      await world.insert("groupMember", [
        { group: near, person: colleague, unit: store },
        { group: mixed, person: colleague, unit: store },
        { group: mixed, person: outsider, unit: store },
      ]);
      const everything = ["across_without_end", "across_without_reason"];
      for (const principal of [
        person(outsider),
        { kind: "unit", id: far },
        { kind: "group", id: mixed },
      ]) {
        expect(await lacks(share(head, principal))).toEqual(everything);
        const said = (days: number) => ({ until: later(days), reason: "会员日" });
        expect(await lacks(share(head, principal, said(91)))).toEqual(["across_without_end"]);
        expect(await lacks(share(head, principal, said(90)))).toBe("approval_needed");
      }
      const { participant } = await share(head, { kind: "group", id: near });
      await call(head, "unshare", { id: customer, participant });
    });

    test("R60: it is made when somebody above has approved it, is for looking, and is over at its end", async () => {
      const terms = { principal: person(outsider), until: later(30), reason: "会员日" };
      const asked = { object: "customer", action: "share", id: customer, share: terms };
      const { approvals } = world.services;
      const ask = (by: string) => createRequest(approvals, as(by), { ...asked, reason: "会员日" });
      expect(await lacks(ask(outsider))).toBe("not_found");
      const { id } = await ask(seller);
      expect(await lacks(approveRequest(approvals, as(outsider), { id, version: 1 }))).toBe(
        "not_found",
      );
      expect(await canSee(outsider)).toBe(false);
      await approveRequest(approvals, as(head), { id, version: 1 });
      const { record } = await world.services.gate.get(as(outsider), "customer", customer);
      expect(record.can).toMatchObject({ view: true, edit: false, export: false, reveal: false });
      const { rows }: { rows: readonly Row[] } = await call(seller, "participants", {
        id: customer,
      });
      expect(rows).toMatchObject([{ values: { until: terms.until, owner: { id: seller } } }]);
      await call(seller, "unshare", { id: customer, participant: rows[0]!.id });
      expect(await canSee(outsider)).toBe(false);
    });

    test("R60: no other door leads round it", async () => {
      const free = await world.person("随手", "freeHanded", store);
      const values = (principalId: string) => ({
        values: {
          object: "customer",
          recordId: customer,
          principalKind: "person",
          principalId,
          function: "shared",
          until: later(30),
          reason: "会员日",
        },
      });
      const make = (to: string): Promise<{ record: { id: string; version: number } }> =>
        call(free, "create", values(to), "participant");
      expect(await lacks(make(outsider))).toBe("approval_needed");
      const { id, version } = (await make(colleague)).record;
      const turned = { id, version, values: { principalId: outsider } };
      expect(await lacks(call(free, "update", turned, "participant"))).toBe("approval_needed");
      expect(await canSee(outsider)).toBe(false);
      await call(free, "delete", { id, version }, "participant");
    });
  });

  test("R107: leaves its line", async () => {
    await world.services.trail.flush();
    const { rows } = await world.services.db.query<{ action: string; verdict: string }>(
      "select action, verdict from audit_line where $1 = any(records) and action in ('customer.share', 'customer.unshare')",
      [customer],
    );
    expect(rows).toContainEqual({ action: "customer.share", verdict: "allowed" });
    expect(rows).toContainEqual({ action: "customer.share", verdict: "refused" });
    expect(rows).toContainEqual({ action: "customer.unshare", verdict: "allowed" });
  });
});
