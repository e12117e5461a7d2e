/** What a reference is called, in both languages: each is a cell of the record referred to, and read as such. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { roleIdOf } from "../policies/templates/registry.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

/** Sees everybody's assignments, and of roles what `read` names; null: no role. */
const readerOf = (id: string, read: readonly string[] | null) =>
  roleOfRules(id, [
    {
      id: "assignments",
      effect: "permit",
      actions: ["assignment.view"],
      scope: "all",
      fields: { read: ["@basic"] },
    },
    ...(read === null
      ? []
      : ([
          {
            id: "roles",
            effect: "permit",
            actions: ["role.view"],
            scope: "all",
            fields: { read },
          },
        ] as const)),
  ]);

let world: Enterprise;
const people: Record<string, string> = {};

beforeAll(async () => {
  const readers = { both: ["@basic"], chineseOnly: ["name"], englishOnly: ["nameEnglish"] };
  const templates = Object.entries(readers).map(([id, read]) => readerOf(id, read));
  world = await createEnterprise({ templates: [...templates, readerOf("none", null)] });
  for (const id of [...Object.keys(readers), "none"])
    people[id] = await world.person(id, id, world.root);
  await world.person("导购", "guide", world.root);
});

afterAll(() => world.close());

const GUIDE = { title: "店员/导购", english: "Clerk / guide" };

test.each([
  ["both", GUIDE],
  ["chineseOnly", { title: GUIDE.title, english: null }],
  ["englishOnly", { title: null, english: GUIDE.english }],
  ["none", { title: null }],
])(
  "R141: in a list and on a record, who reads %s of a role's names is told %o",
  async (reader, told) => {
    const { gate } = world.services;
    const filter = { field: "role", op: "is", value: roleIdOf("guide") } as const;
    const { rows } = await gate.list(as(people[reader]!), "assignment", { filter });
    const named = { id: roleIdOf("guide"), ...told };
    expect(rows.map(({ values }) => values["role"])).toEqual([named]);
    const { record } = await gate.get(as(people[reader]!), "assignment", rows[0]!.id);
    expect(record.values["role"]).toEqual(named);
  },
);
