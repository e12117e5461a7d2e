/**
 * Whether what is being typed is there already.
 *
 * - *Twins* are records of the reader's own lists: those that hold the same key in cells that the reader reads plainly,
 *   and those of a like name. Asking for them is a read as any other.
 * - Of records that the reader does not see, or not by that cell, only that there is one is told, by an exact key and to
 *   who may `probe`. This is the accepted side channel (`find-keys.ts`). It is counted, so that nobody tries numbers out
 *   by the thousand, and every question leaves its line with the keys that were asked for.
 */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Json, Sql } from "../fields/module.ts";
import type { ProbeReply, Row } from "../http/contract.ts";
import { duplicateKeysOf, keyedRows, keyOfField, type DuplicateKey } from "./find-keys.ts";
import type { Gate } from "./gate.ts";
import { readGuarded } from "./guard.ts";
import { findRecord, listRecords, parseQuestion } from "./list.ts";
import type { Caller } from "./mutate.ts";
import type { Subject } from "./subject.ts";
import { openAllowance, PROBE_LIMITS } from "./probe-allowance.ts";
import { presentTitled } from "./titles.ts";
import { knownFields, reachSql, ROW, viewOf } from "./view.ts";
import { writableFields } from "./writable.ts";

/** As it comes from outside; `ProbeRequest` of the contract. */
export interface ProbeInput {
  readonly values?: unknown;
  readonly except?: unknown;
}

interface ProbeParts {
  readonly gate: Pick<Gate, "read" | "write">;
  readonly db: Executor;
}

type Twin = ProbeReply["twins"][number];

/** A key with what was typed for it. */
interface AskedKey {
  readonly key: DuplicateKey;
  readonly text: string;
}

/** More would be a list, which the list itself is better at. */
const MOST_SAME = 5;
const MOST_ALIKE = 3;

export async function probeRecords(
  { gate, db }: ProbeParts,
  caller: Caller,
  object: string,
  input: ProbeInput,
): Promise<ProbeReply> {
  const act = { object, action: "twins", records: [] };
  const { twins, keys, mayProbe } = await gate.read(caller, act, async (subject) => {
    const cells = typedCells(subject, object, input.values);
    const asked = askedKeys(objectNamed(subject.world.model, object), cells);
    const found = await findTwins(db, subject, object, { asked, cells, except: input.except });
    const result = { twins: found, keys: asked, mayProbe: isProber(subject, object) };
    return { result, records: found.map(({ row }) => row.id) };
  });
  if (keys.length === 0 || !mayProbe) return { twins, unseen: [] };
  try {
    return { twins, unseen: await probeUnseen(gate, caller, object, keys) };
  } catch (error) {
    const isLimit = error instanceof Refusal && error.code === "too_many_probes";
    if (!isLimit) throw error;
    return { twins, unseen: [], isLimited: true };
  }
}

/** Names of the fields by which twins are looked for; of an object without keys, none. */
export function keyFields(object: ObjectModel): readonly string[] {
  const keys = keysTyped(object);
  const names = new Set(keys.flatMap(({ fields }) => fields));
  if (keys.length > 0 && isNamed(object)) names.add(object.declaration.title);
  return [...names];
}

/** What makes records one by nature, and people by any phone of theirs: the first of one may be the second of another. */
function keysTyped(object: ObjectModel): readonly DuplicateKey[] {
  const natural = duplicateKeysOf(object, undefined);
  const phones = [...object.fields.values()].filter(isSearchedPhone).map(keyOfField);
  const across = phones.flatMap((typed) => phones.map((held) => ({ ...held, ...asTyped(typed) })));
  const isNew = ({ name, fields }: DuplicateKey): boolean =>
    !natural.some((key) => key.name === name && key.fields.includes(fields[0]!));
  return [...natural, ...across.filter(isNew)];
}

/** INVARIANT: these have an index (`derive/table.ts`). */
const isSearchedPhone = ({ declaration, custom }: FieldModel): boolean =>
  !custom && declaration.type === "phone" && declaration.search === true;

const asTyped = ({ name, read }: DuplicateKey) => ({ name, read });

const isProber = (subject: Subject, object: string): boolean =>
  viewOf(subject, object, "probe").arms.length > 0;

/**
 * What was typed into fields that the reader may fill in. Half a phone number is no mistake here: it is passed over until
 * it is whole. So is what the reader may not write: nobody tries out a field that is closed to them.
 */
function typedCells(subject: Subject, name: string, input: unknown): ReadonlyMap<string, Json> {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw badRequest([problem("values", "bad_request")]);
  const view = viewOf(subject, name);
  const known = new Set(knownFields(view).map((field) => field.name));
  const writable = writableFields(subject, view.object);
  const cells = new Map<string, Json>();
  for (const field of keyFields(view.object)) {
    if (!known.has(field) || !writable.has(field) || !Object.hasOwn(input, field)) continue;
    const { module, declaration } = view.object.fields.get(field)!;
    const parsed = module.parse((input as Record<string, unknown>)[field], declaration, field);
    if ("value" in parsed && parsed.value !== null) cells.set(field, parsed.value);
  }
  return cells;
}

function askedKeys(object: ObjectModel, cells: ReadonlyMap<string, Json>): readonly AskedKey[] {
  return keysTyped(object).flatMap((key) => {
    const text = key.read((name) => cells.get(name));
    return text === null ? [] : [{ key, text }];
  });
}

interface TwinQuestion {
  readonly asked: readonly AskedKey[];
  readonly cells: ReadonlyMap<string, Json>;
  readonly except: unknown;
}

