import { afterAll, beforeAll, expect, test } from "vitest";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { unitNodes } from "./units.ts";

let world: Enterprise;

beforeAll(async () => {
  world = await createEnterprise({
    templates: [
      {
        id: "mapReader",
        name: { zh: "看组织图", en: "Reads the map" },
        duties: { zh: "看组织图", en: "Reads the map" },
        grants: { "unit:view": "all", "person:view": "unit" },
        classes: { basic: { own: "plain", beyond: "plain", write: false } },
      },
    ],
  });
});

afterAll(() => world.close());

test("R141: the tree counts in each unit the people whom the reader may see, no others", async () => {
  const near = await world.unit("南山店");
  const far = await world.unit("福田店");
  const reader = await world.person("读者", "mapReader", near);
  await world.person("同事", null, near);
  await world.person("外人", null, far);
  const { db, subjects } = world.services;
  const nodes = await unitNodes(db, await subjects.reload(reader));
  const counts = new Map(nodes.map(({ id, people }) => [id, people]));
  expect(counts).toEqual(
    new Map([
      [world.root, 0],
      [near, 2],
      [far, 0],
    ]),
  );
});
