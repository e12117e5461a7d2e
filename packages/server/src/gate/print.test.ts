import { afterAll, beforeAll, expect, test } from "vitest";
import type { BulkReply, PrintReply } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

/** Sees the unit in full, and takes out own customers only, their phones masked and their company not at all. */
const CAREFUL = roleOfRules("careful", [
  {
    id: "look",
    effect: "permit",
    actions: ["customer.view", "customer.delete", "customer.restore"],
    scope: "unit",
    fields: { read: ["@basic", "@contact"] },
  },
  {
    id: "take",
    effect: "permit",
    actions: ["customer.export"],
    scope: "own",
    fields: { read: ["name"], mask: ["phone"] },
  },
  {
    id: "masked",
    effect: "forbid",
    actions: ["customer.export"],
    scope: "all",
    everywhere: true,
    fields: { mask: ["phone"], read: ["company"] },
  },
]);

let world: Enterprise;
let careful: string;
let seller: string;
let ids: readonly string[];

beforeAll(async () => {
  world = await createEnterprise({ templates: [CAREFUL] });
  const unit = await world.unit("东店");
  careful = await world.person("小王", "careful", unit);
  seller = await world.person("小李", "seller", unit);
  const row = { unit, stage: "new", kind: "company", company: "星河" };
  ids = await world.insert("customer", [
    { ...row, owner: careful, name: "自己的", phone: "+8613911110001" },
    { ...row, owner: seller, name: "同事的", phone: "+8613911110002" },
  ]);
}, 60_000);
afterAll(() => world.close());

const call = <Reply>(person: string, verb: string, body: object): Promise<Reply> =>
  VERBS[verb]!(world.services, as(person), "customer", body as never) as Promise<Reply>;

test("R100: a list on paper holds what an export would, in cells as an export shows them", async () => {
  const fields = ["name", "phone", "company"];
  const { rows, total } = await call<PrintReply>(careful, "print", { fields });
  expect(rows).toMatchObject([{ id: ids[0], masked: ["phone"], hidden: ["company"] }]);
  expect(rows[0]!.values).toEqual({ name: "自己的", phone: "*******0001" });
  expect(total).toEqual({ count: 1 });
});

test("R100: without the right to export nothing goes on paper, whatever is seen", async () => {
  await expect(call(seller, "print", {})).rejects.toMatchObject({ code: "forbidden" });
});

test("R107: its line names what was printed, and is there before the paper is", async () => {
  await call(careful, "print", { search: "自己" });
  const { rows } = await world.services.db.query(
    "select action, records, verdict, asked from audit_line where action = 'customer.print' order by id desc limit 1",
  );
  expect(rows).toEqual([
    {
      action: "customer.print",
      records: [ids[0]],
      verdict: "allowed",
      asked: JSON.stringify({ search: "自己" }),
    },
  ]);
});

test("what is asked of a list is asked of its paper: closed cells sort and filter nothing", async () => {
  for (const body of [{ fields: ["nothing"] }, { sort: [{ field: "nothing", direction: "asc" }] }])
    await expect(call(careful, "print", body)).rejects.toMatchObject({ code: "bad_request" });
  const filter = { field: "name", op: "is", value: "同事的" };
  expect((await call<PrintReply>(careful, "print", { filter })).rows).toEqual([]);
});

test("R84: several deleted records come back together, each by its own version and right", async () => {
  const deleted = await call<BulkReply>(careful, "bulk", { ids, action: "delete" });
  expect(deleted.results).toEqual(ids.map((id) => ({ id, ok: true, version: 2 })));
  const back = { ids, action: "restore", versions: [2, 1] };
  const { results } = await call<BulkReply>(careful, "bulk", back);
  expect(results).toMatchObject([
    { id: ids[0], ok: true, version: 3 },
    { id: ids[1], ok: false, error: { code: "stale" } },
  ]);
  const others = await call<BulkReply>(seller, "bulk", { ...back, versions: [3, 2] });
  expect(others.results.map(({ error }) => error?.code)).toEqual(["not_found", "not_found"]);
  const without = await call<BulkReply>(careful, "bulk", { ids, action: "restore" });
  expect(without.results.map(({ ok }) => ok)).toEqual([false, false]);
});
