/** The records on which one person meets with a change, among those that the reader sees, by both of the person's plans. */
import { sql } from "kysely";
import { objectNamed } from "../../derive/model.ts";
import type { Sql } from "../../fields/module.ts";
import { readGuarded } from "../../gate/guard.ts";
import type { Subject } from "../../gate/subject.ts";
import { reachSql, ROW, viewOf, type ArmLevels } from "../../gate/view.ts";
import type { ImpactChange } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import type { Impact } from "./impacts.ts";

/** Records of one page. */
const PAGE = 50;

interface Asked {
  readonly impact: Impact;
  readonly person: string;
  readonly object: string;
  readonly change: ImpactChange;
  /** Id of the last record of the page before. */
  readonly after: string | null;
}

interface Found {
  readonly ids: readonly string[];
  /** How many the reader sees; counted for the first page only. */
  readonly seen: number;
  readonly next: string | null;
}

export async function recordsChanged(
  { db, subjects }: Services,
  reader: Subject,
  { impact, person, object, change, after }: Asked,
): Promise<Found> {
  const [was] = await subjects.loadAll(db, impact.before, [person]);
  const [is] = await subjects.loadAll(db, impact.after, [person]);
  if (!was || !is) return { ids: [], seen: 0, next: null };
  const id = sql.ref(`${ROW}.id`);
  const { table } = objectNamed(reader.world.model, object);
  const match = sql`${sideSql(was, object, change, change.from)} and ${sideSql(is, object, change, change.to)}
    and ${reachSql(viewOf(reader, object))}`;
  const behind = after === null ? sql`true` : sql`${id} > ${after}::uuid`;
  const rows = await readGuarded<{ id: string }>(
    db,
    reader,
    sql`select true as present, ${id} as id from ${sql.table(table)} as ${sql.ref(ROW)}
      where ${match} and ${behind} order by ${id} limit ${sql.lit(PAGE + 1)}`,
  );
  const ids = rows.slice(0, PAGE).map((row) => row.id);
  const next = rows.length > PAGE ? ids.at(-1)! : null;
  if (after !== null || next === null) return { ids, seen: ids.length, next };
  const [counted] = await readGuarded<{ count: string }>(
    db,
    reader,
    sql`select true as present, count(*) as count from ${sql.table(table)} as ${sql.ref(ROW)} where ${match}`,
  );
  return { ids, seen: Number(counted!.count), next };
}

/** True for records of which one side of the change holds. */
function sideSql(
  subject: Subject,
  object: string,
  { kind, name }: ImpactChange,
  side: ImpactChange["from"],
): Sql {
  const field = objectNamed(subject.world.model, object).fields.get(name);
  const reach = (action: string, isMeant: (arm: ArmLevels) => boolean, is: boolean): Sql =>
    sql`(${reachSql(viewOf(subject, object, action), isMeant)}) is ${is ? sql`true` : sql`not true`}`;
  if (kind === "act") return reach(name, () => true, side === "yes");
  if (kind === "write")
    return reach(field!.writtenBy, ({ arm }) => arm.write.includes(name), side === "yes");
  return side === "absent"
    ? reach("view", (arm) => arm.level(field!) !== "absent", false)
    : reach("view", (arm) => arm.level(field!) === side, true);
}
