import { afterAll, beforeAll, expect, it } from "vitest";
import { importFile } from "../testing/exchange.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let region: string;

beforeAll(async () => {
  world = await createEnterprise();
  region = await world.unit("华东", world.root, "region");
});

afterAll(() => world.close());

async function named(name: string) {
  const filter = { field: "name", op: "is", value: name } as never;
  const manager = await world.person("洪光", "regionalSalesManager", region);
  return (await world.services.gate.list(as(manager), "customer", { filter })).rows;
}

it("decides on all that a record's rows give it: a closed field is not filled by a later row of the same file", async () => {
  const plain = { own: "plain", beyond: "plain" } as const;
  await world.role({
    id: "clerk",
    name: { zh: "录入员", en: "Clerk" },
    duties: { zh: "导入联系资料", en: "Imports contact data" },
    grants: {
      "customer.view": "unit",
      "customer.create": "unit",
      "customer.edit": "unit",
    },
    classes: {
      basic: { ...plain, write: true },
      contact: { ...plain, write: true },
      commercial: { ...plain, write: false },
    },
  });
  const clerk = await world.person("录入", "clerk", region);
  const run = (content: string) =>
    importFile(world.services, {
      person: clerk,
      object: "customer",
      content,
      mapping: {
        columns: { name: "name", phone: "phone", note: "note", taxId: "taxId" },
        duplicates: "update",
      },
    });
  const open = await run("name,phone,note,taxId\n吴一,13622220001,,\n吴一,13622220001,后来,");
  expect(open).toMatchObject({ counts: { created: 1, updated: 1, failed: 0 } });
  const closed = await run(
    "name,phone,note,taxId\n吴二,13622220002,,\n吴二,13622220002,,91310000X",
  );
  expect(closed).toMatchObject({ counts: { created: 0, updated: 0, failed: 2 } });
  expect(closed.errors).toMatchObject([
    { row: 2, column: "taxId", code: "closed_field" },
    { row: 3, column: "taxId", code: "closed_field" },
  ]);
  expect(await named("吴二")).toEqual([]);
  const [record] = await named("吴一");
  expect(record!.values["note"]).toBe("后来");
});
