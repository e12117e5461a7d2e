/** Sandboxes that give what they give of some records alone, put together as the conditions of a rule. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { bumpPolicy } from "../gate/guard.ts";
import type { SandboxesReply, SandboxInput, SandboxPreset } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { fillSandboxWorld, sandboxOf, type SandboxWorld } from "../testing/sandbox-world.ts";

let world: Enterprise;
let callers: Callers;
let presets: readonly SandboxPreset[];
let units: SandboxWorld["units"];
let people: SandboxWorld["people"];
let records: SandboxWorld["records"];

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(people[person]!, name, payload);

beforeAll(async () => {
  world = await createEnterprise();
  ({ units, people, records } = await fillSandboxWorld(world));
  callers = await createCallers(world.services);
  for (const person of ["maker", "approver", "specialist"]) await callers.signIn(people[person]!);
  presets = ((await call("maker", "sandboxes")).body as SandboxesReply).presets;
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

const seen = async (): Promise<readonly string[]> =>
  (await call("specialist", "storeVisit.list", {})).body.rows.map(({ id }: { id: string }) => id);

async function open(input: object): Promise<SandboxesReply["sandboxes"][number]> {
  expect(await call("maker", "sandbox.initiate", input)).toMatchObject({ status: 200 });
  const [request] = (await call("approver", "requests?which=decide")).body.requests;
  const { id, version } = request;
  expect(await call("approver", "request.approve", { id, version })).toMatchObject({ status: 200 });
  return ((await call("maker", "sandboxes")).body as SandboxesReply).sandboxes[0]!;
}

async function problemsOf(input: object): Promise<Record<string, string>> {
  const { status, body } = await call("maker", "sandbox.initiate", input);
  expect(status).toBe(400);
  return Object.fromEntries(
    body.problems.map(({ path, code }: { path: string; code: string }) => [path, code]),
  );
}

const tours = (more: Partial<SandboxInput> = {}) =>
  sandboxOf({ presets, units, people }, "whitelist", {
    places: [units["store"]!, units["other"]!],
    only: { storeVisit: { and: [{ field: "purpose", op: "is", value: "参观" }] } },
    ...more,
  });

test("R59: it reaches those its condition is true of, by every way, and says so", async () => {
  const { id, version, sentence } = await open(tours());
  expect(sentence.zh).toContain("仅限事由为“参观”的");
  expect(await seen()).toEqual([records["otherVisit"]]);
  expect((await call("specialist", "storeVisit.count", {})).body).toEqual({ count: 1 });
  expect(await call("specialist", "storeVisit.get", { id: records["visit"] })).toMatchObject({
    status: 404,
  });
  const [{ sentence: given }] = (await call("specialist", "me/rights")).body.changes;
  expect(given.zh).toMatch(/^获得时限沙箱“whitelist”（.+）$/);
  expect(given.en).toMatch(/^The sandbox “whitelist” \(.+\) was given to you$/);
  expect(await call("maker", "sandbox.end", { id, version })).toMatchObject({ status: 200 });
});

test("a condition asks for what the sandbox opens itself, of records it gives anything of", async () => {
  const asking = (object: string, node: object) =>
    problemsOf(tours({ only: { [object]: node } as SandboxInput["only"] & object }));
  const purpose = { field: "purpose", op: "is", value: "参观" };
  expect(await asking("storeVisit", { field: "customer.spend", op: "isEmpty" })).toEqual({
    "only.storeVisit": "condition_not_opened",
  });
  const fixed = { kind: "isEmpty", of: { path: "record.purpose" } };
  expect(await asking("storeVisit", { fixed })).toEqual({
    "only.storeVisit": "condition_not_opened",
  });
  expect(await asking("customer", purpose)).toEqual({ "only.customer": "nothing_narrowed" });
  expect(await asking("storeVisit", { and: [] })).toEqual({ "only.storeVisit": "required" });
  expect(await asking("storeVisit", { and: [{ ...purpose, field: "nowhere" }] })).toEqual({
    "only.storeVisit.and.0.field": "unknown_field",
  });
  expect(await asking("storeVisit", { and: [{ or: "odd" }, { fixed }] })).toEqual({
    "only.storeVisit": "condition_not_opened",
  });
  expect(await problemsOf(tours({ classes: {} }))).toEqual({
    "only.storeVisit": "condition_not_opened",
  });
});

test("what it asks for stays while it runs; where it is gone all the same, nothing is given", async () => {
  const { db } = world.services;
  const declaration = {
    type: "boolean",
    label: { zh: "直播", en: "Live" },
    sensitivity: "basic",
  };
  await db.query(
    "insert into custom_field (object, name, declaration) values ('storeVisit', 'live', $1::jsonb)",
    [JSON.stringify(declaration)],
  );
  await bumpPolicy(db);
  await open(tours({ only: { storeVisit: { field: "live", op: "isEmpty" } } }));
  expect(await seen()).toHaveLength(2);
  const archived = await call("maker", "customField.archive", {
    object: "storeVisit",
    name: "live",
    version: 1,
  });
  expect(archived.body.problems[0]).toMatchObject({ code: "field_in_roles" });
  expect(archived.body.problems[1].message.zh).toContain("whitelist");
  await db.query("update custom_field set archived = true where name = $1", ["live"]);
  await bumpPolicy(db);
  expect(await call("specialist", "storeVisit.list", {})).toMatchObject({
    status: 200,
    body: { rows: [] },
  });
});
