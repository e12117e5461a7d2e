/**
 * The trail says when a sandbox ended. Nothing depends on it: every statement asks the clock itself, and this line may come
 * whenever a node has time. A chore.
 */
import type { AuditTrail } from "../audit/trail.ts";
import type { Database } from "../db/database.ts";
import { takeEnded } from "../policies/sandboxes/sandbox-store.ts";

export const noteEnds = (db: Database, trail: AuditTrail): Promise<number> =>
  db.transaction(async (tx) => {
    const ended = await takeEnded(tx);
    for (const { id, name, until, endedAt, endedBy } of ended)
      await trail.write(tx, {
        person: null,
        unit: null,
        source: null,
        action: "sandbox.ended",
        object: "sandbox",
        records: [id],
        verdict: "allowed",
        reason: null,
        detail: { name, at: (endedAt ?? until).toISOString(), ...(endedBy ? { endedBy } : {}) },
      });
    return ended.length;
  });
