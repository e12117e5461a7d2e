import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFile } from "../testing/exchange.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let region: string;

beforeAll(async () => {
  world = await createEnterprise();
  region = await world.unit("华东", world.root, "region");
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
});

afterAll(() => world.close());

async function named(name: string) {
  const filter = { field: "name", op: "is", value: name } as never;
  const manager = await world.person("洪光", "regionalSalesManager", region);
  return (await world.services.gate.list(as(manager), "customer", { filter })).rows;
}

it("decides on all that a record's rows give it: a closed field is not filled by a later row of the same file", async () => {
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

describe("what an importer learns of records they do not see", () => {
  /** As many rows of a file as are created, skipped and refused. */
  async function probe(person: string, field: string, values: readonly string[], key?: string) {
    const done = await importFile(world.services, {
      person,
      object: "customer",
      content: `name,${field}\n${values.map((value, row) => `试${row},${value}`).join("\n")}`,
      mapping: {
        columns: { name: "name", [field]: field },
        duplicates: "skip",
        ...(key ? { key } : {}),
      },
    });
    return { counts: done.counts, codes: done.errors.map(({ code }) => code) };
  }

  beforeAll(async () => {
    const elsewhere = await world.unit("华北", world.root, "region");
    await world.insert("customer", [
      {
        name: "别处",
        unit: elsewhere,
        taxId: "91440300MA5",
        note: "大客户",
        phone: "+8613500008888",
      },
    ]);
  });

  it("by a field they may not write: nothing, for both rows are refused alike", async () => {
    const clerk = await world.person("录入甲", "clerk", region);
    const { counts, codes } = await probe(clerk, "taxId", ["91440300MA5", "91440300MA6"], "taxId");
    expect(counts).toMatchObject({ created: 0, skipped: 0, failed: 2 });
    expect(codes).toEqual(["closed_field", "closed_field"]);
  });

  it("by a field of their own choice: nothing of what they do not see", async () => {
    const clerk = await world.person("录入乙", "clerk", region);
    const { counts } = await probe(clerk, "note", ["大客户", "小客户"], "note");
    expect(counts).toMatchObject({ created: 2, skipped: 0, failed: 0 });
    const again = await probe(clerk, "note", ["大客户", "中客户"], "note");
    expect(again.counts).toMatchObject({ created: 1, skipped: 1 });
  });

  it("by a phone, which makes customers one: that there is one, and nothing else", async () => {
    const clerk = await world.person("录入丙", "clerk", region);
    const { counts } = await probe(clerk, "phone", ["13500008888", "13500009999"]);
    expect(counts).toMatchObject({ created: 1, skipped: 1 });
  });
});

it("completes no record by a number that is masked to the importer: which record it was would tell whose number it is", async () => {
  const own = await world.unit("南店", world.root, "store");
  await world.role({
    id: "blind",
    name: { zh: "盲录", en: "Blind clerk" },
    duties: { zh: "号码打码", en: "Numbers are masked" },
    grants: { "customer.view": "unit", "customer.create": "unit", "customer.edit": "unit" },
    classes: {
      basic: { own: "plain", beyond: "plain", write: true },
      contact: { own: "masked", beyond: "masked", write: true },
    },
  });
  const blind = await world.person("盲", "blind", own);
  await world.insert("customer", [{ name: "有号", unit: own, phone: "+8613300007777" }]);
  const before = (await world.services.gate.list(as(blind), "customer", {})).rows;
  expect(before.map(({ masked }) => masked.includes("phone"))).toEqual([true]);
  const done = await importFile(world.services, {
    person: blind,
    object: "customer",
    content: "name,phone,note\n猜,13300007777,就是它",
    mapping: { columns: { name: "name", phone: "phone", note: "note" }, duplicates: "update" },
  });
  expect(done.counts).toMatchObject({ created: 0, updated: 0 });
  expect(done.errors.map(({ code }) => code)).toEqual(["duplicate"]);
  const after = (await world.services.gate.list(as(blind), "customer", {})).rows;
  expect(after).toEqual(before);
});