async function findTwins(
  db: Executor,
  subject: Subject,
  object: string,
  { asked, cells, except }: TwinQuestion,
): Promise<readonly Twin[]> {
  const twins = new Map<string, Twin>();
  for (const one of asked) {
    for (const row of await rowsOfKey(db, subject, object, one))
      if (!twins.has(row.id)) twins.set(row.id, { row, by: one.key.name, isSame: true });
  }
  const { title } = objectNamed(subject.world.model, object).declaration;
  const alike = (await rowsAlike(db, subject, object, cells.get(title)))
    .filter(({ id }) => !twins.has(id))
    .slice(0, MOST_ALIKE);
  for (const row of alike) twins.set(row.id, { row, by: title, isSame: false });
  return [...twins.values()].filter(({ row }) => row.id !== except);
}

async function rowsOfKey(
  db: Executor,
  subject: Subject,
  name: string,
  { key, text }: AskedKey,
): Promise<readonly Row[]> {
  const object = objectNamed(subject.world.model, name);
  const id = sql.ref(`${ROW}.id`);
  // In no order of the database's: it would be tempted to walk all records in that order instead of asking for the key.
  const found = await readGuarded<{ id: string }>(
    db,
    subject,
    sql`select true as present, ${id} as id from ${keyedRows(object, key, sql`${text}::text`)}
      and ${plainReach(subject, name, key)} limit ${sql.lit(MOST_SAME)}`,
  );
  const rows: Row[] = [];
  for (const one of found.map((row) => row.id).toSorted()) {
    const record = await findRecord(db, subject, { object: name }, one);
    if (record) rows.push(await presentTitled(db, subject, object, record));
  }
  return rows;
}

/**
 * True for the records in which the reader reads every cell of the key. A masked cell is no cell to try numbers against:
 * that this very record holds the number would be told.
 */
function plainReach(subject: Subject, name: string, key: DuplicateKey): Sql {
  const view = viewOf(subject, name);
  const fields = key.fields.map((field) => view.object.fields.get(field)!);
  return reachSql(view, (arm) => fields.every((field) => arm.level(field) === "plain"));
}

/** Names of the keys by which a live record is there beyond what the reader reads of them. */
function probeUnseen(
  gate: Pick<Gate, "write">,
  caller: Caller,
  object: string,
  asked: readonly AskedKey[],
): Promise<readonly string[]> {
  const keys = Object.fromEntries(asked.map(({ key, text }) => [key.name, text.slice(0, 60)]));
  const act = { object, action: "probe", records: [], asked: keys };
  return gate.write(caller, act, async (tx, subject) => {
    if (!isProber(subject, object)) throw new Refusal("forbidden");
    const allowance = await openAllowance(tx, subject.person);
    if (!allowance.spend(PROBED)) throw new Refusal("too_many_probes", PROBE_LIMITS);
    const found = new Set<string>();
    for (const one of asked) if (await isUnseen(tx, subject, object, one)) found.add(one.key.name);
    const unseen = [...found];
    return { result: unseen, detail: { unseen } };
  });
}

/** However many keys it asks for, a question is one. */
const PROBED = "";

async function isUnseen(
  tx: Executor,
  subject: Subject,
  name: string,
  { key, text }: AskedKey,
): Promise<boolean> {
  const object = objectNamed(subject.world.model, name);
  const rows = await readGuarded(
    tx,
    subject,
    sql`select true as present from ${keyedRows(object, key, sql`${text}::text`)}
      and g.ok and (${plainReach(subject, name, key)}) is not true limit 1`,
  );
  return rows.length > 0;
}

/** Whether records are told apart by a name that people give, not by a number. */
function isNamed({ fields, declaration }: ObjectModel): boolean {
  const title = fields.get(declaration.title)!;
  return title.declaration.search === true && title.declaration.unique !== true;
}

/** As many as are looked through for those of a like name. */
const LOOKED_AT = 20;

/** Of a like name in the reader's own list, the same name first. */
async function rowsAlike(
  db: Executor,
  subject: Subject,
  object: string,
  typed: Json | undefined,
): Promise<readonly Row[]> {
  const model = objectNamed(subject.world.model, object);
  const search = typeof typed === "string" ? withoutForm(typed) : "";
  if (foldName(search).length < LEAST_NAME || !isNamed(model)) return [];
  const question = parseQuestion(subject, { object }, { search, limit: LOOKED_AT });
  const { rows } = await listRecords(db, subject, question);
  const { title } = model.declaration;
  const wanted = foldName(search);
  const nameOf = (row: Row): string =>
    row.masked.includes(title) ? "" : foldName(withoutForm(String(row.values[title] ?? "")));
  return rows
    .filter((row) => isAlike(nameOf(row), wanted))
    .toSorted((a, b) => Number(nameOf(b) === wanted) - Number(nameOf(a) === wanted));
}

/** One character is in half of all names. */
const LEAST_NAME = 2;
/** Four Chinese characters or twelve letters: what shorter names are part of is seldom the same. */
const LEAST_PART_BYTES = 12;

const isAlike = (name: string, wanted: string): boolean =>
  name === wanted || (Buffer.byteLength(wanted) >= LEAST_PART_BYTES && name.includes(wanted));

/** What kind of company it is says nothing of which one. */
const LEGAL_FORM =
  /(?:(?:股份)?(?:有限)?(?:责任)?公司|集团|[\s,]+(?:co|company|corp|corporation|inc|llc|ltd|limited|gmbh)\.?)\s*$/i;

function withoutForm(name: string): string {
  const shorter = name.trim().replace(LEGAL_FORM, "");
  return shorter === name.trim() || shorter === "" ? name.trim() : withoutForm(shorter);
}

const foldName = (name: string): string => name.replace(/[\s()（）.,，。·-]/g, "").toLowerCase();
