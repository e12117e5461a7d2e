/** Versions of the policy, the way back to them (R144), and what whoever publishes is warned of (R10), over HTTP. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PolicyDraft, RoleMeta } from "../http/contract.ts";
import type { Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { draftOf, publishDraft, saveAndPublish } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";
import { roleIdOf } from "./templates/registry.ts";
import { keepFirstVersion, readPresent, readVersion } from "./versions.ts";

let policy: PolicyWorld;
let callers: Callers;
let world: Enterprise;
let one: string;
let other: string;
let store: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  ({ callers, world, one, other, store } = policy);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const draft: PolicyWorld["draft"] = (person) => policy.draft(person);
const roles: PolicyWorld["roles"] = () => policy.roles();
const role: PolicyWorld["role"] = (template) => policy.role(template);
const codesOf = ({ warnings }: PolicyDraft): readonly string[] => warnings.map(({ code }) => code);

describe("R144: versions", () => {
  test("a published version never changes, whoever asks", async () => {
    await expect(world.services.db.query("update policy_version set note = 'x'")).rejects.toThrow(
      /never changes/,
    );
    await expect(world.services.db.query("delete from policy_version")).rejects.toThrow(
      /never changes/,
    );
  });

  test("an installation that had roles before begins with them as version 1, like a new one", async () => {
    const older = await createEnterprise();
    const { db } = older.services;
    const file = new URL("../db/migrations/0021-policy-versions.sql", import.meta.url);
    const text = await readFile(file, "utf8");
    const count = async () => (await db.query("select 1 from policy_version")).rows.length;
    expect(await count()).toBe(0);
    await db.query(text.slice(text.indexOf("insert into policy_version")));
    expect(await count()).toBe(1);
    expect(await readVersion(db, 1)).toEqual(await readPresent(db));
    await keepFirstVersion(db);
    expect(await count()).toBe(1);
    await older.close();
  });

  test("going back is a draft like any other, and everything is as it was", async () => {
    const { number } = (await call(one, "policy/versions")).body.versions[0];
    const before = await roles();
    const meta = await role("guide");
    const wider = {
      ...draftOf(meta),
      grants: { ...meta.grants, "customer.export": "unit" },
    } as const;
    await call(one, "role.save", wider);
    const made = await call(one, "role.save", {
      name: words("临时"),
      duties: words(""),
      grants: {},
      classes: {},
    });
    const unused = await role("consultant");
    await call(one, "role.archive", { id: unused.id, version: unused.version });
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    const shown = (await call(one, `policy/versions/${number + 1}`)).body;
    expect(shown.since.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
      "archived",
      "changed",
      "created",
    ]);
    expect((await call(one, `policy/versions/${number}`)).body.back).toHaveLength(3);
    expect((await call(one, "policyDraft.rollBack", { number })).status).toBe(200);
    expect((await draft())!.restores).toBe(number);
    expect((await call(one, "policyDraft.rollBack", { number })).body.code).toBe(
      "draft_in_the_way",
    );
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    const rest = ({ version: _version, ...role }: RoleMeta) => role;
    expect((await roles()).map(rest)).toEqual(before.map(rest));
    expect((await roles()).some(({ id }) => id === made.body.id)).toBe(false);
    const [latest] = (await call(one, "policy/versions")).body.versions;
    expect(latest).toMatchObject({ number: number + 2, restores: number });
    expect((await call(one, "policyDraft.rollBack", { number })).body.code).toBe("draft_empty");
    expect((await call(one, "policyDraft.rollBack", { number: 999 })).body.code).toBe("not_found");
  });
});

describe("what is warned of", () => {
  test("R10: grants beyond the template", async () => {
    const meta = await role("guide");
    await call(one, "role.save", {
      ...draftOf(meta),
      grants: { ...meta.grants, "customer.export": "unit" },
    });
    const open = (await draft())!;
    const warning = open.warnings.find(({ code }) => code === "beyond_template")!;
    expect(warning).toMatchObject({ role: meta.id, parameters: { count: 1 } });
    expect(warning.sentence.zh).toContain("超出了来源模板（店员/导购）");
    const [{ change }] = open.changes as [PolicyDraft["changes"][number]];
    await call(one, "role.save", { ...draftOf(meta), change, duties: words("只改职责") });
    expect(codesOf((await draft())!)).toEqual([]);
  });

  test("R10: what a role had beyond its template before is no news", async () => {
    const meta = await role("marketingStaff");
    const wider = { ...meta.grants, "customer.export": "unit" } as const;
    const { body } = await saveAndPublish(callers, one, { ...draftOf(meta), grants: wider }, other);
    await call(one, "role.save", { ...draftOf(body), duties: words("只改职责") });
    expect(codesOf((await draft())!)).toEqual([]);
    await policy.clear();
    const more = { ...wider, "communication.export": "own" } as const;
    await call(one, "role.save", { ...draftOf(body), grants: more });
    const [warning] = (await draft())!.warnings;
    expect(warning).toMatchObject({ code: "beyond_template", parameters: { count: 1 } });
    expect(warning!.sentence.zh).toContain("导出沟通记录");
  });

  test("a role that comes to administer", async () => {
    await call(one, "role.save", {
      name: words("后勤"),
      duties: words("后勤"),
      grants: { "assignment:create": "subtree" },
      classes: {},
    });
    expect(codesOf((await draft())!)).toEqual(["becomes_administrator"]);
  });

  test("people who are left with nothing at work", async () => {
    const person = await world.person("看客", null, store);
    const looking = {
      name: words("只看"),
      duties: words(""),
      grants: { "customer.view": "own" },
      classes: { basic: FULL },
    } as const;
    const { body: made } = await saveAndPublish(callers, one, looking, other);
    const given = { person, role: made.id, atUnit: store, reason: "试" };
    expect((await call(one, "assignment.create", { values: given })).status).toBe(200);
    await call(one, "role.save", { ...draftOf(made), grants: {} });
    const warning = (await draft())!.warnings.find(({ code }) => code === "left_with_nothing");
    expect(warning).toMatchObject({ role: null, parameters: { people: 1 } });
    await world.assign(person, "seller", store);
    expect(codesOf((await draft())!)).toEqual([]);
  });

  test("rights that add up: the narrower of two roles no longer holds its people", async () => {
    const person = await world.person("双岗", "guide", store);
    await world.assign(person, "seller", store);
    const meta = await role("seller");
    const saved = await call(one, "role.save", {
      ...draftOf(meta),
      grants: { ...meta.grants, "customer.view": "all" },
    });
    expect(saved.status).toBe(200);
    const found = (await draft())!.warnings.filter(({ code }) => code === "widens_by_union");
    expect(found.map(({ parameters }) => parameters)).toContainEqual({
      people: 1,
      other: roleIdOf("guide"),
      actions: 2,
    });
  });

  test("the last administrator: warned of, and refused when it is published", async () => {
    const own = await role("administrator");
    await call(one, "role.save", { ...draftOf(own), grants: {} });
    expect(codesOf((await draft())!)).toContain("last_administrator");
    expect((await publishDraft(callers, one, other)).body.code).toBe("last_administrator");
  });
});
