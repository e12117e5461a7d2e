/** What an import tells of records that its importer does not see: as little as the form does, and counted with it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProbeReply } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { importFile } from "../testing/exchange.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let here: string;

const phoneOf = (index: number): string => `1390000${1000 + index}`;
const THEIRS = 65;
const fileOf = (indexes: readonly number[]): string =>
  ["name,phone", ...indexes.map((index) => `第${index}行,${phoneOf(index)}`)].join("\n");

beforeAll(async () => {
  world = await createEnterprise();
  here = await world.unit("东店");
  const there = await world.unit("西店");
  const plain = { own: "plain", beyond: "plain", write: true } as const;
  await world.role({
    id: "clerk",
    name: { zh: "录入员", en: "Clerk" },
    duties: { zh: "导入本店客户", en: "Imports the customers of a store" },
    grants: { "customer.view": "unit", "customer.create": "unit", "customer.edit": "unit" },
    classes: { basic: plain, contact: plain },
  });
  await world.role({
    id: "everything",
    name: { zh: "总部", en: "Head office" },
    duties: { zh: "导入所有客户", en: "Imports all customers" },
    grants: { "customer.view": "all", "customer.create": "all", "customer.edit": "all" },
    classes: { basic: plain, contact: plain, commercial: plain },
  });
  const owner = await world.person("别店", "clerk", there);
  const theirs = Array.from({ length: THEIRS }, (_, index) => ({
    owner,
    unit: there,
    stage: "new",
    kind: "person",
    name: `别店${index}`,
    phone: `+86${phoneOf(index)}`,
  }));
  await world.insert("customer", theirs);
});

afterAll(() => world.close());

type Duplicates = "skip" | "update" | "flag";

const run = (person: string, content: string, duplicates: Duplicates = "skip", dry = false) => {
  const mapping = { columns: { name: "name", phone: "phone" }, duplicates };
  return importFile(world.services, { person, object: "customer", content, mapping, dry });
};
const checked = (person: string, content: string) => run(person, content, "skip", true);

const askedByForm = (person: string, phone: string): Promise<ProbeReply> =>
  VERBS["probe"]!(world.services, as(person), "customer", { values: { phone } } as never) as never;

test("R78: a dry run tells of no number whether somebody has it whom its reader does not see", async () => {
  const clerk = await world.person("试的", "clerk", here);
  const { counts, errors } = await checked(clerk, fileOf([0, 1, 2, 900]));
  expect({ counts, errors }).toMatchObject({
    counts: { created: 4, skipped: 0, flagged: 0, failed: 0 },
    errors: [],
  });
  await run(clerk, fileOf([900]));
  expect((await checked(clerk, fileOf([0, 900]))).counts).toMatchObject({ created: 1, skipped: 1 });
});

test.each(["skip", "update", "flag"] as const)(
  "R110: importing tries no numbers out by the thousand either (%s): after sixty in an hour nothing more is told, by file or by form",
  async (duplicates) => {
    const clerk = await world.person(`导入${duplicates}`, "clerk", here);
    const fresh = { skip: 2000, update: 3000, flag: 4000 }[duplicates];
    const all = [...Array.from({ length: THEIRS }, (_, index) => index), fresh];
    const { counts } = await run(clerk, fileOf([fresh + 1, ...all]), duplicates);
    const told = duplicates === "flag" ? { skipped: 0, flagged: 60 } : { skipped: 60, flagged: 0 };
    // A number that nobody has fails like those that are there: the file says no more.
    expect(counts).toMatchObject({ created: 1, updated: 0, failed: THEIRS + 1 - 60, ...told });
    expect(await askedByForm(clerk, phoneOf(3))).toMatchObject({ unseen: [], isLimited: true });
    const later = await run(clerk, fileOf([fresh + 2, 3]), duplicates);
    expect(later.counts).toMatchObject({ created: 0, skipped: 0, flagged: 0, failed: 2 });
    expect(later.errors.map(({ code }) => code)).toEqual(["probes_spent", "probes_spent"]);
  },
);

test("R135: whoever reads every record there is has nothing to ask, however much they asked before", async () => {
  const boss = await world.person("全看到", "everything", world.root);
  const clerk = await world.person("只录入", "clerk", here);
  for (const person of [boss, clerk]) {
    for (let index = 0; index < 60; index++) await askedByForm(person, phoneOf(7000 + index));
    expect(await askedByForm(person, phoneOf(3))).toMatchObject({ isLimited: true });
  }
  const file = fileOf([0, 6000]);
  expect((await run(boss, file)).counts).toMatchObject({ created: 1, skipped: 1, failed: 0 });
  expect((await run(clerk, file)).counts).toMatchObject({ created: 0, skipped: 0, failed: 2 });
});

test("R135: whoever sees what is there already imports as much of it as they like", async () => {
  const manager = await world.person("都看到", "regionalSalesManager", world.root);
  const all = Array.from({ length: THEIRS }, (_, index) => index);
  expect((await run(manager, fileOf([...all, 5000]))).counts).toMatchObject({
    created: 1,
    skipped: THEIRS,
    failed: 0,
  });
});
