import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScopeReply, TimelineReply } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let seller: string;
let head: string;
let area: string;
let boss: string;
let none: string;
let customer: string;

const AT = (day: number): string => `2026-10-${String(day).padStart(2, "0")}T08:00:00.000Z`;

beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("深圳片区", world.root, "area");
  const stores = [await world.unit("南山店", region), await world.unit("福田店", region)];
  const [store] = stores as [string, string];
  seller = await world.person("销售甲", "seller", store);
  head = await world.person("店长", "storeHead", store);
  area = await world.person("主管", "areaManager", region);
  boss = await world.person("老板", "boss", world.root);
  none = await world.person("无岗", null, store);
  [customer] = (await world.insert("customer", [
    { unit: store, owner: seller, name: "张三", stage: "new" },
    { unit: store, owner: head, name: "李四", stage: "new" },
    { unit: stores[1], owner: null, name: "王五", stage: "new" },
  ])) as [string];
  const child = { customer, unit: store, owner: seller };
  await world.insert(
    "followUp",
    Array.from({ length: 25 }, (_, index) => ({
      ...child,
      subject: `跟进${index}`,
      kind: "note",
      state: "draft",
      at: AT(1 + (index % 5)),
      createdBy: seller,
    })),
  );
  await world.insert(
    "order",
    Array.from({ length: 25 }, (_, index) => ({
      ...child,
      number: `N${index}`,
      status: "placed",
      placedAt: AT(1 + (index % 5)),
      store,
    })),
  );
  await world.insert("ticket", [{ ...child, subject: "投诉", status: "open" }]);
  for (const note of ["一", "二", "三"]) {
    const { record } = await world.services.gate.get(as(seller), "customer", customer);
    await world.services.gate.update(as(seller), "customer", {
      id: customer,
      version: record.version,
      values: { note },
    });
  }
});

afterAll(() => world.close());

const call = <Reply>(person: string, verb: string, body: object): Promise<Reply> =>
  VERBS[verb]!(world.services, as(person), "customer", body as never) as Promise<Reply>;
const scope = (person: string): Promise<ScopeReply> => call(person, "scope", {});

describe("the scope line", () => {
  test("R36: a store head's names the store, the exact count and what is hidden", async () => {
    const { sentence, count, parts } = await scope(head);
    expect(count).toBe(2);
    expect(sentence.zh).toMatch(/^南山店 · 2 位客户 · .*隐藏$/);
    expect(sentence.en).toMatch(/^南山店 · 2 customers · /);
    const unit = parts.find((part) => part.sentence.zh === "“南山店”的客户")!;
    expect(unit).toMatchObject({ role: { zh: "店长" }, unit: "南山店" });
    expect(unit.masked).toContain("phone");
    expect(unit.hidden).toContain("receivable");
  });

  test("R39: an area manager's names the area and how many units more", async () => {
    const { sentence, count } = await scope(area);
    expect(sentence.zh).toMatch(/^深圳片区及另外 2 家 · 3 位客户/);
    expect(count).toBe(3);
  });

  test("R83: the whole organisation is said to be so; nothing is nothing", async () => {
    expect((await scope(boss)).sentence.zh).toMatch(/^Test全部 · 3 位客户/);
    expect(await scope(none)).toMatchObject({
      count: 0,
      sentence: { zh: "没有可看的范围 · 0 位客户" },
      parts: [],
    });
  });

  test("counts in the words of its object, where the list's heading cannot be counted", async () => {
    const words = async (object: string) =>
      ((await VERBS["scope"]!(world.services, as(boss), object, {} as never)) as ScopeReply)
        .sentence;
    expect((await words("unit")).zh).toMatch(/ · \d+ 个组织单元/);
    expect((await words("feedback")).en).toMatch(/ · 0 pieces of feedback/);
  });

  test("R30: a seller's own customers are called theirs", async () => {
    const { sentence, count } = await scope(seller);
    expect(sentence.zh).toMatch(/^我负责、参与或共享给我的 · 1 位客户/);
    expect(count).toBe((await world.services.gate.list(as(seller), "customer", {})).rows.length);
  });
});

async function wholeTimeline(person: string): Promise<TimelineReply["items"]> {
  const items: TimelineReply["items"][number][] = [];
  let cursor: string | undefined;
  for (;;) {
    const page: TimelineReply = await call(person, "timeline", {
      id: customer,
      ...(cursor ? { cursor } : {}),
    });
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

describe("a timeline", () => {
  test("merges everything newest first, page by page, nothing twice and nothing lost", async () => {
    const items = await wholeTimeline(seller);
    const ids = items.map((item) =>
      item.kind === "record" ? item.row.id : `change ${item.version.version}`,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(items.filter((item) => item.kind === "change")).toHaveLength(3);
    const count = (object: string) =>
      items.filter((item) => item.kind === "record" && item.object === object).length;
    expect([count("followUp"), count("order"), count("ticket")]).toEqual([25, 25, 1]);
    const moments = items.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted().toReversed());
  });

  test("shows each reader what that reader's own lists show", async () => {
    const items = await wholeTimeline(head);
    for (const object of ["followUp", "order", "ticket", "task"]) {
      const listed = await world.services.gate.list(as(head), object, {
        filter: { field: "customer", op: "is", value: customer },
        limit: 200,
      });
      const shown = items.flatMap((item) =>
        item.kind === "record" && item.object === object ? [item.row.id] : [],
      );
      expect(shown.toSorted()).toEqual(listed.rows.map(({ id }) => id).toSorted());
    }
    const { record } = await world.services.gate.get(as(head), "customer", customer);
    expect(items.some(({ kind }) => kind === "change")).toBe(record.can["history"]);
  });

  test("of a record that is not the reader's to see does not exist", async () => {
    await expect(call(none, "timeline", { id: customer })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(call(seller, "timeline", { id: customer, cursor: "x" })).rejects.toMatchObject({
      code: "bad_cursor",
    });
  });
});
