/**
 * What a move of a unit would change, told before anybody moves it: how much moves along, and whose sight of customers
 * widens or narrows. Counted under the tree as it would be, and nothing is written.
 */
import { badRequest, problem, Refusal } from "../errors.ts";
import { objectNamed } from "../derive/model.ts";
import type { Executor } from "../db/database.ts";
import { UUID } from "../fields/shared.ts";
import { readMany } from "../gate/batch-update.ts";
import { countRecords } from "../gate/count.ts";
import { mayViewAssignmentsOf } from "../gate/explain.ts";
import { parseFilter } from "../gate/filter.ts";
import { findRecord } from "../gate/list.ts";
import type { Caller } from "../gate/mutate.ts";
import { demandUnitMove } from "../gate/rights-keeping.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { viewOf } from "../gate/view.ts";
import { visiblePeople } from "../gate/who-can-see.ts";
import { decideOn } from "../gate/write.ts";
import type { MoveImpact } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { countSight, reachOf, type Move, type Mover } from "./sight-change.ts";

export interface MoveImpactInput {
  readonly id: string;
  readonly parent: string;
}

/** What people ask about first. The unit field of each says where a record stands. */
export const TOLD: readonly string[] = [
  "person",
  "post",
  "customer",
  "opportunity",
  "order",
  "ticket",
];

/** More people than anybody reads; `total` tells how many there are. */
const MAX_SHOWN = 200;

/** To hold every customer against everybody's rules takes the longer the more there are. */
const MAX_CUSTOMERS = 10_000;

export async function moveImpact(
  services: Services,
  caller: Caller,
  input: MoveImpactInput,
): Promise<MoveImpact> {
  const { id, parent } = input;
  const records = isId(id) ? [id] : [];
  const detail = isId(parent) ? { parent } : {};
  const act = { object: "unit", action: "moveImpact", records, detail };
  return services.gate.read(caller, act, async (subject) => {
    await demandMove(services.db, subject, input);
    return { result: await impactOf(services, subject, input), records };
  });
}

const isId = (id: unknown): id is string => typeof id === "string" && UUID.test(id);

/** Whoever may not make the move is told nothing of it. */
async function demandMove(
  executor: Executor,
  subject: Subject,
  { id, parent }: MoveImpactInput,
): Promise<void> {
  const record = isId(id) ? await findRecord(executor, subject, { object: "unit" }, id) : null;
  if (!record) throw new Refusal("not_found");
  const object = objectNamed(subject.world.model, "unit");
  const { write } = decideOn(subject, object, "move", record);
  if (!write.includes("parent")) throw badRequest([problem("parent", "closed_field")]);
  const target = isId(parent)
    ? await findRecord(executor, subject, { object: "unit" }, parent)
    : null;
  if (!target) throw badRequest([problem("parent", "no_such_record")]);
  await demandUnitMove(executor, subject, { id, parent });
}

async function impactOf(
  { db, subjects }: Services,
  reader: Subject,
  { id, parent }: MoveImpactInput,
): Promise<MoveImpact> {
  const { world } = reader;
  const below = world.tree.below(id);
  const seen = await readTitles(db, reader, "unit", below);
  const after = { ...world, tree: world.tree.moved(id, parent) };
  const move: Move = { reader, units: below.filter((unit) => seen.has(unit)), after };
  const records = await countMoved(db, reader, id);
  const near = placesChanged(move, { id, parent });
  const everybody = await subjects.loadAll(db, world, await visiblePeople(db, reader));
  const concerned = await whosePostsAreKnown(
    db,
    reader,
    everybody.filter(({ holder: { attributes, assignments } }) =>
      [...assignments.map(({ unit }) => unit), ...(attributes["units"] as string[])].some(
        (unit) => unit !== null && near.has(unit),
      ),
    ),
  );
  const later = await subjects.loadAll(
    db,
    after,
    concerned.map(({ person }) => person),
  );
  const laterOf = new Map(later.map((one) => [one.person, one]));
  const movers = concerned.flatMap((before): Mover[] => {
    const then = laterOf.get(before.person);
    return then ? [{ before, after: then, ...reachOf(move, before) }] : [];
  });
  const customers = records.find(({ object }) => object === "customer");
  const isCounted = customers !== undefined && customers.count <= MAX_CUSTOMERS;
  const sight = isCounted ? await countSight(db, move, movers) : null;
  const people = await named(db, reader, movers, sight);
  return {
    units: move.units.length,
    records,
    people: people.slice(0, MAX_SHOWN),
    total: people.length,
    customers: isCounted ? "counted" : customers ? "tooMany" : "unseen",
  };
}

