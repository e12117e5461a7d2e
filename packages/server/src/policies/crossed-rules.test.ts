/** Rules crossed over several dimensions, and records that change under them: nothing has to run for a right to move. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuleForm, RuleNode } from "../http/contract.ts";
import type { RoleTemplate } from "./role-template.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { buildModel } from "../derive/model.ts";
import { OBJECTS } from "../objects/registry.ts";
import { parseRules } from "./parse-rules.ts";
import { ruleOfForm } from "./rule-form.ts";

const model = buildModel(Object.values(OBJECTS));

/** A role of one rule, as its parts are chosen. */
function roleOf(id: string, form: Partial<RuleForm>): RoleTemplate {
  const whole = {
    id: "crossed",
    effect: "permit",
    actions: ["customer.view"],
    scope: "subtree",
    fields: { read: ["@basic"] },
    where: null,
    from: null,
    until: null,
    ...form,
  };
  const problems: never[] = [];
  const rules = parseRules([ruleOfForm(whole, model, problems)], model, problems);
  expect(problems).toEqual([]);
  return roleOfRules(id, rules);
}

const TAGGED: RuleNode = { field: "tags.group", op: "is", value: "value" };
const SIGNED: RuleNode = { field: "stage", op: "is", value: "signed" };
const VISITED: RuleNode = { field: "tasks.kind", op: "anyOf", value: ["visit", "care"] };

const ROLES: readonly RoleTemplate[] = [
  roleOf("crossed", { where: { and: [TAGGED, SIGNED, VISITED] } }),
  roleOf("tagged", { where: TAGGED }),
  roleOf("staged", { where: SIGNED }),
  roleOf("tasked", { where: VISITED }),
  roleOf("tiered", { where: { field: "tier", op: "anyOf", value: ["tier4", "tier5"] } }),
  roleOf("placed", { where: { field: "unit", op: "withinMine" } }),
];

let world: Enterprise;
let store: string;
let elsewhere: string;
let valued: string;
let habit: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  world = await createEnterprise({ templates: ROLES });
  // Nothing runs from here on: what changes, changes by what stands in the rows.
  await world.services.exchange.jobs.stop();
  store = await world.unit("南山店");
  elsewhere = await world.unit("福田店");
  for (const { id } of ROLES) people[id] = await world.person(id, id, store);
  people["adviser"] = await world.person("adviser", "wealthAdviser", store);
  [valued, habit] = (await world.insert("tag", [
    { unit: world.root, name: "高净值", group: "value" },
    { unit: world.root, name: "爱喝热的", group: "habit" },
  ])) as [string, string];
});
afterAll(() => world.close());

const customer = async (values: object): Promise<string> =>
  (await world.insert("customer", [{ unit: store, name: "客", ...values }]))[0]!;
const task = async (of: string, kind: string): Promise<string> =>
  (
    await world.insert("task", [{ unit: store, subject: "事", customer: of, kind, status: "open" }])
  )[0]!;

/** Behind the gate, as the row came to be; nobody is told. */
const set = (id: string, columns: string): Promise<unknown> =>
  world.services.db.query(`update customer set ${columns} where id = $1`, [id]);

/** Both ways of asking say the same. */
async function sees(who: string, id: string): Promise<boolean> {
  const { gate } = world.services;
  const reader = as(people[who]!);
  const { rows } = await gate.list(reader, "customer", { limit: 200 });
  const isListed = rows.some((row) => row.id === id);
  const isOpened = await gate.get(reader, "customer", id).then(
    () => true,
    () => false,
  );
  expect(isOpened, `${who}: list and record agree`).toBe(isListed);
  return isListed;
}

test("R53: a right is crossed over tag group, follow-up stage and task type: all three, or none", async () => {
  const all = { tags: true, stage: true, task: true };
  const cases = [...Array(8).keys()].map((bits) => ({
    tags: (bits & 1) > 0,
    stage: (bits & 2) > 0,
    task: (bits & 4) > 0,
  }));
  for (const one of cases) {
    const id = await customer({
      tags: one.tags ? [habit, valued] : [habit],
      stage: one.stage ? "signed" : "developing",
    });
    await task(id, one.task ? "visit" : "delivery");
    expect(await sees("crossed", id), JSON.stringify(one)).toBe(
      JSON.stringify(one) === JSON.stringify(all),
    );
  }
});

test("R53: a tag that joins the group afterwards counts at once", async () => {
  const id = await customer({ tags: [habit] });
  expect(await sees("tagged", id)).toBe(false);
  await world.services.db.query(`update tag set "group" = 'value' where id = $1`, [habit]);
  expect(await sees("tagged", id)).toBe(true);
  await world.services.db.query(`update tag set "group" = 'habit' where id = $1`, [habit]);
  expect(await sees("tagged", id)).toBe(false);
});

describe("R132: with the job runner stopped, the decision flips by nothing but", () => {
  test.each([
    ["a tag", "tagged", "tags", "array[$v]::uuid[]", "array[$h]::uuid[]"],
    ["the stage", "staged", "stage", "'signed'", "'lost'"],
    ["the tier", "tiered", "tier", "'tier5'", "'tier1'"],
    ["the unit", "placed", "unit", "'$s'", "'$e'"],
  ])("%s", async (_what, who, column, inside, outside) => {
    const written = (value: string) =>
      value
        .replace("$v", `'${valued}'`)
        .replace("$h", `'${habit}'`)
        .replace("$s", store)
        .replace("$e", elsewhere);
    const id = await customer({});
    for (const round of [1, 2]) {
      await set(id, `${column} = ${written(outside)}`);
      expect(await sees(who, id), `round ${round}`).toBe(false);
      await set(id, `${column} = ${written(inside)}`);
      expect(await sees(who, id), `round ${round}`).toBe(true);
    }
  });

  test("a task", async () => {
    const id = await customer({});
    const only = await task(id, "delivery");
    expect(await sees("tasked", id)).toBe(false);
    await world.services.db.query("update task set kind = 'care' where id = $1", [only]);
    expect(await sees("tasked", id)).toBe(true);
    await world.services.db.query("update task set deleted_at = now() where id = $1", [only]);
    expect(await sees("tasked", id)).toBe(false);
  });
});

test("R54: who becomes a VIP opens to the wealth adviser by that alone, with what belongs to it, and closes again", async () => {
  const id = await customer({ level: "gold", owner: people["tagged"] });
  expect(await sees("adviser", id)).toBe(false);
  await set(id, "level = 'vip'");
  expect(await sees("adviser", id)).toBe(true);
  await set(id, "level = 'gold'");
  expect(await sees("adviser", id)).toBe(false);
});
