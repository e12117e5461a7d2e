import { expect, test } from "vitest";
import { migratedDatabase } from "../testing/in-memory.ts";
import { AuditTrail } from "./trail.ts";

test("R107: a line that cannot be written now is written later, and none is given up in silence", async () => {
  const db = await migratedDatabase(null);
  const errors: unknown[] = [];
  const trail = new AuditTrail(db, (error) => errors.push(error));
  const lines = async (): Promise<readonly { object: string }[]> =>
    (await db.query<{ object: string }>("select object from audit_line order by at, object")).rows;
  const note = (object: string) =>
    trail.note({
      person: null,
      unit: null,
      action: `${object}.list`,
      object,
      records: [],
      verdict: "allowed",
      reason: null,
      detail: {},
      source: null,
    });
  await db.query("alter table audit_line rename to audit_line_away");
  note("customer");
  await trail.flush();
  note("order");
  await expect(trail.close()).rejects.toThrow("2 audit lines");
  // A timer may have tried once more meanwhile.
  expect(errors.length).toBeGreaterThan(1);
  await db.query("alter table audit_line_away rename to audit_line");
  await trail.close();
  expect((await lines()).map(({ object }) => object)).toEqual(["customer", "order"]);
  await db.close();
});
