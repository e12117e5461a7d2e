/** The organisation tree for screens: every unit the reader may see, parents before children. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { demandPlan, readGuarded } from "../gate/guard.ts";
import type { Subject } from "../gate/subject.ts";
import { ROW, viewOf } from "../gate/view.ts";
import type { UnitNode } from "../http/contract.ts";

interface NodeRow {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly people: string;
}

export async function unitNodes(
  executor: Executor,
  subject: Subject,
): Promise<readonly UnitNode[]> {
  const view = viewOf(subject, "unit");
  if (view.arms.length === 0) {
    await demandPlan(executor, subject);
    return [];
  }
  const cell = (name: string, arm: (typeof view.arms)[number]) =>
    arm.cell(view.object.fields.get(name)!)[0]!;
  const arms = view.arms.map(
    (
      arm,
    ) => sql`select true as present, ${sql.ref(`${ROW}.id`)} as id, ${cell("parent", arm)} as parent, ${cell("name", arm)} as name,
      ${cell("kind", arm)} as kind, coalesce(staff.people, 0) as people
      from unit as ${sql.ref(ROW)}
      left join (select unit, count(*) as people from person where deleted_at is null group by unit) staff on staff.unit = ${sql.ref(`${ROW}.id`)}
      where ${arm.where}`,
  );
  const rows = await readGuarded<NodeRow>(executor, subject, sql.join(arms, sql` union all `));
  return preorder(rows);
}

function preorder(rows: readonly NodeRow[]): readonly UnitNode[] {
  const known = new Set(rows.map(({ id }) => id));
  const children = new Map<string | null, NodeRow[]>();
  for (const row of rows) {
    // A unit whose parent the reader cannot see stands as a root.
    const parent = row.parent !== null && known.has(row.parent) ? row.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), row]);
  }
  const nodes: UnitNode[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const { id, name, kind, people } of (children.get(parent) ?? []).toSorted(byName)) {
      nodes.push({ id, parent, name: name ?? "", kind: kind ?? "", depth, people: Number(people) });
      walk(id, depth + 1);
    }
  };
  walk(null, 0);
  return nodes;
}

const byName = (a: NodeRow, b: NodeRow): number => (a.name ?? "").localeCompare(b.name ?? "", "zh");
