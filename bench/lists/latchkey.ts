/** Ours: the whole gate, as a request goes through it; and the same reader's clauses joined by OR, as one writes first. */
import { sql } from "kysely";
import { readGuarded } from "../../packages/server/src/gate/guard.ts";
import { reachSql, viewOf } from "../../packages/server/src/gate/view.ts";
import type { Services } from "../../packages/server/src/services.ts";
import { as } from "../../packages/server/src/testing/enterprise.ts";
import { PAGE, type ListEngine } from "./engine.ts";

/** Audit, titles and the abilities of every row included. */
export const latchkey = ({ gate }: Services): ListEngine => ({
  name: "Latchkey",
  async firstPage({ person }) {
    const { rows } = await gate.list(as(person), "customer", { limit: PAGE });
    return rows.map(({ id }) => id);
  },
  close: async () => {},
});

/** The statement alone. */
export const naiveOr = ({ db, subjects }: Services): ListEngine => ({
  name: "naive OR",
  async firstPage({ person }) {
    const subject = await subjects.current(person);
    const view = viewOf(subject, "customer");
    const rows = await readGuarded<{ id: string }>(
      db,
      subject,
      sql`select true as present, t.* from customer t where ${reachSql(view)}
        order by t.created_at desc, t.id desc limit ${sql.lit(PAGE)}`,
    );
    return rows.map(({ id }) => id);
  },
  close: async () => {},
});