/** Counted as the asker's own lists count. */
async function countMoved(
  executor: Executor,
  reader: Subject,
  unit: string,
): Promise<MoveImpact["records"]> {
  const told: MoveImpact["records"][number][] = [];
  for (const name of TOLD) {
    const object = reader.world.model.objects.get(name);
    const view = object && viewOf(reader, name);
    if (!view || view.arms.length === 0) continue;
    const filter = parseFilter({ field: "unit", op: "within", value: unit }, view);
    const counted = await countRecords(executor, reader, { view, filter, search: undefined });
    const { label, plural } = object.declaration;
    told.push({ object: name, label: { zh: label.zh, en: plural.en }, ...counted });
  }
  return told;
}

/** Units that stand above the moved one either before or after, but not both times. */
function placesChanged(
  { reader, after }: Move,
  { id, parent }: MoveImpactInput,
): ReadonlySet<string> {
  const [old, next] = [reader.world.tree.above(id).slice(1), after.tree.above(parent)];
  return new Set([
    ...old.filter((unit) => !next.includes(unit)),
    ...next.filter((unit) => !old.includes(unit)),
  ]);
}

/** What somebody's posts reach is told to those who may view their posts and assignments. */
async function whosePostsAreKnown(
  executor: Executor,
  reader: Subject,
  people: readonly Subject[],
): Promise<readonly Subject[]> {
  const object = objectNamed(reader.world.model, "person");
  const ids = people.map(({ person }) => person);
  const colleagues = await readMany(executor, reader, object, ids);
  return people.filter(({ person }) => {
    const record = colleagues.get(person);
    return record !== undefined && mayViewAssignmentsOf(reader, record);
  });
}

type Sight = Awaited<ReturnType<typeof countSight>>;

async function named(
  executor: Executor,
  reader: Subject,
  movers: readonly Mover[],
  sight: Sight | null,
): Promise<MoveImpact["people"]> {
  const changed = movers
    .map((mover, index) => ({ ...mover, customers: sight?.[index] ?? null }))
    .filter(({ units, customers }) =>
      [units, customers].some((one) => one !== null && one.gained + one.lost > 0),
    );
  const places = changed.map(({ through }) => through?.unit ?? null).filter((one) => one !== null);
  const titles = await readTitles(executor, reader, "unit", [...new Set(places)]);
  const roleIds = changed.map(({ through }) => through?.role ?? "").filter(Boolean);
  const visible = await readTitles(executor, reader, "role", [...new Set(roleIds)]);
  const roles = new Map(reader.world.policy.roles.map((role) => [role.id, role.name]));
  return changed
    .map(({ before, through, units, customers }) => ({
      person: { id: before.person, title: before.name },
      role: (visible.has(through?.role ?? "") ? roles.get(through!.role) : null) ?? SOME_ROLE,
      unit: titles.get(through?.unit ?? "") ?? null,
      units,
      customers,
    }))
    .toSorted(
      (a, b) => b.units.lost - a.units.lost || a.person.title.localeCompare(b.person.title, "zh"),
    );
}

const SOME_ROLE = { zh: "角色", en: "Role" };
