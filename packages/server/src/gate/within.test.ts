import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;

beforeAll(async () => {
  world = await createEnterprise({
    templates: [
      {
        id: "mapReader",
        name: { zh: "看组织图", en: "Reads the map" },
        duties: { zh: "看组织图", en: "Reads the map" },
        grants: { "customer:view": "all" },
        classes: { basic: { own: "plain", beyond: "plain", write: false } },
        // A tree with a hole in it: head office and departments are there, regions and stores are not.
        rules: [
          {
            id: "units",
            effect: "permit",
            actions: ["unit.view"],
            scope: "all",
            when: {
              kind: "in",
              item: { path: "record.kind" },
              list: { value: ["group", "department"] },
            },
            fields: { read: ["@basic"] },
          },
        ],
      },
    ],
  });
});

afterAll(() => world.close());

test("R141: `within` walks only units that the reader sees: others are not there and connect nothing", async () => {
  const region = await world.unit("华南大区", world.root, "region");
  const store = await world.unit("南山店", region);
  const counter = await world.unit("夜间柜台", store, "department");
  const office = await world.unit("财务部", world.root, "department");
  const reader = await world.person("读者", "mapReader", world.root);
  const boss = await world.person("老板", "boss", world.root);
  await world.insert(
    "customer",
    [world.root, region, store, counter, office].map((unit) => ({
      unit,
      name: "客户",
      stage: "new",
    })),
  );
  const within = (person: string, value: string) =>
    world.services.gate.count(as(person), "customer", {
      filter: { field: "unit", op: "within", value },
    });
  const counts = async (person: string) => {
    const found: number[] = [];
    for (const unit of [world.root, region, store, counter, office])
      found.push((await within(person, unit)).count);
    return found;
  };
  expect(await counts(boss)).toEqual([5, 3, 2, 1, 1]);
  expect(await counts(reader)).toEqual([2, 0, 0, 1, 1]);
});
