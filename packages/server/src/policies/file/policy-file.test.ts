/** The policy as one file for those who keep it in git: out, back in, and every mistake with its place. */
import { MAX_RULES_PER_ROLE, type Rule } from "@latchkey/policy";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildModel } from "../../derive/model.ts";
import { Refusal } from "../../errors.ts";
import type { PolicyTestContent } from "../../http/contract.ts";
import { OBJECTS } from "../../objects/registry.ts";
import type { Callers } from "../../testing/callers.ts";
import { draftOf, publishDraft } from "../../testing/policy.ts";
import { createPolicyWorld, type PolicyWorld } from "../../testing/policy-world.ts";
import { isSameRole, type RoleContent } from "../role-content.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../templates/registry.ts";
import { SHIPPED_TESTS } from "../tests/shipped-tests.ts";
import { MAX_RULES } from "../rule-count.ts";
import { readPolicy } from "./read-policy.ts";
import { FORMAT, writePolicy, type PolicyFile } from "./write-policy.ts";

const model = buildModel(Object.values(OBJECTS));

/** Numbers below 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const ODD = [
  "a: b",
  "# no comment",
  "- x",
  "'\"",
  "多\n行",
  " 空 格 ",
  "null",
  "1e3",
  "是",
  "🍵",
  "{}",
  "&a *b",
  "%",
];

function randomPolicy(seed: number): PolicyFile {
  const next = randomFrom(seed);
  const pick = <One>(all: readonly One[]): One => all[Math.floor(next() * all.length)]!;
  const some = <One>(all: readonly One[]): readonly One[] => all.filter(() => next() < 0.6);
  const templates = Object.values(ROLE_TEMPLATES);
  const roles = some(templates).map((template): RoleContent => {
    const { grants, classes, fields, rules, includes } = template;
    const own = [...(rules ?? []), ...(pick(templates).rules ?? [])];
    const known = new Map(own.map((rule) => [rule.id, rule]));
    return {
      id: roleIdOf(template.id),
      unit: null,
      name: pick([...ODD, template.name.zh]),
      nameEnglish: next() < 0.3 ? null : pick(ODD),
      duties: next() < 0.3 ? null : template.duties.zh,
      dutiesEnglish: next() < 0.3 ? null : pick(ODD),
      preset: next() < 0.3 ? null : template.id,
      administrator: false,
      definition: {
        ...(next() < 0.2 ? {} : { grants: Object.fromEntries(some(Object.entries(grants))) }),
        ...(next() < 0.2 ? {} : { classes }),
        ...(fields ? { fields } : {}),
        ...(next() < 0.2 ? {} : { rules: some([...known.values()]) }),
        ...(includes && next() < 0.8 ? { includes } : {}),
      },
    };
  });
  const tests = some(SHIPPED_TESTS).map(({ content }, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    content: content as PolicyTestContent,
  }));
  return { roles, tests };
}

test.each([...Array(60).keys()])("what is written is read as the same: policy %i", (seed) => {
  const policy = randomPolicy(seed + 1);
  const text = writePolicy(policy, model);
  const read = readPolicy(text, model);
  const order = <One extends { readonly id: string }>(all: readonly One[]) =>
    all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const roles = read.roles!.map((role) => ({ ...role, unit: null, administrator: false }));
  const wanted = order(policy.roles);
  expect(roles.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
  for (const [index, role] of roles.entries()) {
    expect(role).toEqual(wanted[index]);
    expect(isSameRole(role, wanted[index]!)).toBe(true);
  }
  expect(read.tests).toEqual(order(policy.tests));
  expect(writePolicy({ roles, tests: read.tests! }, model)).toBe(text);
});

test("R57: the duties of a rule stand in the file, and come back as they were", () => {
  const obligations = [
    { kind: "reason" },
    { kind: "step-up", withinMinutes: 5 },
    { kind: "approval", by: "head", over: 100 },
    { kind: "quota", counter: "day", limit: 20 },
    { kind: "watermark" },
  ] as const;
  const rule: Rule = {
    id: "careful",
    effect: "forbid",
    actions: ["customer.export"],
    scope: "all",
    obligations,
  };
  const { roles } = randomPolicy(1);
  const text = writePolicy(
    { roles: [{ ...roles[0]!, definition: { cites: ["办法 §1"], rules: [rule] } }], tests: [] },
    model,
  );
  const { cites, rules } = readPolicy(text, model).roles![0]!.definition;
  expect([cites, rules]).toEqual([["办法 §1"], [rule]]);
});

const ID = "11111111-1111-4111-8111-111111111111";
const problemsOf = (
  text: string,
): readonly { path: string; code: string; message: { zh: string; en: string } }[] => {
  try {
    readPolicy(text, model);
  } catch (error) {
    if (error instanceof Refusal)
      return error.extras.problems ?? [{ path: "", code: error.code, message: error.text }];
    throw error;
  }
  return [];
};

describe("a file with mistakes", () => {
  test("names every one with its line and column, in both languages", () => {
    const text = `format: ${FORMAT}
surprise: 1
roles:
  - id: nobody
    name: { zh: 甲 }
    grants:
      customer.view: galaxy
      customer.fly: own
    classes:
      basic: { own: plain, beyond: loud, write: true }
    includes: [staff, ghost]
    rules:
      - id: a
        effect: permit
        actions: [customer.view, customer.fly]
        scope: all
        when:
          kind: compare
          op: eq
          left: { path: record.nothing }
          right: { value: 1 }
      - id: a
        effect: perhaps
        actions: []
        scope: all
tests:
  - id: ${ID}
    expect: maybe
`;
    const found = problemsOf(text);
    const places = found.map(({ message }) =>
      /^line (\d+), column (\d+)/.exec(message.en)?.slice(1).join(":"),
    );
    expect(found.map(({ path }, index) => `${places[index]} ${path}`)).toEqual([
      "2:1 surprise",
      "4:5 roles.0.id",
      "7:7 roles.0.grants.customer.view",
      "8:7 roles.0.grants.customer.fly",
      "10:28 roles.0.classes.basic.beyond",
      "11:23 roles.0.includes.1",
      "15:34 roles.0.rules.0.actions.1",
      "20:11 roles.0.rules.0.when.left",
      "22:9 roles.0.rules.1.id",
      "23:9 roles.0.rules.1.effect",
      "24:9 roles.0.rules.1.actions",
      "27:5 tests.0.who",
      "27:5 tests.0.who.kind",
      "27:5 tests.0.who.role",
      "27:5 tests.0.object",
      "27:5 tests.0.record",
      "27:5 tests.0.record.kind",
      "27:5 tests.0.record.of",
      "28:5 tests.0.expect",
    ]);
    for (const { message } of found) expect(message.zh).toMatch(/^第 \d+ 行第 \d+ 列/);
  });

  test.each([
    ["roles: [", "not_yaml"],
    ["a: 1\na: 2", "not_yaml"],
    ["a: &x [1]\nb: *x", "not_yaml"],
    ["- 1", "not_object"],
    ["", "not_object"],
    ["42", "not_object"],
    [`format: ${FORMAT}\nroles: 7`, "not_list"],
    ["format: other/1", "not_choice"],
  ])("%j is refused", (text, code) => {
    expect(problemsOf(text).map((one) => one.code)).toContain(code);
  });

  test("ten thousand rules are refused, and the limit is named", () => {
    const rule = { id: "r", effect: "permit", actions: ["customer.view"], scope: "own" } as const;
    const roles = [...Array(100).keys()].map((index): RoleContent => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
      unit: null,
      name: `角色 ${index}`,
      nameEnglish: null,
      duties: null,
      dutiesEnglish: null,
      preset: null,
      administrator: false,
      definition: { rules: [...Array(100).keys()].map((at): Rule => ({ ...rule, id: `r${at}` })) },
    }));
    const [first] = problemsOf(writePolicy({ roles, tests: [] }, model));
    expect(first).toMatchObject({ path: "roles", code: "too_many_rules" });
    for (const said of Object.values(first!.message)) {
      expect(said).toContain("10000");
      expect(said).toContain(String(MAX_RULES));
    }
  });
});

describe("over HTTP", () => {
  let policy: PolicyWorld;
  let callers: Callers;
  let one: string;
  let other: string;

  beforeAll(async () => {
    policy = await createPolicyWorld();
    ({ callers, one, other } = policy);
  });
  beforeEach(() => policy.clear());
  afterAll(() => policy.close());

  const file = (of = "published", person = one) => callers.text(person, `policy/file?of=${of}`);
  const take = async (text: string, person = one) =>
    policy.call(person, "policyFile.import", { text, version: (await policy.draft())?.version });

  test("a file that says what there is changes nothing; it does not move", async () => {
    const text = await file();
    expect(await file()).toBe(text);
    expect((await policy.call(one, "policyFile.compare", { text })).body).toEqual({
      roles: [],
      classes: [],
      regulations: 0,
      tests: { added: 0, changed: 0, archived: 0 },
      fourEyes: null,
    });
    expect((await take(text)).body).toMatchObject({ roles: 0 });
    expect((await policy.draft())!.changes).toEqual([]);
  });

  test("what it changes waits in the draft, is the draft's own file, and decides when a second person publishes it", async () => {
    const before = await file();
    const guide = await policy.role("guide");
    const wider = { ...draftOf(guide), grants: { ...guide.grants, "customer.export": "unit" } };
    await policy.call(one, "role.save", wider);
    const text = await file("draft");
    expect(text).not.toBe(before);
    await policy.clear();
    expect(await file("draft")).toBe(before);
    const { roles } = (await policy.call(one, "policyFile.compare", { text })).body;
    expect(roles.map(({ role }: { role: string }) => role)).toEqual([guide.id]);
    expect(await policy.draft()).toBeNull();
    expect((await take(text)).body).toMatchObject({ roles: 1 });
    expect(await file()).toBe(before);
    expect(await file("draft")).toBe(text);
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    expect(await file()).toBe(text);
    expect((await take(before)).body).toMatchObject({ roles: 1 });
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    expect(await file()).toBe(before);
  });

  test("what waits in the draft gives way only to who has seen it", async () => {
    const text = await file();
    const guide = await policy.role("guide");
    await policy.call(one, "role.save", { ...draftOf(guide), grants: {} });
    expect((await policy.call(one, "policyFile.import", { text })).body.code).toBe("draft_moved");
    expect((await policy.draft())!.changes).toHaveLength(1);
    expect((await take(text)).status).toBe(200);
    expect((await policy.draft())!.changes).toHaveLength(0);
  });

  test("a role that includes itself by another is refused with its place", async () => {
    const before = await file();
    const at = before.indexOf("    grants:", before.indexOf(`- id: ${roleIdOf("staff")}`));
    const text = `${before.slice(0, at)}    includes:\n      - guide\n${before.slice(at)}`;
    const { status, body } = await take(text);
    expect(status).toBe(400);
    expect(JSON.stringify(body.problems)).toContain("include-cycle");
    expect(body.problems[0].message.en).toMatch(/^line \d+/);
  });

  test("the rule of four eyes is in the file, waits in the draft like any change, and stays where the file is silent", async () => {
    const before = await file();
    expect(before).toMatch(/^format: .*\nfourEyes: auto\n/);
    const text = before.replace("fourEyes: auto", "fourEyes: always");
    const { body } = await policy.call(one, "policyFile.compare", { text });
    expect(body).toMatchObject({ roles: [], fourEyes: "always" });
    await take(text);
    expect(await file()).toBe(before);
    expect(await file("draft")).toBe(text);
    // What waits gives way only to who has seen it.
    expect((await policy.call(one, "policyFile.import", { text: before })).body.code).toBe(
      "draft_moved",
    );
    await take(before.replace("fourEyes: auto\n", ""));
    expect(await policy.draft()).toMatchObject({ fourEyes: "always" });
    await take(before);
    expect(await policy.draft()).toMatchObject({ fourEyes: null });
    const wrong = await take(before.replace("fourEyes: auto", "fourEyes: six"));
    expect(wrong.body.problems).toMatchObject([{ path: "fourEyes", code: "not_choice" }]);
  });

  test("ten thousand rules are refused in the editor and by the API too, and the limit is named", async () => {
    const guide = await policy.role("guide");
    const many = (count: number): readonly Rule[] =>
      [...Array(count).keys()].map((index) => ({
        id: `r${index}`,
        effect: "permit",
        actions: ["customer.view"],
        scope: "own",
      }));
    const whole = { ...draftOf(guide), rules: many(10_000) };
    const form = { ...many(1)[0], where: null };
    for (const { status, body } of [
      await policy.call(one, "role.save", whole),
      await policy.call(one, "policyRule.preview", { role: whole, form }),
    ]) {
      expect([status, body.problems[0].path]).toEqual([400, "rules"]);
      expect(body.problems[0].message.en).toContain(String(MAX_RULES_PER_ROLE));
      expect(body.problems[0].message.zh).toContain(String(MAX_RULES_PER_ROLE));
    }
    // Role by role they come to as many: the sum is what counts.
    const { db } = policy.world.services;
    const ids = (await policy.roles()).map(({ id }) => id).filter((id) => id !== guide.id);
    await db.transaction(async (tx) => {
      await tx.query(
        "update role set definition = jsonb_set(definition, '{rules}', $2::jsonb) where id = $1",
        [ids[0], JSON.stringify(many(MAX_RULES))],
      );
    });
    const { status, body } = await policy.call(one, "role.save", {
      ...draftOf(guide),
      rules: many(MAX_RULES_PER_ROLE),
    });
    expect([status, body.code]).toEqual([400, "too_many_rules"]);
    expect(body.message.zh).toContain(String(MAX_RULES));
    await db.query("update role set definition = definition - 'rules' where id = $1", [ids[0]]);
  });

  test("who has no rights over the whole policy gets no file and takes none in", async () => {
    for (const person of [policy.guide, policy.regional]) {
      expect(JSON.parse(await file("published", person)).code).toBe("not_found");
      for (const verb of ["compare", "import"])
        expect((await policy.call(person, `policyFile.${verb}`, { text: "" })).status).toBe(403);
    }
    for (const text of [undefined, 7, null, {}])
      expect((await policy.call(one, "policyFile.import", { text })).status).toBe(400);
  });

  test("the API says of it to who may, and to nobody else", async () => {
    const paths = async (person: string) =>
      Object.keys((await policy.call(person, "openapi.json")).body.paths);
    const told = ["/api/policy/file", "/api/policyFile.compare", "/api/policyFile.import"];
    expect(await paths(one)).toEqual(expect.arrayContaining(told));
    expect((await paths(policy.guide)).filter((path) => told.includes(path))).toEqual([]);
  });

  test("what names a secret field is not in the file, and is still there when it was taken in", async () => {
    const guide = await policy.role("guide");
    const secret: Rule = {
      id: "secret",
      effect: "permit",
      actions: ["customer.view"],
      scope: "own",
      fields: { read: ["screeningNote"] },
    };
    const { services } = policy.world;
    await services.db.query(
      `update role set definition = jsonb_set(definition, '{rules}', coalesce(definition -> 'rules', '[]') || $2::jsonb) where id = $1`,
      [guide.id, JSON.stringify([secret])],
    );
    await services.db.query("update policy_state set n = n + 1");
    const text = await file();
    expect(text).not.toContain("screeningNote");
    expect((await take(text)).body).toMatchObject({ roles: 0 });
  });
});
