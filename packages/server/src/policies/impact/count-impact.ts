/**
 * What one policy means beside another, for live records and everybody who holds a role that differs: exactly what
 * `decide` says of every person and record under both, with the demands that nobody can meet (`gate/demands.ts`), at one
 * moment: windows that are open now.
 *
 * - An *act* is gained where only the second policy allows it on a record, and lost where only the first does. Acts that
 *   make a record are decided on the records there are, as if on others like them.
 * - A field is *read* at another level: absent, masked or plain. Of a record that is not viewed, all cells are absent: so
 *   who gains a record gains its cells.
 * - A field is *written* by one policy only, as the action decides that writes it.
 */
import { setImmediate } from "node:timers/promises";
import type { Context, Policy, Role, Rule, Schema } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import type { Sql } from "../../fields/module.ts";
import type { Model } from "../../derive/model.ts";
import type { UnitIndex } from "../../gate/subject.ts";
import { countObject, type Crowd, type ObjectCount } from "./count-object.ts";
import { namesObject, outlineOf } from "./outline.ts";
import { landscapeOf, positionOf, type Holder, type Landscape, type Position } from "./position.ts";
import { padded } from "./padded.ts";
import { readOutlines, type Pace } from "./read-outlines.ts";

export interface ImpactQuestion {
  readonly executor: Executor;
  readonly pace: Pace;
  readonly model: Model;
  readonly schema: Schema;
  readonly before: Policy;
  readonly after: Policy;
  readonly tree: Pick<UnitIndex, "isWithin" | "below" | "above">;
  /** Whoever holds a role that differs; others would be found to meet with no change. */
  readonly people: readonly Holder[];
  readonly context: Context & { readonly now: number };
  /** The one record that is meant; all where absent. */
  readonly record?: { readonly object: string; readonly id: string };
  /** The clock of the records' own conditions; the database's unless a test brings one. */
  readonly clock?: Sql;
  /** Called often; throws to leave off. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Objects that are done, of how many, and the records that were read of the next. */
  readonly done: number;
  readonly of: number;
  readonly object: string;
  readonly records: number;
}

export interface ObjectImpact extends ObjectCount {
  readonly object: string;
}

export async function countImpact(question: ImpactQuestion): Promise<readonly ObjectImpact[]> {
  const { schema, tree, context, people, onProgress = () => {} } = question;
  const policies = padded(question.before, question.after).map((policy) => heldOf(policy, people));
  const landscape = landscapeOf(policies, { schema, tree, now: context.now });
  const crowds = await gatherCrowds(landscape, people);
  const { record } = question;
  const objects = objectsTouched(schema, policies as [Policy, Policy]).filter(
    (object) => object === (record?.object ?? object),
  );
  const found: ObjectImpact[] = [];
  for (const [done, object] of objects.entries()) {
    const tell = (records: number) => onProgress({ done, of: objects.length, object, records });
    tell(0);
    found.push({
      object,
      ...(await impactOn(object, { question, policies, landscape, crowds, tell })),
    });
  }
  return found;
}

interface Around {
  readonly question: ImpactQuestion;
  readonly policies: readonly Policy[];
  readonly landscape: Landscape;
  readonly crowds: readonly Crowd[];
  readonly tell: (records: number) => void;
}

async function impactOn(
  object: string,
  { question, policies, landscape, crowds, tell }: Around,
): Promise<ObjectCount> {
  const { executor, pace, model, schema, tree, context, record, clock } = question;
  const outlined = outlineOf({ model, schema, policies, context }, object);
  const cells = await readOutlines({
    executor,
    pace,
    outline: outlined.outline,
    clauses: { model, unitsWithin: (root) => tree.below(root), ...(clock ? { now: clock } : {}) },
    ...(record ? { only: record.id } : {}),
    onPiece: tell,
  });
  const records = cells.reduce((sum, { count }) => sum + count, 0);
  const near = (unit: string) => [unit, ...tree.below(unit), ...tree.above(unit)];
  const breathe = createBreath(() => tell(records));
  return countObject({ landscape, outlined, context, near }, cells, crowds, breathe);
}

/** The roles that somebody holds, with those that they include: nobody else's rules decide anything. */
function heldOf(policy: Policy, people: readonly Holder[]): Policy {
  const roles = new Map(policy.roles.map((role) => [role.id, role]));
  const held = new Set<Role>();
  const hold = (id: string): void => {
    const role = roles.get(id);
    if (!role || held.has(role)) return;
    held.add(role);
    role.includes?.forEach(hold);
  };
  for (const { holder, others = [] } of people)
    for (const { assignments } of [holder, ...others])
      for (const { role } of assignments) hold(role);
  return { roles: policy.roles.filter((role) => held.has(role)) };
}

/** Those that a rule names which only one of the policies has. */
export function objectsTouched(
  schema: Schema,
  [before, after]: readonly [Policy, Policy],
): readonly string[] {
  const rules = rulesApart(before, after);
  return Object.keys(schema.objects).filter((object) =>
    rules.some((rule) => namesObject(rule, object)),
  );
}

/** Rules of roles that only one of two policies has; all of a role whose includes differ, and of what it includes. */
export function rulesApart(before: Policy, after: Policy): readonly Rule[] {
  const [old, now] = [before, after].map(rulesByRole) as [RulesByRole, RulesByRole];
  const apart: Rule[] = [];
  for (const id of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(id) ?? NONE, now.get(id) ?? NONE];
    for (const [text, rule] of was) if (!is.has(text)) apart.push(rule);
    for (const [text, rule] of is) if (!was.has(text)) apart.push(rule);
  }
  return apart;
}

type RulesByRole = ReadonlyMap<string, ReadonlyMap<string, Rule>>;

const NONE: ReadonlyMap<string, Rule> = new Map();

/** By role: the rules that come with it, by their text. */
function rulesByRole({ roles }: Policy): RulesByRole {
  const byId = new Map(roles.map((role) => [role.id, role]));
  const collect = (id: string, seen: Set<string>): readonly Rule[] => {
    const role = byId.get(id);
    if (!role || seen.has(id)) return [];
    seen.add(id);
    return [...role.rules, ...(role.includes ?? []).flatMap((one) => collect(one, seen))];
  };
  return new Map(
    roles.map(({ id }) => [
      id,
      new Map(collect(id, new Set()).map((rule) => [JSON.stringify(rule), rule])),
    ]),
  );
}

async function gatherCrowds(
  landscape: Landscape,
  people: readonly Holder[],
): Promise<readonly Crowd[]> {
  const breathe = createBreath();
  const crowds = new Map<string, { position: Position; members: Crowd["members"][number][] }>();
  for (const one of people) {
    await breathe();
    const position = positionOf(landscape, one);
    const key = JSON.stringify([position.key, position.units]);
    const crowd = crowds.get(key) ?? { position, members: [] };
    crowd.members.push({ person: one.holder.id, names: position.names });
    crowds.set(key, crowd);
  }
  return [...crowds.values()];
}

const BREATH_MS = 20;

/** Others get their turn on this thread whenever so much time has gone by. */
function createBreath(then: () => void = () => {}): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    await setImmediate();
    last = performance.now();
    then();
  };
}
