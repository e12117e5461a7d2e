/** What is done to many rows at once tells of each what it takes to take it back, and no more than its doer reads. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

const fields = { write: ["@basic", "@contact"] } as const;
/** Writes what they read masked beyond their own records. */
const CLERK = roleOfRules("clerk", [
  {
    id: "unit",
    effect: "permit",
    actions: ["customer.view", "customer.edit"],
    scope: "unit",
    fields: { ...fields, read: ["@basic"], mask: ["@contact"] },
  },
]);

let world: Enterprise;
let head: string;
let clerk: string;
let here: string;

beforeAll(async () => {
  world = await createEnterprise({ templates: [CLERK] });
  here = await world.unit("东店");
  head = await world.person("店长", "storeHead", here);
  clerk = await world.person("录入", "clerk", here);
});

afterAll(() => world.close());

const customers = (notes: readonly string[]): Promise<readonly string[]> =>
  world.insert(
    "customer",
    notes.map((note, index) => ({
      name: `客${index}`,
      note,
      phone: `+861390000000${index}`,
      owner: head,
      unit: here,
      stage: "new",
      kind: "person",
    })),
  );

const notesNow = async (ids: readonly string[]) =>
  Promise.all(
    ids.map(async (id) => {
      const { record } = await world.services.gate.get(as(head), "customer", id);
      return record.values["note"];
    }),
  );

test("a change of many rows says what each was, and is taken back by that; what somebody has changed since stays", async () => {
  const { gate } = world.services;
  const ids = await customers(["一", "二", "三"]);
  const change = { ids, action: "update", values: { note: "都改" } } as const;
  const { results } = await gate.bulk(as(head), "customer", change);
  expect(results).toEqual(
    ids.map((id, index) => ({
      id,
      ok: true,
      version: 2,
      before: { note: ["一", "二", "三"][index] },
    })),
  );
  const again = await gate.bulk(as(head), "customer", change);
  expect(again.results).toEqual(ids.map((id) => ({ id, ok: true, version: 2 })));
  const later = { id: ids[1]!, version: 2, values: { note: "别人后改" } };
  await gate.update(as(clerk), "customer", later);
  const back = await Promise.all(
    results.map(({ id, version, before }) =>
      gate.bulk(as(head), "customer", {
        ids: [id],
        action: "update",
        values: before,
        versions: [version!],
      }),
    ),
  );
  expect(back.map((reply) => reply.results[0])).toMatchObject([
    { ok: true, version: 3 },
    { ok: false, error: { code: "stale" } },
    { ok: true, version: 3 },
  ]);
  expect(await notesNow(ids)).toEqual(["一", "别人后改", "三"]);
});

test("R134: what was masked for its doer before is not told by changing it", async () => {
  const ids = await customers(["一"]);
  const change = { ids, action: "update", values: { note: "二", phone: "13911112222" } } as const;
  const { results } = await world.services.gate.bulk(as(clerk), "customer", change);
  expect(results).toEqual([{ id: ids[0], ok: true, version: 2 }]);
});
