/**
 * What is known of an object's rows by unit, for choosing how a list is read and never for what is in it: how many there
 * are, from the tallies, and whether any of them stands near the top of the list, from its index. A minute old at most.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { orderKey } from "../derive/table.ts";
import { grainOf, tallyOf } from "../tally/tally.ts";
import type { World } from "./subject.ts";

/** So many rows from the top of a list are near it. */
export const TOP = 2_000;
const MAX_AGE_MS = 60_000;

export interface Sizes {
  readonly rows: number;
  readonly units: ReadonlyMap<string, { readonly rows: number; readonly isAtTop: boolean }>;
}

interface Kept {
  readonly at: number;
  readonly sizes: Promise<Sizes>;
}

const kept = new WeakMap<World, Map<string, Kept>>();

/** Null where nothing is known: no tallies are kept of the object. */
export async function sizesOf(
  executor: Executor,
  world: World,
  object: ObjectModel,
): Promise<Sizes | null> {
  if (!object.declaration.tallies?.by.includes("unit")) return null;
  const objects = kept.get(world) ?? new Map<string, Kept>();
  kept.set(world, objects);
  const known = objects.get(object.name);
  if (known && Date.now() - known.at < MAX_AGE_MS) return known.sizes;
  const sizes = readSizes(executor, world, object);
  objects.set(object.name, { at: Date.now(), sizes });
  // What failed is not kept; whoever waits for it is told.
  sizes.catch(() => objects.delete(object.name));
  return sizes;
}

interface UnitRow {
  readonly unit: string;
  readonly rows: string;
  readonly at_top: boolean | null;
}

async function readSizes(executor: Executor, world: World, object: ObjectModel): Promise<Sizes> {
  const { declaration } = object;
  const { sort } = declaration.list;
  const tally = tallyOf(declaration)!;
  const key = sql.raw(orderKey(declaration, sort.field));
  const isUp = sort.direction === "asc";
  const order = sql.raw(isUp ? "asc" : "desc");
  const live = sql`from ${sql.table(object.table)} where deleted_at is null`;
  const { rows } = await run<UnitRow>(
    executor,
    sql`with top as materialized (select (select ${key} ${live} order by ${key} ${order}, id ${order} offset ${sql.lit(TOP)} limit 1) as key)
      select u.id as unit, coalesce((select sum(rows) from ${sql.table(tally.base)} k
          where k.grain = ${sql.lit(grainOf(tally, new Set(["unit"])))} and k.unit = u.id), 0) as rows,
        (select ${key} ${live} and unit = u.id order by ${key} ${order}, id ${order} limit 1) ${sql.raw(isUp ? "<=" : ">=")} top.key
          or top.key is null as at_top
      from ${sql.table(objectNamed(world.model, "unit").table)} u, top`,
  );
  const units = rows.map(
    ({ unit, rows: count, at_top }) =>
      [unit, { rows: Number(count), isAtTop: at_top === true }] as const,
  );
  const sum = units.reduce((total, [, { rows: count }]) => total + count, 0);
  return { rows: sum, units: new Map(units) };
}
