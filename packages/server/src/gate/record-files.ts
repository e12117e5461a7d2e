/** The files in a cell of a record (`fields/files.ts`): what a reader may know of them, and how the cell changes. */
import type { Decision } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { FileEntry } from "../fields/files.ts";
import type { Json } from "../fields/module.ts";
import { decide } from "./demands.ts";
import { findRecord } from "./list.ts";
import type { Done } from "./mutate.ts";
import { requireId } from "./record-id.ts";
import type { StoredRecord } from "./record.ts";
import { insertHistory, setSql } from "./store.ts";
import type { Subject } from "./subject.ts";
import {
  changesOf,
  decideOn,
  findAfterWrite,
  lockAndFind,
  reasonsOf,
  refuseClosedFields,
  writeRow,
} from "./write.ts";

/** Where files lie, as somebody asks for it: unknown until it is looked at. */
export interface FilesPlace {
  readonly id: unknown;
  readonly field: unknown;
}

export interface FilesFound {
  readonly record: StoredRecord;
  readonly field: FieldModel;
  readonly files: readonly FileEntry[];
  /** Whether the reader may add files and take them away. */
  readonly mayChange: boolean;
}

/**
 * Throws `not_found` alike where the record is not there or not the reader's, where it has no such field, and where the
 * field is not theirs to read in full. `traced`: for an act that leaves its line before it answers, so that it opens what
 * may be revealed, too.
 */
export async function readFiles(
  executor: Executor,
  subject: Subject,
  name: string,
  { id, field, traced = false }: FilesPlace & { readonly traced?: boolean },
): Promise<FilesFound> {
  requireId(id);
  const object = objectNamed(subject.world.model, name);
  const record = await findRecord(executor, subject, { object: name }, String(id));
  if (!record) throw new Refusal("not_found");
  const isRevealed = (one: FieldModel): boolean =>
    traced && fieldsOf(subject, object, record, "reveal").includes(one.name);
  return filesOf(subject, object, record, { field, isRevealed });
}

/** The fields of an act on the record, none where it is not the reader's to do. */
function fieldsOf(
  { compiled }: Subject,
  { name, declaration }: ObjectModel,
  { facts, context }: StoredRecord,
  action: string,
): readonly string[] {
  if (!Object.hasOwn(declaration.actions, action)) return [];
  const decision = decide(compiled, name, action, facts, context);
  return decision.allow ? decision.fields : [];
}

function filesOf(
  subject: Subject,
  object: ObjectModel,
  record: StoredRecord,
  wanted: { readonly field: unknown; isRevealed?(field: FieldModel): boolean },
): FilesFound {
  const field = typeof wanted.field === "string" ? object.fields.get(wanted.field) : undefined;
  if (field?.declaration.type !== "files") throw new Refusal("not_found");
  const { levels } = decideOn(subject, object, "view", record);
  if (levels[field.name] !== "plain" && wanted.isRevealed?.(field) !== true)
    throw new Refusal("not_found");
  const { facts, context } = record;
  const isAction = Object.hasOwn(object.declaration.actions, field.writtenBy);
  const decision =
    isAction && decide(subject.compiled, object.name, field.writtenBy, facts, context);
  return {
    record,
    field,
    files: entriesOf(record, field),
    mayChange: decision !== false && decision.allow && decision.write.includes(field.name),
  };
}

const entriesOf = ({ cells }: StoredRecord, { name }: FieldModel): readonly FileEntry[] =>
  (cells.get(name) ?? []) as unknown as readonly FileEntry[];

/** Throws `forbidden`, as an update of the cell would. */
export function demandWrite(
  subject: Subject,
  object: ObjectModel,
  { record, field }: FilesFound,
): Decision {
  const decision = decideOn(subject, object, field.writtenBy, record);
  refuseClosedFields([field], () => decision);
  return decision;
}

export interface FilesChange extends FilesPlace {
  /** What the cell holds from now on; `at` is the moment, by the database's clock. */
  change(files: readonly FileEntry[], at: string): Promise<readonly FileEntry[]>;
}

export async function changeFiles(
  tx: Executor,
  subject: Subject,
  name: string,
  { id, field: wanted, change }: FilesChange,
): Promise<Done<void>> {
  requireId(id);
  const object = objectNamed(subject.world.model, name);
  const record = await lockAndFind(tx, subject, object, String(id));
  const found = filesOf(subject, object, record, { field: wanted });
  const { field } = found;
  const decision = demandWrite(subject, object, found);
  const at = new Date(Number(record.context["now"])).toISOString();
  const files = await change(found.files, at);
  const cell = files.length === 0 ? null : (files as unknown as readonly Json[]);
  const cells = new Map([[field, cell]]);
  await writeRow(tx, subject, object, record, [field.writtenBy], setSql(cells));
  const updated = await findAfterWrite(tx, subject, object, record.id);
  await insertHistory(tx, {
    object: name,
    record: record.id,
    version: updated.version,
    by: subject.person,
    action: field.writtenBy,
    changes: changesOf(record.cells, cells),
  });
  return { result: undefined, records: [record.id], reason: reasonsOf(decision) };
}
