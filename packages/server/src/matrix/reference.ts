/**
 * The authorised view, made real: every row read raw, every decision by the slow reference interpreter of the policy,
 * every cell replaced by what the reader sees of it. Nothing of the gate's SQL is used.
 */
import type { Rule, Value } from "@latchkey/policy";
import {
  referenceDecide,
  type ReferenceDecision,
  type World,
  type WorldLink,
  type WorldRecord,
} from "@latchkey/policy/testing";
import type { FieldModel, Model, ObjectModel } from "../derive/model.ts";
import { objectNamed } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { contextAt } from "../gate/day-time.ts";
import { readCells } from "../gate/record.ts";
import type { Subject } from "../gate/subject.ts";
import type { Services } from "../services.ts";
import { boundedPolicy, policyAbout } from "./bounded.ts";
import { MEANINGS } from "./meaning.ts";

/** A row as it is. */
export interface RawRow {
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
  readonly cells: ReadonlyMap<string, Json>;
}

/** A row as one reader sees it. */
export interface SeenRow {
  readonly raw: RawRow;
  readonly decision: ReferenceDecision;
  /** By field: what the reader sees, null where that is nothing. */
  readonly cells: ReadonlyMap<string, Json>;
}

export interface RawData {
  readonly model: Model;
  readonly rows: ReadonlyMap<string, readonly RawRow[]>;
  readonly units: Readonly<Record<string, string | null>>;
  readonly links: readonly WorldLink[];
  readonly records: World["records"];
}

export async function readRaw({ db }: Services, model: Model): Promise<RawData> {
  const rows = new Map<string, readonly RawRow[]>();
  for (const object of model.objects.values()) {
    const found = await db.query(`select * from "${object.table}" order by id`);
    rows.set(
      object.name,
      found.rows.map((row) => ({
        id: String(row["id"]),
        version: Number(row["version"]),
        deleted: row["deleted_at"] !== null,
        cells: readCells(object.fields.values(), row),
      })),
    );
  }
  const live = new Map(
    [...rows].map(([name, all]) => [name, all.filter(({ deleted }) => !deleted)]),
  );
  const records = Object.fromEntries(
    [...live].map(([name, all]) => [
      name,
      all.map((row) => recordOf(objectNamed(model, name), row)),
    ]),
  );
  const units = Object.fromEntries(
    (live.get("unit") ?? []).map(({ id, cells }) => [
      id,
      (cells.get("parent") ?? null) as string | null,
    ]),
  );
  const links = [...model.objects.values()].flatMap((object) =>
    linksOf(object, rows.get(object.name)!, live),
  );
  return { model, rows, units, links, records };
}

function recordOf(object: ObjectModel, { id, cells }: RawRow): WorldRecord {
  const values: Record<string, Value> = { id };
  for (const field of object.fields.values()) {
    const cell = cells.get(field.name) ?? null;
    values[field.name] = cell === null ? null : field.module.engineValue(cell);
  }
  return { id, values };
}

/** Relations by walking rows: what our fields refer to, what refers to us, who takes part. Deleted rows relate to nothing. */
function linksOf(
  object: ObjectModel,
  rows: readonly RawRow[],
  live: ReadonlyMap<string, readonly RawRow[]>,
): readonly WorldLink[] {
  const { fields, relations = {}, follows } = object.declaration;
  const links: WorldLink[] = [];
  const add = (name: string, target: string, is: (row: RawRow, other: RawRow) => boolean): void => {
    for (const row of rows) {
      for (const other of live.get(target) ?? [])
        if (is(row, other))
          links.push({ relation: `${object.name}.${name}`, from: row.id, to: other.id });
    }
  };
  for (const [name, { type, target }] of Object.entries(fields)) {
    if (type === "reference" && target)
      add(name, target, (row, other) => row.cells.get(name) === other.id);
  }
  for (const [name, { target, by }] of Object.entries(relations)) {
    if ("field" in by) add(name, target, (row, other) => row.cells.get(by.field) === other.id);
    else add(name, target, (row, other) => other.cells.get(by.inverse) === row.id);
  }
  const teamOf = (row: RawRow): Json =>
    follows === undefined ? row.id : (row.cells.get(follows) ?? null);
  add("participants", "participant", (row, other) => other.cells.get("recordId") === teamOf(row));
  return links;
}

