/** Fills an empty database with the demo enterprise: fictional, deterministic, in one transaction. */
import type { AuditTrail } from "../audit/trail.ts";
import type { Database } from "../db/database.ts";
import { deferIndexes } from "../db/defer-indexes.ts";
import { objectNamed } from "../derive/model.ts";
import { bumpPolicy, bumpSubjects, lockPolicy } from "../gate/guard.ts";
import { asSystem, type SystemRow } from "../gate/system.ts";
import { openAccounts, type Account } from "../identity/accounts.ts";
import { createRoles } from "../org/roles.ts";
import { keepFirstVersion } from "../policies/versions.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { ROLE_TEMPLATES } from "../policies/templates/registry.ts";
import { deferTallies } from "../tally/rebuild.ts";
import { talliesOf } from "../tally/tally.ts";
import { DEMO_ORGANISATION, DEMO_PASSWORD } from "./personas.ts";
import { demoRows } from "./demo-rows.ts";
import type { DemoChunk } from "./rows.ts";

export interface DemoOptions {
  readonly db: Database;
  readonly subjects: SubjectStore;
  readonly trail: AuditTrail;
  readonly now: Date;
  /** 1 is the whole enterprise: 500 stores, about 3,000 people, 100,000 customers. */
  readonly scale?: number;
  onProgress?(object: string, rows: number): void;
}

export async function loadDemo({
  db,
  subjects,
  trail,
  now,
  scale,
  onProgress,
}: DemoOptions): Promise<void> {
  const { model } = await subjects.world();
  const declarations = [...model.objects.values()].map(({ declaration }) => declaration);
  const templates = Object.values(ROLE_TEMPLATES);
  const system = asSystem("seed the demo enterprise", null);
  await db.transaction(async (tx) => {
    await lockPolicy(tx);
    const accounts: Account[] = [];
    const insert = async ({ object, rows }: DemoChunk): Promise<void> => {
      if (object === "person") accounts.push(...rows.map(toAccount));
      if (object === "role") {
        await createRoles(tx, system, { model, templates, unit: String(rows[0]!["unit"]) });
      } else await system.insertRows(tx, objectNamed(model, object), rows as SystemRow[]);
      onProgress?.(object, rows.length);
    };
    const deferred = (work: () => Promise<void>) =>
      deferIndexes(tx, () => deferTallies(tx, talliesOf(declarations), work));
    await deferred(async () => {
      // The next chunk is made while the database takes in the last one; a session runs its statements in order.
      let before: Promise<void> = Promise.resolve();
      for (const chunk of demoRows({ now, ...(scale === undefined ? {} : { scale }) })) {
        const inserted = insert(chunk);
        // It is awaited a round later; until then a failure must not count as unheard.
        inserted.catch(() => {});
        await before;
        before = inserted;
      }
      await before;
    });
    await openAccounts(tx, accounts, DEMO_PASSWORD);
    await tx.query("update policy_state set organisation = $1, demo = true", [
      DEMO_ORGANISATION.zh,
    ]);
    await keepFirstVersion(tx);
    await bumpSubjects(
      tx,
      accounts.map(({ person }) => person),
    );
    await bumpPolicy(tx);
    await trail.writeOwn(tx, { action: "system.seedDemo", object: null, detail: {} });
  });
  await db.transaction(async (tx) => {
    // A third of the usual sample tells the planner enough of a demo, in a third of the time.
    await tx.query("set local default_statistics_target = 30");
    await tx.query("analyze");
  });
}

const toAccount = (row: Record<string, unknown>): Account => ({
  person: String(row["id"]),
  name: String(row["name"]),
  email: String(row["email"]),
});
