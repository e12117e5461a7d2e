/** Of an act without a record one's own roles are asked (R142). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Explanation } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let store: string;
let head: string;
let intern: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  head = await world.person("店长乙", "storeHead", store);
  intern = await world.person("实习生丙", "intern", store);
  await world.insert("customer", [
    { unit: store, owner: head, stage: "new", phone: "+8613900001234", name: "张三" },
    { unit: store, owner: head, stage: "new", phone: "+8613900001235", name: "李四" },
  ]);
});

afterAll(() => world.close());

const ask = (person: string, object: string, body: object): Promise<Explanation> =>
  VERBS["explain"]!(world.services, as(person), object, body as never) as Promise<Explanation>;

test("R142: of an act that has no record yet one's own roles are asked, and how far they reach", async () => {
  const never = await ask(intern, "customer", { action: "export" });
  expect(never).toMatchObject({ allow: false, steps: [] });
  expect(never.sentence.zh).toContain("您的角色都不含此项");
  expect(never.flip[0]!.zh).toBe("需要一个包含“导出”的角色");
  const some = await ask(head, "customer", { action: "create" });
  expect(some.allow).toBe(true);
  expect(some.steps[0]).toMatchObject({ effect: "permit", assignment: { unit: "南山店" } });
  expect(some.steps[0]!.sentence.zh).toContain("可以新建您负责的客户");
  await expect(ask(head, "customer", { action: "fly" })).rejects.toMatchObject({
    code: "bad_request",
  });
  // What the database refuses brings the same answer, with the question that it is one to.
  const create = (person: string, values: object) =>
    VERBS["create"]!(world.services, as(person), "customer", { values } as never);
  const other = await world.unit("罗湖店");
  await expect(create(head, { name: "外店", unit: other, owner: intern })).rejects.toMatchObject({
    code: "forbidden",
    extras: {
      question: { object: "customer", action: "create" },
      explanation: { allow: true, sentence: some.sentence },
    },
  });
  await expect(create(intern, { name: "无权" })).rejects.toMatchObject({
    code: "forbidden",
    extras: { explanation: { allow: false } },
  });
});

test("R142: what no file holds of what is seen is said before, and why", async () => {
  await world.role(
    roleOfRules("takesNames", [
      {
        id: "see",
        effect: "permit",
        actions: ["customer.view"],
        scope: "unit",
        fields: { read: ["@basic", "@contact"] },
      },
      {
        id: "take",
        effect: "permit",
        actions: ["customer.export"],
        scope: "unit",
        fields: { read: ["@basic"] },
      },
    ]),
  );
  const clerk = await world.person("文员", "takesNames", store);
  const counted = (person: string) =>
    world.services.gate.count(as(person), "customer", { action: "export" });
  expect(await counted(clerk)).toMatchObject({
    closed: expect.arrayContaining(["phone"]),
    count: 2,
  });
  expect((await ask(clerk, "customer", { action: "export" })).steps).toMatchObject([
    { rule: "take", effect: "permit", applied: true },
  ]);
  // Of what is not seen at all, nothing is said, and where nothing may be taken nothing is missing.
  const { closed } = (await counted(clerk)) as { closed: readonly string[] };
  expect(closed).not.toContain("riskNote");
  expect(await counted(intern)).toEqual({ count: 0 });
});
