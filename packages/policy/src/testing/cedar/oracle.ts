import cedar from "@cedar-policy/cedar-wasm/nodejs";
import { linkedRecords } from "../world.ts";
import { listOf } from "./print-condition.ts";
import { actOf, printList, printPolicies, seeOf, useOf, writeOf } from "./print-policies.ts";
import type { EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { Bound, FieldKind, Level, Value } from "../../model.ts";
import type { World, WorldRecord } from "../world.ts";
import type { Policies } from "./print-policies.ts";

/** What Cedar makes of one act on one record. */
export interface CedarAnswer {
  readonly allow: boolean;
  /** On an allow the permits that applied: `assignment role rule`, sorted. */
  readonly reasons: readonly string[];
  /** How it sees and uses one field, and whether it may write it. */
  field(name: string): { readonly level: Level; readonly actLevel: Level; readonly write: boolean };
}

export interface CedarOracle {
  ask(objectName: string, action: string, record: WorldRecord): CedarAnswer;
}

/** Cedar, given a world. It holds one world at a time. Throws if it cannot parse a policy or evaluate one. */
export function makeCedarOracle(world: World): CedarOracle {
  const sets = new Map(
    holdersOf(world).map((holder) => [
      holder.name,
      new Map(Object.keys(world.schema.objects).map((name) => [name, prepareSet(holder, name)])),
    ]),
  );
  const entities = entitiesOf(world);
  const known = new Map<string, Asking>();
  return {
    ask(objectName, action, record) {
      const resource = { type: objectName, id: record.id };
      const asking = known.get(record.id) ?? new Asking({ world, entities, sets, resource });
      known.set(record.id, asking);
      const act = actOf(objectName, action);
      const { id } = world.subject;
      return {
        allow: asking.mayDo(id, act),
        reasons: asking.reasons(id, act),
        field: (name) => ({
          level: asking.levelOf((level) => asking.maySee(id, name, level)),
          actLevel: asking.levelOf((level) => asking.mayUse(id, act, name, level)),
          write: asking.mayWrite(id, act, name),
        }),
      };
    },
  };
}

/** A subject, or a list of actions that bounds one. */
interface Holder {
  readonly name: string;
  policies(objectName: string): Policies;
}

function holdersOf(world: World): readonly Holder[] {
  const subjects = [world.subject, ...(world.others ?? [])];
  const bounds = subjects.flatMap(({ assignments }) => assignments.map(({ bound }) => bound));
  const lists = bounds.flatMap((bound) => (bound && "actions" in bound ? [bound] : []));
  return [
    ...subjects.map(({ id }) => ({
      name: id,
      policies: (objectName: string) => printPolicies(world, id, objectName),
    })),
    ...lists.map((bound) => ({
      name: nameOf(bound),
      policies: (objectName: string) => printList(world, bound.actions, objectName),
    })),
  ];
}

/** One holder's policies on one object: Cedar is slow, and slower with every policy that does not matter. */
interface PolicySet {
  readonly id: string;
  readonly asksRelations: boolean;
}

function prepareSet({ name, policies }: Holder, objectName: string): PolicySet {
  const id = `${name} ${objectName}`;
  const staticPolicies = { ...policies(objectName) };
  const parsed = cedar.preparsePolicySet(id, { staticPolicies });
  if (parsed.type === "failure") throw new Error(JSON.stringify(parsed.errors));
  return { id, asksRelations: Object.values(staticPolicies).some((text) => text.includes("_0")) };
}

interface Given {
  readonly world: World;
  readonly entities: readonly EntityJson[];
  readonly sets: ReadonlyMap<string, ReadonlyMap<string, PolicySet>>;
  readonly resource: { readonly type: string; readonly id: string };
}

interface Reply {
  readonly allow: boolean;
  readonly reasons: readonly string[];
}

/**
 * Questions about one record. What Cedar cannot say by itself is said here, and no more than this: that an act needs its
 * view, a used field its sight, and that a permit under a bound applies where the same question, put to Cedar about the
 * bound, is answered with yes.
 */
class Asking {
  readonly #given: Given;
  readonly #replies = new Map<string, Reply>();

  constructor(given: Given) {
    this.#given = given;
  }

  mayDo(holder: string, act: string): boolean {
    return this.#reply(holder, this.#view).allow && this.#reply(holder, act).allow;
  }

  maySee(holder: string, field: string, level: string): boolean {
    const question = seeOf(this.#given.resource.type, field, level);
    const ofBound = (bound: string) => this.maySee(bound, field, level);
    return this.mayDo(holder, this.#view) && this.#ask(holder, question, ofBound).allow;
  }

  mayUse(holder: string, act: string, field: string, level: string): boolean {
    if (!this.mayDo(holder, act) || !this.maySee(holder, field, level)) return false;
    const ofBound = (bound: string) => this.mayUse(bound, act, field, level);
    return this.#ask(holder, useOf(act, field, level), ofBound).allow;
  }

  mayWrite(holder: string, act: string, field: string): boolean {
    if (!this.mayDo(holder, act) || !this.maySee(holder, field, "masked")) return false;
    const ofBound = (bound: string) => this.mayWrite(bound, act, field);
    return this.#ask(holder, writeOf(act, field), ofBound).allow;
  }

  levelOf(may: (level: string) => boolean): Level {
    if (!may("masked")) return "absent";
    return may("plain") ? "plain" : "masked";
  }

  reasons(holder: string, act: string): readonly string[] {
    const policies = [this.#view, act].flatMap((one) => this.#reply(holder, one).reasons);
    const names = policies.map((id) => id.replaceAll("|", " "));
    return [...new Set(names)].toSorted();
  }

  get #view(): string {
    return actOf(this.#given.resource.type, "view");
  }

  #reply(holder: string, act: string): Reply {
    return this.#ask(holder, act, (bound) => this.mayDo(bound, act));
  }

  #ask(holder: string, question: string, ofBound: (bound: string) => boolean): Reply {
    const key = `${holder}|${question}`;
    const known = this.#replies.get(key);
    if (known) return known;
    const within = this.#boundsOf(holder)
      .filter((bound) => ofBound(nameOf(bound)))
      .map((bound) => JSON.stringify(bound));
    const reply = this.#request(holder, question, [...new Set(within)]);
    this.#replies.set(key, reply);
    return reply;
  }

  #boundsOf(holder: string): readonly Bound[] {
    const { subject, others = [] } = this.#given.world;
    const found = [subject, ...others].find(({ id }) => id === holder);
    return (found?.assignments ?? []).flatMap(({ bound }) => (bound ? [bound] : []));
  }

  #request(holder: string, action: string, within: string[]): Reply {
    const { world, entities, sets, resource } = this.#given;
    const { id, asksRelations } = sets.get(holder)!.get(resource.type)!;
    const isNeeded = ({ uid }: EntityJson) =>
      asksRelations ||
      !("type" in uid) ||
      !(uid.type in world.schema.objects) ||
      uid.id === resource.id;
    const answer = cedar.statefulIsAuthorized({
      principal: { type: "Subject", id: holder },
      action: { type: "Action", id: action },
      resource,
      context: { ...present(world.context, world.schema.context), now: world.now, within },
      preparsedPolicySetId: id,
      entities: entities.filter(isNeeded),
    });
    if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
    const { decision, diagnostics } = answer.response;
    // A policy that Cedar cannot evaluate is skipped by it, which would compare something else.
    if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
    return { allow: decision === "allow", reasons: diagnostics.reason };
  }
}

