import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let person: string;
let spared: string;
let guarded: string;
let hidden: string;

const when = (field: string, value: string) =>
  ({
    kind: "compare",
    op: "eq",
    left: { path: `record.${field}` },
    right: { value },
  }) as const;

beforeAll(async () => {
  world = await createEnterprise();
  const store = await world.unit("南山店");
  person = await world.person("留痕员", null, store);
  const role = await world.role({
    id: "asked",
    name: { zh: "留痕", en: "Accountable" },
    duties: { zh: "测试", en: "for a test" },
    grants: { "customer:view": "unit", "customer:edit": "unit" },
    classes: { basic: { own: "plain", beyond: "plain", write: true } },
    rules: [
      {
        id: "old-versions-with-reason",
        effect: "permit",
        actions: ["customer.history"],
        scope: "unit",
        obligations: [{ kind: "reason" }],
      },
      {
        id: "edit-approved",
        effect: "forbid",
        actions: ["customer.edit"],
        scope: "all",
        when: when("stage", "won"),
        obligations: [{ kind: "approval", by: "head" }],
      },
      {
        id: "seen-with-reason",
        effect: "forbid",
        actions: ["customer.view"],
        scope: "all",
        when: when("stage", "lost"),
        // No reason comes with a look.
        obligations: [{ kind: "reason" }],
      },
    ],
  });
  await world.insert("assignment", [
    { person, owner: person, role, unit: store, atUnit: store, reason: "test" },
  ]);
  [spared, guarded, hidden] = (await world.insert(
    "customer",
    ["new", "won", "lost"].map((stage) => ({ unit: store, owner: null, stage, name: stage })),
  )) as [string, string, string];
});

afterAll(() => world.close());

describe("what an allow demands and nobody can give", () => {
  test("hides a record that is seen only with it, in lists and by itself", async () => {
    const { gate } = world.services;
    const { rows } = await gate.list(as(person), "customer", {});
    expect(rows.map(({ id }) => id).toSorted()).toEqual([spared, guarded].toSorted());
    await expect(gate.get(as(person), "customer", hidden)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("refuses the act, and the row says so beforehand", async () => {
    const { gate } = world.services;
    for (const [id, mayEdit] of [
      [spared, true],
      [guarded, false],
    ] as const) {
      const { record } = await gate.get(as(person), "customer", id);
      expect(record.can["edit"] ?? false).toBe(mayEdit);
      expect(record.can["history"] ?? false).toBe(false);
      const edit = gate.update(as(person), "customer", {
        id,
        version: record.version,
        values: { name: "edited" },
      });
      if (mayEdit) await edit;
      // It waits for its approval, which can be asked for.
      else await expect(edit).rejects.toMatchObject({ code: "approval_needed" });
      await expect(gate.history(as(person), "customer", { id })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});
