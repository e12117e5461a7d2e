/** Permission tests as rows. */
import { createHash } from "node:crypto";
import type { Executor } from "../../db/database.ts";
import type { PolicyTestContent } from "../../http/contract.ts";
import { roleIdOf } from "../templates/registry.ts";
import { SHIPPED_TESTS, type ShippedTest } from "./shipped-tests.ts";

export interface StoredTest {
  readonly id: string;
  readonly version: number;
  readonly content: PolicyTestContent;
  /** Name of the shipped test it came from. */
  readonly preset: string | null;
  readonly archived: boolean;
}

const TEST = `select id, version, content, preset, archived from policy_test`;

/** Those that run first, each kind in the order it was written in. */
export async function readTests(executor: Executor): Promise<readonly StoredTest[]> {
  const { rows } = await executor.query<StoredTest>(
    `${TEST} where $1 order by archived, at, preset, id`,
    [true],
  );
  return rows;
}

export async function readTest(executor: Executor, id: string): Promise<StoredTest | null> {
  const { rows } = await executor.query<StoredTest>(`${TEST} where id = $1`, [id]);
  return rows[0] ?? null;
}

export async function insertTest(
  tx: Executor,
  {
    id,
    content,
    by,
  }: { readonly id: string; readonly content: PolicyTestContent; readonly by: string },
): Promise<void> {
  await tx.query(`insert into policy_test (id, content, "by") values ($1, $2::jsonb, $3)`, [
    id,
    JSON.stringify(content),
    by,
  ]);
}

export async function updateTest(
  tx: Executor,
  { id, content, archived, by }: Omit<StoredTest, "version" | "preset"> & { readonly by: string },
): Promise<void> {
  await tx.query(
    `update policy_test set content = $2::jsonb, archived = $3, "by" = $4, version = version + 1 where id = $1`,
    [id, JSON.stringify(content), archived, by],
  );
}

/** The shipped tests of these templates; one that is there already stays as it is. */
export const createShippedTests = (tx: Executor, templates: readonly string[]): Promise<void> =>
  insertShipped(
    tx,
    SHIPPED_TESTS.filter(({ role }) => templates.includes(role)),
    null,
  );

export async function insertShipped(
  tx: Executor,
  tests: readonly ShippedTest[],
  by: string | null,
): Promise<void> {
  await tx.query(
    `insert into policy_test (id, content, preset, "by")
     select t.id, t.content, t.preset, $2::uuid from json_to_recordset($1::json) as t (id uuid, content jsonb, preset text)
     on conflict (id) do nothing`,
    [
      JSON.stringify(
        tests.map(({ preset, content }) => ({ id: shippedId(preset), preset, content })),
      ),
      by,
    ],
  );
}

/**
 * Those that are shipped for these roles and never came here, because the organisation is older than they are; by id.
 * One that is archived came.
 */
export function missingShipped(
  present: readonly Pick<StoredTest, "id">[],
  roles: readonly { readonly id: string }[],
): ReadonlyMap<string, ShippedTest> {
  const [known, here] = [new Set(present.map(({ id }) => id)), new Set(roles.map(({ id }) => id))];
  return new Map(
    SHIPPED_TESTS.filter(({ role }) => here.has(roleIdOf(role)))
      .map((test) => [shippedId(test.preset), test] as const)
      .filter(([id]) => !known.has(id)),
  );
}

/** The same in every deployment. */
function shippedId(preset: string): string {
  const hex = createHash("sha256").update(`latchkey test ${preset}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