/** The name of whoever answers for a bound. */
function nameOf(bound: Bound): string {
  return "subject" in bound ? bound.subject : `list ${bound.actions.join()}`;
}

function entitiesOf(world: World): EntityJson[] {
  const { schema, subject, others = [], units, records } = world;
  const unitEntities = Object.entries(units).map(([id, parent]) => ({
    uid: { type: "Unit", id },
    attrs: {},
    parents: parent === null ? [] : [{ type: "Unit", id: parent }],
  }));
  const people = [subject, ...others].map(({ id, attributes }) => ({
    uid: { type: "Subject", id },
    attrs: { ...present(attributes, schema.subject), id },
    parents: [],
  }));
  const rows = Object.entries(records).flatMap(([objectName, list]) =>
    list.map((record) => ({
      uid: { type: objectName, id: record.id },
      attrs: { ...presentFields(world, objectName, record), ...links(world, objectName, record) },
      parents: [],
    })),
  );
  return [...unitEntities, ...people, ...rows];
}

type Attributes = EntityJson["attrs"];

function presentFields({ schema }: World, objectName: string, { values }: WorldRecord): Attributes {
  const fields = Object.entries(schema.objects[objectName]!.fields);
  return present(values, Object.fromEntries(fields.map(([name, { kind }]) => [name, kind])));
}

/** The values that are known, in Cedar's JSON. */
function present(
  values: Readonly<Record<string, Value>>,
  kinds: Readonly<Record<string, FieldKind>>,
): Attributes {
  const cells = Object.entries(kinds).map(([name, kind]) => [name, cellOf(values[name], kind)]);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== null)) as Attributes;
}

function cellOf(value: Value = null, kind: FieldKind) {
  if (value !== null && typeof value === "object") return listOf(value);
  return value !== null && kind === "unit" ? reference("Unit", value) : value;
}

function links(world: World, objectName: string, record: WorldRecord): Attributes {
  const { relations } = world.schema.objects[objectName]!;
  const cells = Object.entries(relations).flatMap(([relation, { target }]) =>
    linkedRecords(world, objectName, relation, record).map(({ id }, index) => [
      `${relation}_${index}`,
      reference(target, id),
    ]),
  );
  return Object.fromEntries(cells) as Attributes;
}

function reference(type: string, id: Value) {
  return { __entity: { type, id } };
}
