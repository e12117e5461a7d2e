/** The guard by itself: what each of its parts refuses, and what a write holds while it is under way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import type { Database, Executor } from "../db/database.ts";
import { migratedDatabase } from "../testing/in-memory.ts";
import {
  bumpPolicy,
  bumpSubjects,
  demandPlan,
  lockForWrite,
  lockPolicy,
  lockSubjects,
  readGuarded,
} from "./guard.ts";
import type { Subject } from "./subject.ts";

const [ann, bo] = [uuid(), uuid()];

interface Planned {
  readonly policy?: number;
  readonly version?: number;
  readonly until?: Date;
  readonly viewer?: { readonly person: string; readonly version: number };
}

let db: Database;
let policy: number;

beforeAll(async () => {
  db = await migratedDatabase(null);
  await bumpPolicy(db);
  await bumpSubjects(db, [ann, bo]);
  await bumpSubjects(db, [ann]);
  const { rows } = await db.query<{ n: string }>("select n from policy_state");
  policy = Number(rows[0]!.n);
});
afterAll(() => db.close());

/** Ann's second version, unless something else is said. */
function plannedAs({ version = 2, until, viewer, ...planned }: Planned): Subject {
  const world = { version: String(planned.policy ?? policy) };
  const validUntil = until ?? null;
  const eyes = viewer && { ...viewer, version: String(viewer.version) };
  return { person: ann, version: String(version), world, validUntil, viewer: eyes } as never;
}

async function holds(planned: Planned): Promise<boolean> {
  const asked = plannedAs(planned);
  const row = sql`select true as present, 1 as one`;
  const [found, demanded] = await Promise.allSettled([
    readGuarded(db, asked, row),
    demandPlan(db, asked),
  ]);
  expect(found.status).toBe(demanded.status);
  return found.status === "fulfilled" && found.value.length === 1;
}

test("R148: a plan holds for the versions that it was made under, and for no others", async () => {
  expect(await holds({})).toBe(true);
  expect(await holds({ policy: policy - 1 })).toBe(false);
  expect(await holds({ policy: policy + 1 })).toBe(false);
  expect(await holds({ version: 1 })).toBe(false);
  expect(await holds({ version: 3 })).toBe(false);
});

test("R148: a plan ends at the moment that it ends at", async () => {
  expect(await holds({ until: new Date(Date.now() + 3_600_000) })).toBe(true);
  expect(await holds({ until: new Date(Date.now() - 1_000) })).toBe(false);
});

test("R148: through another's eyes a plan holds no longer than the looker's own rights", async () => {
  expect(await holds({ viewer: { person: bo, version: 1 } })).toBe(true);
  expect(await holds({ viewer: { person: bo, version: 0 } })).toBe(false);
  expect(await holds({ version: 1, viewer: { person: bo, version: 1 } })).toBe(false);
});

test("R148: whoever is suspended, or whose rights or policy have changed since, has no plan", async () => {
  await db.query("update subject_version set suspended = true where person = $1", [ann]);
  expect(await holds({})).toBe(false);
  await db.query("update subject_version set suspended = false where person = $1", [ann]);
  await bumpSubjects(db, [ann, ann]);
  expect([await holds({}), await holds({ version: 3 })]).toEqual([false, true]);
  await bumpPolicy(db);
  expect(await holds({ version: 3 })).toBe(false);
  expect(await holds({ version: 3, policy: policy + 1 })).toBe(true);
});

test("R148: a write shares the locks of policy and person that whoever changes rights takes alone", async () => {
  const locksOf = (work: (tx: Executor) => Promise<void>) =>
    db.transaction(async (tx) => {
      await work(tx);
      const { rows } = await tx.query<{ lock: string }>(
        `select format('%s %s', classid, mode) as lock from pg_locks
         where locktype = 'advisory' order by classid, mode`,
      );
      return rows.map(({ lock }) => lock);
    });
  expect(await locksOf((tx) => lockForWrite(tx, ann))).toEqual(["71 ShareLock", "72 ShareLock"]);
  expect(await locksOf(lockPolicy)).toEqual(["71 ExclusiveLock"]);
  expect(await locksOf((tx) => lockSubjects(tx, [ann, bo, ann]))).toEqual([
    "72 ExclusiveLock",
    "72 ExclusiveLock",
  ]);
  expect(await locksOf(async () => {})).toEqual([]);
});
