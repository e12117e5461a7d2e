import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InboxLine } from "../http/contract.ts";
import { openStory, type Story } from "../matrix/story.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { as } from "../testing/enterprise.ts";
import { MOST_TOLD } from "../gate/handing.ts";
import { importFile } from "../testing/exchange.ts";
import { inboxOf, readInbox, unreadOf } from "./inbox.ts";

let story: Story;
let administrator: string;

beforeAll(async () => {
  story = await openStory();
  administrator = await story.world.person("管理员", "administrator", story.world.root);
});
afterAll(() => story.world.close());

const linesOf = async (person: string): Promise<readonly InboxLine[]> =>
  (await inboxOf(story.world.services, as(person))).lines;
const unread = (person: string) => unreadOf(story.world.services, as(person));

/** A customer of the eastern store that its head hands to somebody. */
async function handTo(person: string, name: string): Promise<string> {
  const { world, east, head, call } = story;
  const [id] = await world.insert("customer", [
    { owner: head, unit: east, name, stage: "new", phone: "+8613900001234" },
  ]);
  await call(head, "update", "customer", { id, version: 1, values: { owner: person } });
  return id!;
}

describe("the inbox", () => {
  test("tells whom a record was handed to, and not who did it", async () => {
    const { world, east, head } = story;
    const person = await world.person("店员甲", "storeHead", east);
    const id = await handTo(person, "交接客户");
    expect(await linesOf(person)).toMatchObject([
      {
        kind: "handed",
        object: "customer",
        records: [{ id, title: "交接客户" }],
        by: { id: head, title: "东店长" },
        isRead: false,
      },
    ]);
    expect(await unread(person)).toBe(1);
    expect(await linesOf(head)).toEqual([]);
  });

  test("tells of a task that somebody else gave, and of none that one gave oneself", async () => {
    const { world, east, head, call } = story;
    const person = await world.person("店员乙", "storeHead", east);
    const { record } = await call(head, "create", "task", {
      values: { subject: "回访", owner: person, status: "open" },
    });
    await call(person, "create", "task", { values: { subject: "自己的", status: "open" } });
    expect(await linesOf(person)).toMatchObject([
      { kind: "handed", object: "task", records: [{ id: record.id, title: "回访" }], count: 1 },
    ]);
  });

  test("says once what somebody does to many records one after the other", async () => {
    const { world, east } = story;
    const person = await world.person("店员丙", "storeHead", east);
    for (let index = 0; index < 7; index++) await handTo(person, `客户${index}`);
    const [line, ...others] = await linesOf(person);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ kind: "handed", count: 7 });
    expect(line!.records).toHaveLength(5);
    expect(line!.ids).toHaveLength(7);
    expect(await unread(person)).toBe(1);
  });

  test("tells of a share as long as it lasts", async () => {
    const { world, east, eastern, head, call } = story;
    const nightHead = await world.person("夜班店长", "storeHead", await world.unit("夜店", east));
    const principal = { kind: "person", id: nightHead };
    const { participant } = await call(head, "share", "customer", { id: eastern, principal });
    expect(await linesOf(nightHead)).toMatchObject([
      { kind: "shared", records: [{ id: eastern, title: "东客" }] },
    ]);
    await call(head, "unshare", "customer", { id: eastern, participant });
    expect(await linesOf(nightHead)).toEqual([]);
    expect(await unread(nightHead)).toBe(0);
  });

  test("tells everybody of a unit or a group of a share, and of a place in the work as such, each once", async () => {
    const { world, east, eastern, head, call } = story;
    const club = await world.unit("会员部", east);
    const [first, second] = [
      await world.person("客服甲", "seller", club),
      await world.person("客服乙", "seller", club),
    ];
    const left = await world.person("离职者", "seller", club);
    await world.services.db.query("update person set status = 'suspended' where id = $1", [left]);
    const share = (principal: object, more: object = {}) =>
      call(head, "share", "customer", { id: eastern, principal, ...more });
    await share({ kind: "unit", id: club });
    for (const person of [first, second])
      expect(await linesOf(person)).toMatchObject([
        { kind: "shared", records: [{ id: eastern }], count: 1, by: { id: head } },
      ]);
    const told = async (person: string) =>
      (await world.services.db.query("select 1 from notice where person = $1", [person])).rows
        .length;
    expect([await told(first), await told(left), await told(head)]).toEqual([1, 0, 0]);
    const [group] = await world.insert("group", [{ name: "专项组", unit: east, owner: head }]);
    await world.insert("groupMember", [
      { group, person: second },
      { group, person: head },
    ]);
    await share({ kind: "group", id: group }, { function: "collaborator" });
    expect((await linesOf(second)).map(({ kind }) => kind)).toEqual(["joined", "shared"]);
    expect(await told(head)).toBe(0);
  });

  test("tells nobody of what is shared with more people than read it as news", async () => {
    const { world, east, eastern, head, call } = story;
    const crowd = await world.unit("全体", east);
    const people = Array.from({ length: MOST_TOLD + 1 }, (_, index) => ({
      name: `员工${index}`,
      unit: crowd,
      status: "active",
    }));
    await world.insert("person", people);
    await call(head, "share", "customer", { id: eastern, principal: { kind: "unit", id: crowd } });
    const { rows } = await world.services.db.query(
      "select 1 from notice n join person p on p.id = n.person where p.unit = $1",
      [crowd],
    );
    expect(rows).toEqual([]);
  });

  test("tells whoever an import made an owner, once, as long as they see what it brought", async () => {
    const { world, east } = story;
    const importer = await world.person("导入者", "regionalSalesManager", east);
    const owner = await world.person("新负责人", "seller", east);
    const content = `客户名称,负责人\n导入甲,新负责人\n导入乙,新负责人\n导入丙,导入者\n`;
    const file = { person: importer, object: "customer", content };
    const { counts } = await importFile(world.services, file);
    expect(counts).toMatchObject({ created: 3 });
    const [line, ...others] = await linesOf(owner);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ kind: "brought", object: "customer", by: { id: importer } });
    expect(line!.records).toMatchObject([{ title: "导入甲" }]);
    expect((await linesOf(importer)).map(({ kind }) => kind)).toEqual(["imported"]);
    const taken = [owner, importer];
    await world.services.db.query("update customer set owner = $2 where owner = $1", taken);
    expect(await linesOf(owner)).toEqual([]);
  });

  test("tells whose rights changed, in the words of their own page", async () => {
    const { world, east, call } = story;
    const person = await world.person("店员丁", null, east);
    const values = { person, role: roleIdOf("guide"), atUnit: east, reason: "顶岗" };
    const { record } = await call(administrator, "create", "assignment", { values });
    const { id, version } = record;
    await call(administrator, "delete", "assignment", { id, version });
    const told = (await linesOf(person)).map(({ kind, records, sentence }) => ({
      kind,
      records,
      zh: sentence?.zh,
    }));
    expect(told).toEqual([
      { kind: "rights", records: [], zh: expect.stringMatching(/^被收回授权/) },
    ]);
    expect(await linesOf(administrator)).toEqual([]);
  });

  test("tells the owner of a file that it is done", async () => {
    const { world } = story;
    const { exchange } = world.services;
    const person = await world.person("财务", "finance", world.root);
    const { id, fileName } = await exchange.exports.ask(as(person), "order", {});
    await exchange.jobs.idle();
    expect(await linesOf(person)).toMatchObject([
      { kind: "exported", object: "order", records: [{ id, title: fileName }], by: null },
    ]);
  });
});

