import { isValidPhoneNumber } from "libphonenumber-js";
import { describe, expect, it } from "vitest";
import { COMMON_FIELDS } from "../objects/declaration.ts";
import { OBJECTS } from "../objects/registry.ts";
import { demoRows } from "./demo-rows.ts";
import { CHUNK_SIZE } from "./rows.ts";
import type { DemoRow } from "./rows.ts";

const now = new Date(Date.UTC(2026, 10, 20, 4));

function collect(scale: number): ReadonlyMap<string, readonly DemoRow[]> {
  const all = new Map<string, DemoRow[]>();
  for (const { object, rows } of demoRows({ now, scale })) {
    all.set(object, [...(all.get(object) ?? []), ...rows]);
  }
  return all;
}

const small = collect(0.02);
const rowsOf = (object: string): readonly DemoRow[] => small.get(object) ?? [];

describe("the demo rows", () => {
  it("are the same for the same moment", () => {
    expect(JSON.stringify([...collect(0.002)])).toBe(JSON.stringify([...collect(0.002)]));
  });

  it("R36: come whole at scale one, within their share of the half minute", () => {
    const counts = new Map<string, number>();
    for (const { object, rows } of demoRows({ now })) {
      expect(rows.length).toBeLessThanOrEqual(CHUNK_SIZE);
      counts.set(object, (counts.get(object) ?? 0) + rows.length);
    }
    expect(Object.fromEntries(counts)).toMatchObject({
      customer: 100_000,
      order: 100_000,
      person: 3000,
    });
    expect(counts.get("followUp")).toBe(40_000);
    expect(counts.get("ticket")).toBeGreaterThan(7500);
  });

  it("hold only declared fields, with choices that exist", () => {
    for (const [object, rows] of small) {
      const fields = { ...COMMON_FIELDS, ...OBJECTS[object]?.fields };
      for (const row of rows.slice(0, 400)) {
        for (const [name, value] of Object.entries(row)) {
          if (name === "id") continue;
          const field = fields[name as keyof typeof fields];
          expect(field, `${object}.${name}`).toBeDefined();
          checkChoice({ object, name, value });
        }
      }
    }
  });

  it("fill every required field", () => {
    for (const [object, rows] of small) {
      const required = Object.entries(OBJECTS[object]?.fields ?? {}).filter(
        ([, field]) => field.required,
      );
      for (const row of rows.slice(0, 400)) {
        for (const [name] of required) expect(row[name], `${object}.${name}`).toBeTruthy();
      }
    }
  });

  it("refer only to what came before", () => {
    // Roles come first and belong to the head office.
    const known = new Set<unknown>(rowsOf("unit").map((row) => row["id"]));
    for (const [object, rows] of small) {
      for (const row of rows) known.add(row["id"]);
      for (const [name, field] of Object.entries(OBJECTS[object]?.fields ?? {})) {
        if (field.type !== "reference" && field.type !== "unit") continue;
        const unknown = rows.filter((row) => row[name] != null && !known.has(row[name]));
        expect(unknown, `${object}.${name}`).toEqual([]);
      }
    }
  });

  it("have unique ids that sort by their moment", () => {
    const ids = [...small.values()].flat().map((row) => row["id"] as string);
    expect(new Set(ids).size).toBe(ids.length);
    const customers = rowsOf("customer");
    expect(customers.map((row) => row["id"])).toEqual(
      customers.map((row) => row["id"] as string).toSorted(),
    );
    for (const row of customers.slice(0, 50)) {
      const id = row["id"] as string;
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(
        Date.parse(row["createdAt"] as string),
      );
    }
  });

  it("children carry their customer's owner and unit", () => {
    const customers = new Map(rowsOf("customer").map((row) => [row["id"], row]));
    for (const [object, rows] of small) {
      if (OBJECTS[object]?.follows !== "customer") continue;
      for (const row of rows) {
        const parent = customers.get(row["customer"]);
        expect([row["owner"], row["unit"]]).toEqual([parent?.["owner"], parent?.["unit"]]);
      }
    }
  });

  it("nothing happens after the present, and unique values are unique", () => {
    for (const [object, rows] of small) {
      for (const row of rows)
        expect(Date.parse(row["createdAt"] as string)).toBeLessThanOrEqual(now.getTime());
      for (const [name, field] of Object.entries(OBJECTS[object]?.fields ?? {})) {
        if (field.unique !== true) continue;
        const values = rows.map((row) => row[name]);
        expect(new Set(values).size, `${object}.${name}`).toBe(values.length);
      }
    }
  });

  it("R134: phones are of valid shape, and a customer's totals are those of the orders", () => {
    const spent = new Map<unknown, number>();
    for (const row of rowsOf("order")) {
      if (row["status"] === "refunded" || row["status"] === "cancelled") continue;
      const { amount } = row["total"] as { amount: string };
      spent.set(row["customer"], (spent.get(row["customer"]) ?? 0) + Number(amount));
    }
    for (const row of rowsOf("customer")) {
      expect((row["spend"] as { amount: string }).amount).toBe(String(spent.get(row["id"]) ?? 0));
    }
    const phones = rowsOf("customer").map((row) => row["phone"] as string);
    expect(phones.slice(0, 300).filter((phone) => !isValidPhoneNumber(phone))).toEqual([]);
  });

  it("R92: all five tiers occur, and some customers wait in the pool", () => {
    expect(new Set(rowsOf("customer").map((row) => row["tier"])).size).toBe(5);
    const pool = rowsOf("customer").filter((row) => row["owner"] === null);
    expect(pool.length).toBeGreaterThan(100);
  });

  it("R11, R42: interns collaborate, and every parent has a class teacher", () => {
    const functions = Map.groupBy(rowsOf("participant"), (row) => row["function"] as string);
    expect([...functions.keys()]).toEqual(
      expect.arrayContaining(["teacher", "collaborator", "shared"]),
    );
  });
});

function checkChoice({
  object,
  name,
  value,
}: {
  object: string;
  name: string;
  value: unknown;
}): void {
  const choices = OBJECTS[object]?.fields[name]?.choices;
  if (choices === undefined || value === null) return;
  const offered = choices.map((choice) => choice.value);
  for (const one of Array.isArray(value) ? value : [value])
    expect(offered, `${object}.${name}`).toContain(one);
}
