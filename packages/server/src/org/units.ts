/** The organisation tree for screens: every unit the reader may see, parents before children, and whom they see in it. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import type { Subject } from "../gate/subject.ts";
import { reachSql, readArms, ROW, viewOf, type ArmView } from "../gate/view.ts";
import type { UnitNode } from "../http/contract.ts";

interface NodeRow {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly people: number;
}

export async function unitNodes(
  executor: Executor,
  subject: Subject,
): Promise<readonly UnitNode[]> {
  const view = viewOf(subject, "unit");
  const people = viewOf(subject, "person");
  const place = people.object.fields.get("unit")!;
  const seen = reachSql(people, (arm) => arm.level(place) === "plain");
  const staff = sql`select ${sql.ref(`${ROW}.unit`)} as unit, count(*) as people from person as ${sql.ref(ROW)}
    cross join guard g where ${seen} group by 1`;
  const cell = (name: string, arm: ArmView) => arm.cell(view.object.fields.get(name)!)[0]!;
  // One text for all of them: thousands of rows take the embedded database three times as long to hand over.
  const arms = await readArms<{ nodes: readonly NodeRow[] }>(
    executor,
    subject,
    view,
    (
      arm,
    ) => sql`select true as present, coalesce(json_agg(json_build_object('id', ${sql.ref(`${ROW}.id`)},
        'parent', ${cell("parent", arm)}, 'name', ${cell("name", arm)}, 'kind', ${cell("kind", arm)},
        'people', coalesce(staff.people, 0))), '[]') as nodes
      from unit as ${sql.ref(ROW)}
      left join (${staff}) staff on staff.unit = ${sql.ref(`${ROW}.id`)}
      where ${arm.where}`,
  );
  return preorder(arms.flatMap(({ nodes }) => nodes));
}

function preorder(rows: readonly NodeRow[]): readonly UnitNode[] {
  const known = new Set(rows.map(({ id }) => id));
  const children = new Map<string | null, NodeRow[]>();
  for (const row of rows) {
    // A unit whose parent the reader cannot see stands as a root.
    const parent = row.parent !== null && known.has(row.parent) ? row.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(row);
    else children.set(parent, [row]);
  }
  const nodes: UnitNode[] = [];
  const walk = (parent: string | null, depth: number): void => {
    for (const { id, name, kind, people } of (children.get(parent) ?? []).toSorted(byName)) {
      nodes.push({ id, parent, name: name ?? "", kind: kind ?? "", depth, people });
      walk(id, depth + 1);
    }
  };
  walk(null, 0);
  return nodes;
}

/** Made once: comparing by locale makes it anew for every pair. */
const order = new Intl.Collator("zh");

const byName = (a: NodeRow, b: NodeRow): number => order.compare(a.name ?? "", b.name ?? "");
