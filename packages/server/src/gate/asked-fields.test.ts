import { makeRandom } from "@latchkey/policy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Row } from "../http/contract.ts";
import { createMatrixWorld, type MatrixWorld } from "../matrix/enterprise.ts";
import { knownFields, viewOf } from "./view.ts";
import { as } from "../testing/enterprise.ts";

let world: MatrixWorld;

beforeAll(async () => {
  world = await createMatrixWorld();
}, 240_000);

afterAll(() => world.enterprise.close());

const OBJECTS = ["customer", "order", "person"];

/** The row as it would be if the object had no other fields. */
function restricted(row: Row, fields: ReadonlySet<string>): Row {
  const among = (names: readonly string[]) => names.filter((name) => fields.has(name));
  const values = Object.entries(row.values).filter(([name]) => fields.has(name));
  return {
    ...row,
    values: Object.fromEntries(values),
    masked: among(row.masked),
    hidden: among(row.hidden),
    writable: among(row.writable),
    revealable: among(row.revealable),
  };
}

test("R149: a list of some fields is the list of all, restricted to them, for whoever asks", async () => {
  const { gate, subjects } = world.enterprise.services;
  const random = makeRandom(7);
  const seen = { rows: 0, masked: 0, hidden: 0, revealable: 0, writable: 0 };
  for (const { id } of world.personas) {
    const subject = await subjects.current(id);
    for (const object of OBJECTS) {
      const { rows } = await gate.list(as(id), object, {});
      const known = knownFields(viewOf(subject, object)).map(({ name }) => name);
      for (const share of [0.1, 0.5]) {
        const fields = known.filter(() => random.chance(share));
        const few = await gate.list(as(id), object, { fields });
        const expected = rows.map((row) => restricted(row, new Set(fields)));
        expect(JSON.stringify(few.rows)).toBe(JSON.stringify(expected));
        for (const row of few.rows) {
          seen.rows += 1;
          for (const part of ["masked", "hidden", "revealable", "writable"] as const)
            seen[part] += row[part].length;
        }
      }
    }
  }
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
}, 240_000);

test("a field that does not exist and a secret one answer alike, wherever they are asked for", async () => {
  const { gate, subjects } = world.enterprise.services;
  const refusal = { extras: { problems: [{ path: "fields.1", code: "unknown_field" }] } };
  let secrets = 0;
  for (const { id } of world.personas) {
    const subject = await subjects.current(id);
    const view = viewOf(subject, "customer");
    const known = new Set(knownFields(view));
    const closed = [...view.object.fields.values()].filter((field) => !known.has(field));
    secrets += closed.length;
    for (const name of ["nonsense", ...closed.map((field) => field.name)])
      await expect(gate.list(as(id), "customer", { fields: ["name", name] })).rejects.toMatchObject(
        refusal,
      );
  }
  expect(secrets).toBeGreaterThan(0);
});

test("what is no list of names is refused in words", async () => {
  const { gate } = world.enterprise.services;
  const { id } = world.personas[0]!;
  for (const fields of ["name", 5, {}, Array.from({ length: 501 }, () => "name")])
    await expect(gate.list(as(id), "customer", { fields: fields as never })).rejects.toMatchObject({
      extras: { problems: [{ path: "fields", code: "out_of_range" }] },
    });
});
