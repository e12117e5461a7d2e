/** Stored records as one reader may see them: the only way a cell leaves the gate. */
import type { Decision } from "@latchkey/policy";
import type { Reference, Row } from "../http/contract.ts";
import { type FieldModel, type ObjectModel, targetOf } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { allFields, type Named, type StoredRecord, type Titles } from "./record.ts";
import type { Subject } from "./subject.ts";
import { decide } from "./demands.ts";

/** Acts that have no record yet; their abilities are told by `me` and `meta`. */
const WITHOUT_RECORD: ReadonlySet<string> = new Set(["create", "import"]);

/** The same for all records that are decided about alike. */
interface Outcome {
  readonly decisions: readonly Decision[];
  /** In the order of the object's fields. */
  readonly cells: readonly ShownCell[];
  readonly hidden: readonly string[];
  readonly can: Readonly<Record<string, boolean>>;
  readonly writable: readonly string[];
  /** Fields that may be revealed where they are masked. */
  readonly revealable: ReadonlySet<string>;
}

interface ShownCell {
  readonly field: FieldModel;
  readonly isMasked: boolean;
  /** The object that the cell refers to. */
  readonly target: string | null;
}

export interface Presenting {
  readonly titles: Titles;
  /** Those that were asked for; all unless said. */
  readonly fields?: readonly FieldModel[] | undefined;
  /** The act that the cells are shown for, which may show less of them than looking; looking unless said. */
  readonly act?: "export";
}

export function presentRecords(
  subject: Subject,
  object: ObjectModel,
  records: readonly StoredRecord[],
  { titles, fields = allFields(object), act }: Presenting,
): readonly Row[] {
  const actions = actionsOn(object);
  const outcomes: Outcome[] = [];
  return records.map((record) => {
    const decisions = actions.map((action) => decideOne(subject, object, action, record));
    const known = outcomes.find((one) => isSame(one.decisions, decisions));
    const outcome = known ?? outcomeOf(actions, decisions, fields, act);
    if (!known) outcomes.push(outcome);
    return rowOf(outcome, record, titles);
  });
}

const isSame = (some: readonly Decision[], others: readonly Decision[]): boolean =>
  some.every((decision, index) => decision === others[index]);

function outcomeOf(
  actions: readonly string[],
  all: readonly Decision[],
  fields: readonly FieldModel[],
  act: Presenting["act"],
): Outcome {
  const decisions = new Map(actions.map((action, index) => [action, all[index]!]));
  const levels = act ? levelsOfAct(decisions.get(act)!) : decisions.get("view")!.levels;
  const levelOf = ({ name }: FieldModel) => levels[name] ?? "absent";
  const reveal = decisions.get("reveal");
  return {
    decisions: all,
    cells: fields
      .filter((field) => levelOf(field) !== "absent")
      .map((field) => ({ field, isMasked: levelOf(field) === "masked", target: targetOf(field) })),
    hidden: fields
      .filter((field) => levelOf(field) === "absent" && !field.declaration.secret)
      .map(({ name }) => name),
    can: Object.fromEntries([...decisions].map(([action, { allow }]) => [action, allow])),
    writable: fields.filter((field) => isWritable(field, decisions)).map(({ name }) => name),
    revealable: new Set(reveal?.allow ? reveal.fields : []),
  };
}

/** An act's fields are those that its permit names, and its levels may be lower than looking's. */
const levelsOfAct = ({ fields, actLevels }: Decision): Decision["levels"] =>
  Object.fromEntries(fields.flatMap((name) => (actLevels[name] ? [[name, actLevels[name]]] : [])));

function rowOf(
  { cells, hidden, can, writable, revealable }: Outcome,
  record: StoredRecord,
  titles: Titles,
): Row {
  const values: Record<string, Row["values"][string]> = {};
  const masked: string[] = [];
  for (const { field, isMasked, target } of cells) {
    const cell = record.cells.get(field.name) ?? null;
    const shown = isMasked ? maskCell(field, cell) : cell;
    values[field.name] = target === null ? shown : referred(shown, titles[target] ?? {});
    if (isMasked && (cell !== null || !field.module.maskSql)) masked.push(field.name);
  }
  return {
    id: record.id,
    version: record.version,
    values,
    masked,
    hidden,
    can,
    writable,
    revealable: masked.filter((name) => revealable.has(name)),
    ...(record.deleted ? { deleted: true } : {}),
  };
}

/** Ids with the titles that the reader may know. */
function referred(cell: Json, titles: Readonly<Record<string, Named>>): Row["values"][string] {
  if (cell === null) return null;
  const refer = (id: string): Reference => ({ id, ...(titles[id] ?? UNSEEN) });
  return Array.isArray(cell) ? cell.map(refer) : refer(cell as string);
}

export const UNSEEN: Named = { title: null };

/** Null where the type keeps no masked form: then even emptiness is not told. */
export const maskCell = (field: FieldModel, cell: Json): Json =>
  cell === null || !field.module.maskSql ? null : field.module.mask(cell);

const actionsOn = (object: ObjectModel): readonly string[] =>
  Object.keys(object.declaration.actions).filter((action) => !WITHOUT_RECORD.has(action));

const decideOne = (
  { compiled }: Subject,
  object: ObjectModel,
  action: string,
  { facts, context }: StoredRecord,
): Decision => decide(compiled, object.name, action, facts, context);

export const decideAll = (
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
): ReadonlyMap<string, Decision> =>
  new Map(actionsOn(object).map((action) => [action, decideOne(subject, object, action, record)]));

function isWritable(field: FieldModel, decisions: ReadonlyMap<string, Decision>): boolean {
  if (field.declaration.readOnly) return false;
  const decision = decisions.get(field.writtenBy);
  return decision?.allow === true && decision.write.includes(field.name);
}
