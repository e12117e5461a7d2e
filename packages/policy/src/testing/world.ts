import type {
  Context,
  Policy,
  RecordFacts,
  Schema,
  Subject,
  Truth,
  UnitTree,
  Value,
} from "../model.ts";
import { evaluateCondition } from "../evaluate.ts";

export interface WorldRecord {
  readonly id: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** One row of a relation: `from` and `to` are record ids, `relation` is `object.relation`. */
export interface WorldLink {
  readonly relation: string;
  readonly from: string;
  readonly to: string;
}

/** Everything a decision depends on, as data, so that any engine can be given the same. */
export interface World {
  readonly schema: Schema;
  readonly policy: Policy;
  readonly subject: Subject;
  /** Whoever assignments act `as` or are bounded by. */
  readonly others?: readonly Subject[];
  /** Parent of each unit; null for a root. */
  readonly units: Readonly<Record<string, string | null>>;
  /** Epoch milliseconds. */
  readonly now: number;
  /** `now` among them, equal to `now` above. */
  readonly context: Context;
  readonly records: Readonly<Record<string, readonly WorldRecord[]>>;
  readonly links: readonly WorldLink[];
}

/** The units of a world as the engine asks about them. */
export function treeOf({ units }: Pick<World, "units">): UnitTree {
  const isKnown = (unit: string) => Object.hasOwn(units, unit);
  return {
    isWithin(unit, root) {
      if (!isKnown(unit) || !isKnown(root)) return null;
      let at: string | null = unit;
      while (at !== null && at !== root) at = units[at] ?? null;
      return at === root;
    },
  };
}

/** What the engine needs of a world to compile its subject. */
export function compileInputOf(world: World) {
  const { schema, policy, subject, others = [], now } = world;
  return { schema, policy, subject, others, now, tree: treeOf(world) };
}

/** The facts of one record, with relations answered by walking the rows. */
export function factsOf(world: World, objectName: string, record: WorldRecord): RecordFacts {
  const tree = treeOf(world);
  return {
    values: record.values,
    related({ relation, where }) {
      const target = world.schema.objects[objectName]!.relations[relation]!.target;
      const truths = linkedRecords(world, objectName, relation, record).map((row) =>
        evaluateCondition(where, factsOf(world, target, row), world.context, tree),
      );
      return anyTruth(truths);
    },
  };
}

/** The records a relation leads to. */
export function linkedRecords(
  world: World,
  objectName: string,
  relation: string,
  record: WorldRecord,
): readonly WorldRecord[] {
  const target = world.schema.objects[objectName]!.relations[relation]!.target;
  const ids = linksFrom(world, `${objectName}.${relation}`, record).map(({ to }) => to);
  return (world.records[target] ?? []).filter(({ id }) => ids.includes(id));
}

/** The rows of a relation, `object.relation`, that begin at a record. */
export function linksFrom(
  { links }: Pick<World, "links">,
  relation: string,
  { id }: Pick<WorldRecord, "id">,
): readonly WorldLink[] {
  let known = beginnings.get(links);
  if (!known) {
    known = Map.groupBy(links, (link) => `${link.relation} ${link.from}`);
    beginnings.set(links, known);
  }
  return known.get(`${relation} ${id}`) ?? [];
}

/** Every decision asks, and the worlds of the leak matrix have thousands of links. */
const beginnings = new WeakMap<World["links"], ReadonlyMap<string, readonly WorldLink[]>>();

function anyTruth(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(null) ? null : false;
}
