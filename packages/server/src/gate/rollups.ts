/**
 * Cells of a parent that are totals over its children, kept right in the transaction that changes a child. They are
 * counted anew for the parents touched, never added to: a total that was wrong once does not stay wrong.
 *
 * INVARIANT: whoever writes a child has locked its parent before (`placeRecord`), so two writers of one parent's
 * children count one after the other.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { ObjectModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";

interface Rollup {
  readonly parent: string;
  /** The child's column that names the parent. */
  readonly by: string;
  /** Children that do not count. */
  readonly unless?: Sql;
  /** Column of the parent ← aggregate over the children `c` that count, in the currency `k.currency`. */
  readonly totals: Readonly<Record<string, Sql>>;
  /** Where money is totalled: the parent's amount is in the currency of the latest child; others are not added to it. */
  readonly currency?: { readonly column: string; readonly latestBy: string };
}

/** Minor units at which the second to fifth tier begin (R92). */
const TIER_FLOORS = [20_000, 100_000, 500_000, 2_000_000];

const spend = sql`coalesce(sum(c.total) filter (where c.total_currency = k.currency), 0)`;

const ROLLUPS: Readonly<Record<string, Rollup>> = {
  order: {
    parent: "customer",
    by: "customer",
    unless: sql`c.status in ('cancelled', 'refunded')`,
    currency: { column: "total_currency", latestBy: "placed_at" },
    totals: {
      spend,
      spend_currency: sql`coalesce(k.currency, 'CNY')`,
      order_count: sql`count(*)`,
      last_order_at: sql`max(c.placed_at)`,
      tier: sql`'tier' || (1 + ${sql.join(
        TIER_FLOORS.map((floor) => sql`(${spend} >= ${sql.lit(floor)})::int`),
        sql` + `,
      )})`,
    },
  },
  followUp: {
    parent: "customer",
    by: "customer",
    totals: { last_follow_up_at: sql`max(c.at)` },
    unless: sql`c.state = 'withdrawn'`,
  },
};

export async function rollUp(
  tx: Executor,
  child: ObjectModel,
  parents: readonly string[],
): Promise<void> {
  const rollup = ROLLUPS[child.name];
  if (!rollup || parents.length === 0) return;
  const names = Object.keys(rollup.totals);
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const totals = sql.join(names.map((name) => sql`${rollup.totals[name]!} as ${sql.ref(name)}`));
  await run(
    tx,
    sql`update ${sql.table(rollup.parent)} as p set (${columns}) = (select ${sql.join(names.map((name) => sql.ref(`t.${name}`)))})
      from unnest(${[...new Set(parents)]}::uuid[]) as wanted (id)
      cross join lateral (select ${latestCurrency(child, rollup)} as currency) k
      cross join lateral (select ${totals} from ${childrenOf(child, rollup)}) t
      where p.id = wanted.id
        and (${sql.join(names.map((name) => sql.ref(`p.${name}`)))}) is distinct from (${sql.join(names.map((name) => sql.ref(`t.${name}`)))})`,
  );
}

function childrenOf(child: ObjectModel, { by, unless }: Rollup): Sql {
  return sql`${sql.table(child.table)} as c
    where ${sql.ref(`c.${by}`)} = wanted.id and c.deleted_at is null and ${unless ? sql`(${unless}) is not true` : sql`true`}`;
}

function latestCurrency(child: ObjectModel, rollup: Rollup): Sql {
  if (!rollup.currency) return sql`null::text`;
  const { column, latestBy } = rollup.currency;
  return sql`(select ${sql.ref(`c.${column}`)} from ${childrenOf(child, rollup)} and ${sql.ref(`c.${column}`)} is not null
    order by ${sql.ref(`c.${latestBy}`)} desc nulls last, c.id desc limit 1)`;
}

/**
 * Parents before children, always: a transfer locks the customer and then its orders, and the other way round here the
 * two would wait for each other for ever.
 */
export async function lockRollupParents(
  tx: Executor,
  child: ObjectModel,
  ids: readonly string[],
): Promise<void> {
  const rollup = ROLLUPS[child.name];
  if (!rollup) return;
  await run(
    tx,
    sql`select id from ${sql.table(rollup.parent)}
      where id in (select ${sql.ref(rollup.by)} from ${sql.table(child.table)} where id = any(${ids}::uuid[]))
      order by id for no key update`,
  );
}

/** Ids of the parents that these cells of children name; cells by their names. */
export function rollupParentsOf(
  child: ObjectModel,
  ...cells: readonly Pick<ReadonlyMap<string, unknown>, "get">[]
): readonly string[] {
  const by = ROLLUPS[child.name]?.by;
  if (by === undefined) return [];
  return cells.map((one) => one.get(by)).filter((id): id is string => typeof id === "string");
}
