import { afterAll, beforeAll, expect, test } from "vitest";
import { openStory, type Story } from "../matrix/story.ts";
import { as } from "../testing/enterprise.ts";
import { recentRecords } from "./recent.ts";

let story: Story;

beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.world.close());

const recent = async (person: string) =>
  (await recentRecords(story.world.services, as(person))).records;

const open = (person: string, object: string, id: string) =>
  story.world.services.gate.get(as(person), object, id);

test("what was opened last comes first, each once, by the name it has now", async () => {
  const { world, head, east, call } = story;
  const [one, two] = await world.insert("customer", [
    { owner: head, unit: east, name: "甲", stage: "new" },
    { owner: head, unit: east, name: "乙", stage: "new" },
  ]);
  for (const id of [one!, two!, one!]) {
    await open(head, "customer", id);
    await world.services.trail.flush();
    await new Promise((done) => setTimeout(done, 2));
  }
  const { record } = await open(head, "customer", two!);
  await call(head, "update", "customer", {
    id: two,
    version: record.version,
    values: { name: "乙改名" },
  });
  expect((await recent(head)).map(({ title }) => title)).toEqual(["乙改名", "甲"]);
});

test("looking at them opens nothing", async () => {
  const before = await recent(story.head);
  expect(await recent(story.head)).toEqual(before);
});

test("R148: what a revocation took is gone at the next look, and back with the right", async () => {
  const { world, east, eastern, western } = story;
  const person = await world.person("店员", null, east);
  const right = await world.assign(person, "storeHead", east);
  await open(person, "customer", eastern);
  await expect(open(person, "customer", western)).rejects.toMatchObject({ code: "not_found" });
  expect((await recent(person)).map(({ id }) => id)).toEqual([eastern]);
  await world.unassign(right, person);
  expect(await recent(person)).toEqual([]);
  await world.assign(person, "storeHead", east);
  expect((await recent(person)).map(({ id }) => id)).toEqual([eastern]);
});

test("what was deleted is gone", async () => {
  const { world, head, east } = story;
  const [id] = await world.insert("customer", [
    { owner: head, unit: east, name: "丙", stage: "new" },
  ]);
  await open(head, "customer", id!);
  const isThere = async () => (await recent(head)).some((one) => one.id === id);
  expect(await isThere()).toBe(true);
  await world.services.db.query("update customer set deleted_at = now() where id = $1", [id]);
  expect(await isThere()).toBe(false);
});

test("a name that has closed since is not told, though its record is", async () => {
  const { world, east, eastern } = story;
  const person = await story.holder(east, { fields: { read: ["name"] } });
  await open(person, "customer", eastern);
  expect((await recent(person)).map(({ title }) => title)).toEqual(["东客"]);
  await world.role({
    id: "closesNames",
    name: { zh: "试", en: "test" },
    duties: { zh: "试", en: "test" },
    grants: {},
    classes: {},
    rules: [
      {
        id: "closed",
        effect: "forbid",
        scope: "all",
        everywhere: true,
        actions: ["customer.view"],
        fields: { read: ["name"] },
      },
    ],
  });
  await world.assign(person, "closesNames", east);
  expect(await recent(person)).toMatchObject([{ id: eastern, title: null }]);
});

test("nobody is told what others opened", async () => {
  const { westHead, eastern, head } = story;
  await open(head, "customer", eastern);
  expect(await recent(westHead)).toEqual([]);
});

test("a colleague whose name a filter asked for was not opened, but by who administers people", async () => {
  const { world, head, westHead } = story;
  const administrator = await world.person("管理员", "administrator", world.root);
  for (const person of [head, administrator]) await open(person, "person", westHead);
  const told = async (person: string) => (await recent(person)).some(({ id }) => id === westHead);
  expect(await told(head)).toBe(false);
  expect(await told(administrator)).toBe(true);
});