export interface Reader {
  readonly subject: Subject;
  /** Live rows the reader sees. */
  view(object: string): readonly SeenRow[];
  /** Deleted rows the reader may bring back. */
  trash(object: string): readonly SeenRow[];
  decide(object: string, action: string, row: RawRow): ReferenceDecision;
  /** Whether some permit they hold names the action, whatever its scope. */
  isPermitted(object: string, action: string): boolean;
  /** Whether the reader may know that there is such a field. */
  knows(object: string, field: FieldModel): boolean;
  /** Title of a record as the reader sees it; null where they see neither it nor it. */
  titleOf(target: string, id: string): string | null;
  /** The same, and where the object has one and the record is seen, its title in English. */
  namesOf(target: string, id: string): { title: string | null; english?: string | null };
}

export function readerOf(data: RawData, subject: Subject, now: number): Reader {
  const { schema, subject: policySubject } = subject.compiled;
  const world: World = {
    schema,
    policy: boundedPolicy(subject.world),
    subject: policySubject,
    others: subject.compiled.others,
    now,
    context: contextAt(now, subject.world.organisation.zone),
    units: data.units,
    records: data.records,
    links: data.links,
  };
  const decisions = new Map<string, ReferenceDecision>();
  const views = new Map<string, readonly SeenRow[]>();

  function decide(object: string, action: string, row: RawRow): ReferenceDecision {
    const key = `${object} ${action} ${row.id}`;
    let found = decisions.get(key);
    if (!found) {
      const record = recordOf(objectNamed(data.model, object), row);
      const about = { ...world, policy: policyAbout(subject.world, object, action) };
      found = referenceDecide({ world: about, objectName: object, action, record });
      decisions.set(key, found);
    }
    return found;
  }

  function seenRows(object: string, action: string, deleted: boolean): readonly SeenRow[] {
    const key = `${object} ${action}`;
    const known = views.get(key);
    if (known) return known;
    const model = objectNamed(data.model, object);
    const isAction = action in model.declaration.actions;
    const rows = isAction ? data.rows.get(object)!.filter((row) => row.deleted === deleted) : [];
    const seen = rows.flatMap((raw) => {
      const decision = decide(object, action, raw);
      return decision.allow ? [{ raw, decision, cells: seenCells(model, raw, decision) }] : [];
    });
    views.set(key, seen);
    return seen;
  }

  const view: Reader["view"] = (object) => seenRows(object, "view", false);

  function namesOf(target: string, id: string): ReturnType<Reader["namesOf"]> {
    const { title, titleEnglish } = objectNamed(data.model, target).declaration;
    const row = view(target).find(({ raw }) => raw.id === id);
    const textOf = (name: string) => {
      const cell = row?.cells.get(name) ?? null;
      return cell === null ? null : String(cell);
    };
    const isInEnglish = row !== undefined && titleEnglish !== undefined;
    return { title: textOf(title), ...(isInEnglish ? { english: textOf(titleEnglish) } : {}) };
  }

  return {
    subject,
    view,
    decide,
    trash: (object) => seenRows(object, "restore", true),
    isPermitted: (object, action) =>
      heldRules(world).some(
        ({ effect, actions }) =>
          effect === "permit" &&
          actions.some((one) => ["*", `${object}.*`, `${object}.${action}`].includes(one)),
      ),
    knows: (object, field) =>
      field.declaration.secret !== true || namesField(world, object, field.name),
    titleOf: (target, id) => namesOf(target, id).title,
    namesOf,
  };
}

export function seenCells(
  object: ObjectModel,
  raw: RawRow,
  { levels }: Pick<ReferenceDecision, "levels">,
): ReadonlyMap<string, Json> {
  return new Map(
    [...object.fields.values()].map(({ name, declaration }) => {
      const cell = raw.cells.get(name) ?? null;
      const level = levels[name] ?? "absent";
      if (cell === null || level === "absent") return [name, null];
      return [name, level === "plain" ? cell : MEANINGS[declaration.type].mask(cell)];
    }),
  );
}

/** Secret fields are opened by their own names only. */
const namesField = (world: World, object: string, name: string): boolean =>
  heldRules(world).some(
    ({ effect, actions, fields }) =>
      effect === "permit" &&
      actions.some((action) => action === "*" || action.startsWith(`${object}.`)) &&
      [...(fields?.read ?? []), ...(fields?.mask ?? [])].includes(name),
  );

/** Rules of the roles a subject holds, and of all they include. */
function heldRules({ policy, subject }: World): readonly Rule[] {
  const held = new Set<string>();
  const hold = (id: string): void => {
    if (held.has(id)) return;
    held.add(id);
    policy.roles.find((role) => role.id === id)?.includes?.forEach(hold);
  };
  subject.assignments.forEach(({ role }) => hold(role));
  return policy.roles.filter(({ id }) => held.has(id)).flatMap(({ rules }) => rules);
}
