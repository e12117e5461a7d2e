import type { Rule } from "@latchkey/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Row } from "../http/contract.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { demandGrantable } from "./grant-width.ts";

const OBJECTS = ["customer", "customerGroup", "tag", "task", "person"];

/** What somebody does by one right and no other. */
const ACTS: Readonly<Record<string, (person: string) => Promise<unknown>>> = {
  "customerGroup.create": (person) => gate().create(as(person), "customerGroup", { name: "新群" }),
  "customerGroup.edit": (person) => change(person, "customerGroup", { purpose: "春季" }),
  "customerGroup.delete": async (person) =>
    gate().delete(as(person), "customerGroup", await stands(person, "customerGroup", spare)),
  "tag.create": (person) => gate().create(as(person), "tag", { name: `标签 ${person}` }),
  "customer.tag": (person) => change(person, "customer", { tags: [record["tag"]] }),
  "task.create": (person) => gate().create(as(person), "task", { subject: "回访" }),
  "task.assign": (person) => change(person, "task", { owner: colleague }),
};
const RIGHTS = Object.keys(ACTS);

const LOOK = {
  id: "look",
  effect: "permit",
  actions: OBJECTS.map((object) => `${object}.view`),
  scope: "all",
  fields: { read: ["@basic"] },
} as const;

const APPOINT = { id: "one", effect: "permit", actions: ["assignment.create"] } as const;

/** Who appoints, and as far as what. */
const APPOINTING = [
  roleOfRules("appoints-everywhere", [{ ...APPOINT, scope: "all" }]),
  roleOfRules("appoints-at-a-store", [{ ...APPOINT, scope: "unit" }]),
  roleOfRules("appoints-sometimes", [
    {
      ...APPOINT,
      scope: "all",
      when: {
        kind: "compare",
        op: "eq",
        left: { path: "record.reason" },
        right: { value: "顶班" },
      },
    },
  ]),
];

let world: Enterprise;
let colleague: string;
let spare: string;
const people: Record<string, string> = {};
const record: Record<string, string> = {};
const gate = () => world.services.gate;

beforeAll(async () => {
  const roleOf = (right: string) =>
    roleOfRules(right.replace(".", "-"), [
      LOOK,
      {
        id: "one",
        effect: "permit",
        actions: [right],
        scope: "all",
        fields: { read: ["@basic"], write: ["@basic"] },
      },
    ]);
  world = await createEnterprise({
    templates: [...RIGHTS.map(roleOf), roleOfRules("none", [LOOK]), ...APPOINTING],
  });
  const unit = await world.unit("南山店");
  for (const right of RIGHTS)
    people[right] = await world.person(right, right.replace(".", "-"), unit);
  people["none"] = await world.person("none", "none", unit);
  colleague = await world.person("同事", "none", unit);
  const own = { unit, owner: colleague };
  const insert = async (object: string, values: object) =>
    (await world.insert(object, [{ ...own, ...values }]))[0]!;
  record["customer"] = await insert("customer", { name: "客", stage: "new", kind: "person" });
  record["customerGroup"] = await insert("customerGroup", { name: "群", kind: "segment" });
  spare = await insert("customerGroup", { name: "旧群", kind: "segment" });
  record["tag"] = await insert("tag", { name: "常客" });
  record["task"] = await insert("task", {
    subject: "回访",
    status: "open",
    owner: people["none"],
  });
}, 60_000);
afterAll(() => world.close());

async function stands(person: string, object: string, id = record[object]!) {
  const { record: row } = await gate().get(as(person), object, id);
  return { id, version: (row as Row).version };
}

const change = async (person: string, object: string, values: object) =>
  gate().update(as(person), object, { ...(await stands(person, object)), values });

test.each(RIGHTS)(
  "R25: `%s` is granted by itself: whoever has it may, whoever has any other right may not",
  async (right) => {
    const others = Object.entries(people).filter(([name]) => name !== right);
    expect(others).toHaveLength(RIGHTS.length);
    for (const [name, person] of others)
      await expect(ACTS[right]!(person), name).rejects.toMatchObject({ code: "forbidden" });
    await ACTS[right]!(people[right]!);
  },
);

test("R154: a role is granted as far as the right to grant reaches: without a condition, where its holder stands, and no administering by who does not administer", async () => {
  const { subjects } = world.services;
  const [here, there] = [await world.unit("福田店"), await world.unit("罗湖店")];
  const mayGive = async (appointer: string, rules: readonly Rule[], unit: string) => {
    const subject = await subjects.current(await world.person("任命人", appointer, here));
    const by = [{ object: "assignment", action: "create" }];
    try {
      demandGrantable(subject, rules, { by, unit });
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "grant_too_wide" });
      return false;
    }
  };
  const looking = [{ ...LOOK, scope: "unit" }];
  const publishing = [{ ...APPOINT, actions: ["policyDraft.publish"], scope: "all" }];
  const answers = {
    everywhere: await mayGive("appoints-everywhere", looking, there),
    administering: await mayGive("appoints-everywhere", publishing, there),
    here: await mayGive("appoints-at-a-store", looking, here),
    there: await mayGive("appoints-at-a-store", looking, there),
    sometimes: await mayGive("appoints-sometimes", looking, here),
  };
  expect(answers).toEqual({
    everywhere: true,
    administering: false,
    here: true,
    there: false,
    sometimes: false,
  });
});