describe("a notice", () => {
  test("R148: of a record that is not the reader's to see any more says nothing and counts nothing, until it is again", async () => {
    const { world, east } = story;
    const person = await world.person("店员戊", null, east);
    const right = await world.assign(person, "storeHead", east);
    const id = await handTo(person, "机密客户");
    expect((await linesOf(person)).length).toBe(1);
    // The owner of a record may see it; so it is somebody else's by now.
    await world.services.db.query("update customer set owner = null where id = $1", [id]);
    await world.unassign(right, person);
    const { lines, unread: count } = await inboxOf(world.services, as(person));
    expect({ lines, count }).toEqual({ lines: [], count: 0 });
    await world.assign(person, "storeHead", east);
    expect((await linesOf(person)).length).toBe(1);
  });

  test("of a name that has closed tells the record without it", async () => {
    const { east, head, eastern, call } = story;
    const person = await story.holder(east, { fields: { read: ["stage"] } });
    const principal = { kind: "person", id: person };
    await call(head, "share", "customer", { id: eastern, principal });
    expect(await linesOf(person)).toMatchObject([{ records: [{ id: eastern, title: null }] }]);
  });

  test("is written with what it tells, or not at all", async () => {
    const { world, head, westHead, western, call } = story;
    const count = async () =>
      (await world.services.db.query("select 1 from notice where person = $1", [head])).rows.length;
    const before = await count();
    const theirs = { id: western, version: 99, values: { owner: head } };
    await expect(call(westHead, "update", "customer", theirs)).rejects.toMatchObject({
      code: "stale",
    });
    expect(await count()).toBe(before);
  });

  test("is marked by whom it was written for alone", async () => {
    const { world, east, head } = story;
    const person = await world.person("店员己", "storeHead", east);
    await handTo(person, "未读");
    const [line] = await linesOf(person);
    await readInbox(world.services, as(head), line!.ids);
    expect(await unread(person)).toBe(1);
    await readInbox(world.services, as(person), line!.ids);
    expect(await unread(person)).toBe(0);
    expect((await linesOf(person))[0]).toMatchObject({ isRead: true });
    await handTo(person, "又一个");
    await readInbox(world.services, as(person), null);
    expect(await unread(person)).toBe(0);
    await expect(readInbox(world.services, as(person), ["x"])).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});
