/**
 * What happened around a record, newest first. Each kind of item is one of the gate's own lists, so the rights and
 * masks of its object apply; changes are told to those who may read the history.
 */
import type { Database } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Row, TimelineReply } from "../http/contract.ts";
import type { ReadDone } from "./gate.ts";
import { lockForWrite } from "./guard.ts";
import { readHistory } from "./history.ts";
import { findRecord, listRecords, parseQuestion } from "./list.ts";
import { decideAll } from "./present.ts";
import { encodeCursor } from "./sort.ts";
import type { Subject } from "./subject.ts";
import { knownFields, viewOf } from "./view.ts";

type Item = TimelineReply["items"][number];

/** What a timeline shows, where the object has a field that refers to the record. */
const SHOWN = ["followUp", "order", "ticket", "task", "storeVisit", "feedback"] as const;

const PAGE = 30;

export interface TimelineInput {
  readonly id: string;
  readonly cursor?: string;
}

/** Items strictly older than (at, id); `before` is where the history goes on. */
interface Position {
  readonly at: string | null;
  readonly id: string;
  readonly before: string | null;
}

interface Entry {
  readonly at: string | null;
  readonly id: string;
  readonly item: Item;
  /** For changes: the version, which the next page of the history starts below. */
  readonly version: string | null;
}

export async function timelineOf(
  db: Database,
  reader: Subject,
  name: string,
  { id, cursor }: TimelineInput,
): Promise<ReadDone<TimelineReply>> {
  const object = objectNamed(reader.world.model, name);
  const record =
    typeof id === "string" && UUID.test(id)
      ? await findRecord(db, reader, { object: name }, id)
      : null;
  if (!record) throw new Refusal("not_found");
  const position = parsePosition(cursor);
  const sources: (readonly Entry[])[] = [];
  for (const child of SHOWN)
    sources.push(await childEntries(db, reader, { object, child, id, position }));
  const mayReadHistory = decideAll(reader, object, record).get("history")?.allow === true;
  if (mayReadHistory) sources.push(await changeEntries(db, reader, name, id, position));
  const entries = sources.flat().toSorted(newestFirst);
  const shown = entries.slice(0, PAGE);
  const last = shown.at(-1);
  const items = shown.map(({ item }) => item);
  const next =
    entries.length > PAGE && last ? encodePosition(positionAfter(shown, position)) : null;
  return {
    result: { items, next },
    records: [id, ...items.flatMap((item) => (item.kind === "record" ? [item.row.id] : []))],
  };
}

interface Wanted {
  readonly object: ObjectModel;
  readonly child: string;
  readonly id: string;
  readonly position: Position | null;
}

async function childEntries(
  db: Database,
  reader: Subject,
  { object, child, id, position }: Wanted,
): Promise<readonly Entry[]> {
  const target = reader.world.model.objects.get(child);
  const field = target && referenceTo(target, object.name);
  if (!target || !field) return [];
  const view = viewOf(reader, child);
  const time = timeField(target);
  if (!knownFields(view).includes(field)) return [];
  const question = parseQuestion(
    reader,
    { object: child },
    {
      filter: { field: field.name, op: "is", value: id },
      sort: [{ field: time, direction: "desc" }],
      limit: PAGE + 1,
      ...(position
        ? { cursor: encodeCursor({ keys: [position.at ?? "-infinity"], id: position.id }) }
        : {}),
    },
  );
  const { rows } = await listRecords(db, reader, question);
  return rows.map((row) => entryOf(child, time, row));
}

function entryOf(object: string, time: string, row: Row): Entry {
  const at = (row.values[time] ?? null) as string | null;
  return { at, id: row.id, version: null, item: { kind: "record", at: at ?? "", object, row } };
}

function referenceTo(child: ObjectModel, parent: string): FieldModel | undefined {
  return [...child.fields.values()].find(
    ({ declaration }) => declaration.type === "reference" && declaration.target === parent,
  );
}

/** When it happened: what the object's own list is ordered by. */
function timeField({ declaration, fields }: ObjectModel): string {
  const { field } = declaration.list.sort;
  return fields.get(field)?.declaration.type === "time" ? field : "createdAt";
}

async function changeEntries(
  db: Database,
  reader: Subject,
  name: string,
  id: string,
  position: Position | null,
): Promise<readonly Entry[]> {
  if (position?.before === "") return [];
  const { versions, next } = await db.transaction(async (tx) => {
    await lockForWrite(tx, reader.person);
    return readHistory(tx, reader, name, {
      id,
      ...(position?.before ? { cursor: position.before } : {}),
    });
  });
  return versions.map((version, index) => ({
    at: version.at,
    id,
    item: {
      kind: "change",
      at: version.at,
      version,
    },
    version: index === versions.length - 1 && next === null ? "" : String(version.version),
  }));
}

/** The order of the lists: empty times last, ties by id. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return a.at === null ? 1 : b.at === null ? -1 : a.at < b.at ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return Number(b.version ?? 0) - Number(a.version ?? 0);
}

function positionAfter(shown: readonly Entry[], position: Position | null): Position {
  const last = shown.at(-1)!;
  const change = shown.findLast(({ version }) => version !== null);
  return { at: last.at, id: last.id, before: change?.version ?? position?.before ?? null };
}

const encodePosition = ({ at, id, before }: Position): string =>
  Buffer.from(JSON.stringify([at, id, before])).toString("base64url");

function parsePosition(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  try {
    const [at, id, before] = JSON.parse(
      Buffer.from(textOf(cursor), "base64url").toString(),
    ) as unknown[];
    const isMoment = at === null || (typeof at === "string" && !Number.isNaN(Date.parse(at)));
    const isVersion =
      before === null || before === "" || (typeof before === "string" && /^\d{1,9}$/.test(before));
    if (isMoment && isVersion && typeof id === "string" && UUID.test(id)) return { at, id, before };
  } catch {
    // Falls through: whatever is not a position is refused in the same words.
  }
  throw new Refusal("bad_cursor");
}
