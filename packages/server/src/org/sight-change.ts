/** How far somebody's rights reach over the customers of units that move, before and after. */
import {
  bindSubject,
  evaluateCondition,
  type Assignment,
  type Condition,
  type RecordFacts,
  type Truth,
} from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { readGuarded } from "../gate/guard.ts";
import type { Subject, World } from "../gate/subject.ts";
import { reachSql, ROW, viewOf } from "../gate/view.ts";
import type { Difference } from "../http/contract.ts";
import { rulesOfRole } from "../policies/grant-width.ts";

export interface Move {
  /** Who asks. */
  readonly reader: Subject;
  /** The units that move, as far as they are the reader's to see. */
  readonly units: readonly string[];
  /** The world with the unit in its new place. */
  readonly after: World;
}

export interface Mover extends Reach {
  readonly before: Subject;
  readonly after: Subject;
}

interface Reach {
  readonly units: Difference;
  /** What reaches further or less far. */
  readonly through: Assignment | null;
}

const OBJECT = "customer";
const VIEWS: ReadonlySet<string> = new Set(["*", `${OBJECT}.*`, `${OBJECT}.view`]);

/** A permit as somebody holds it. */
interface Permit {
  readonly assignment: Assignment;
  /** Scope and condition, all of which must be true. */
  readonly parts: readonly Condition[];
}

/**
 * Of the units, those where the person comes to reach customers, and no longer does, by what their permits say of a unit
 * alone: what they ask of the customer may be so or not. A permit that holds there anyway makes all others idle.
 */
export function reachOf({ reader, units, after }: Move, person: Subject): Reach {
  const permits = permitsOf(reader, person);
  const { tree } = reader.world;
  let [gained, lost] = [0, 0];
  let through: Assignment | null = null;
  for (const unit of units) {
    const truths = permits.map((permit) => [
      truthAt(permit, unit, person, tree),
      truthAt(permit, unit, person, after.tree),
    ]);
    const isSure = [0, 1].map((time) => truths.some((truth) => truth[time] === true));
    const turned = (from: number, to: number): Permit | undefined =>
      isSure[from]
        ? undefined
        : permits[truths.findIndex((truth) => truth[from] === false && truth[to] !== false)];
    const [opened, closed] = [turned(0, 1), turned(1, 0)];
    if (opened) gained += 1;
    if (closed) lost += 1;
    through ??= (closed ?? opened)?.assignment ?? null;
  }
  return { units: { gained, lost }, through };
}

function permitsOf(reader: Subject, { holder, context }: Subject): readonly Permit[] {
  const { scopes } = reader.world.model.schema.objects[OBJECT]!;
  const now = Number(context["now"]);
  const isLive = ({ from, until }: Assignment): boolean =>
    (from === null || from <= now) && (until === null || until > now);
  return holder.assignments.filter(isLive).flatMap((assignment) =>
    rulesOfRole(reader, assignment.role)
      .filter(({ effect, actions }) => effect === "permit" && actions.some((one) => VIEWS.has(one)))
      .map(({ scope, when }) => ({
        assignment,
        parts: [scopes[scope], when]
          .filter((part) => part !== undefined)
          .map((part) => bindSubject(part, holder, assignment)),
      })),
  );
}

/** Of a customer of whom nothing is known but their unit. */
function truthAt(
  { parts }: Permit,
  unit: string,
  { context }: Subject,
  tree: World["tree"],
): Truth {
  const facts: RecordFacts = { values: { unit }, related: () => null };
  const truths = parts.map((part) => evaluateCondition(part, facts, context, tree));
  if (truths.includes(false)) return false;
  return truths.every((truth) => truth === true) ? true : null;
}

/** People asked about in one statement. */
const AT_ONCE = 25;

/**
 * Customers that each comes to see and no longer sees, of those the reader sees themselves: what "who can see this" would
 * tell the reader of each of them. A customer is concerned by any of its units.
 */
export async function countSight(
  executor: Executor,
  { reader, units }: Move,
  movers: readonly Mover[],
): Promise<readonly Difference[]> {
  const object = objectNamed(reader.world.model, OBJECT);
  const places = [...object.fields.values()].filter(
    ({ declaration, custom }) => declaration.type === "unit" && !custom,
  );
  const isConcerned = sql.join(
    places.map((field) => sql`${field.cell(ROW)[0]!} = any(${units}::uuid[])`),
    sql` or `,
  );
  const found: Difference[] = [];
  for (let start = 0; start < movers.length; start += AT_ONCE) {
    const some = movers.slice(start, start + AT_ONCE);
    const counts = some.flatMap(({ before, after }, index) => {
      const [old, next] = [before, after].map((one) => reachSql(viewOf(one, OBJECT)));
      return [
        sql`count(*) filter (where ${next!} and (${old!}) is not true) as ${sql.ref(`gained${index}`)}`,
        sql`count(*) filter (where ${old!} and (${next!}) is not true) as ${sql.ref(`lost${index}`)}`,
      ];
    });
    const [row] = await readGuarded<Record<string, string>>(
      executor,
      reader,
      sql`select true as present, ${sql.join(counts)} from ${sql.table(object.table)} as ${sql.ref(ROW)}
        where ${reachSql(viewOf(reader, OBJECT))} and (${isConcerned})`,
    );
    for (const index of some.keys())
      found.push({ gained: Number(row![`gained${index}`]), lost: Number(row![`lost${index}`]) });
  }
  return found;
}
