/** Whoever is given a record by somebody else is told of it: as its owner, as one who takes part in it, or as one it is shared with. */
import type { Executor } from "../db/database.ts";
import type { ObjectModel } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import type { ObjectDeclaration } from "../objects/declaration.ts";
import type { Notice } from "../inbox/notices.ts";
import type { Subject } from "./subject.ts";

interface Handed {
  readonly object: ObjectModel;
  readonly id: string;
  /** The owner it was given now, if it was given one. */
  readonly owner: Json | undefined;
}

/** Only what is handed on as an act of its own; what follows another record goes with that one. */
export const isHandedOn = ({ actions, follows }: ObjectDeclaration): boolean =>
  actions["assign"] !== undefined && follows === undefined;

export function handingNotices(
  { person: by }: Subject,
  { object, id, owner }: Handed,
): readonly Notice[] {
  if (!isHandedOn(object.declaration) || typeof owner !== "string" || owner === by) return [];
  return [{ person: owner, kind: "handed", object: object.name, record: id, by }];
}

/** A place in a record: a share, which is looked at, or a part in its work. */
interface Place {
  readonly object: string;
  readonly record: string;
  readonly principal: { readonly kind: string; readonly id: string };
  readonly function: string;
}

/** With more people than this it is an announcement, and nobody's news: no inbox is filled by it. */
export const MOST_TOLD = 200;

/** Each of them once, however they are reached. */
export async function placeNotices(
  tx: Executor,
  { person: by }: Subject,
  { object, record, principal, function: part }: Place,
): Promise<readonly Notice[]> {
  const people = await peopleOf(tx, principal);
  if (people.length > MOST_TOLD) return [];
  const kind = part === "shared" ? "shared" : "joined";
  return people
    .filter((person) => person !== by)
    .map((person) => ({ person, kind, object, record, by }));
}

/** Where a new record is such a place itself. */
export async function joiningNotices(
  tx: Executor,
  subject: Subject,
  { name }: ObjectModel,
  cells: ReadonlyMap<string, Json>,
): Promise<readonly Notice[]> {
  if (name !== "participant") return [];
  const text = (cell: string): string => String(cells.get(cell) ?? "");
  return placeNotices(tx, subject, {
    object: text("object"),
    record: text("recordId"),
    principal: { kind: text("principalKind"), id: text("principalId") },
    function: text("function"),
  });
}

const IS_NOW = `deleted_at is null and ("from" is null or "from" <= statement_timestamp())
  and (until is null or until > statement_timestamp())`;

/** Ids of people, by the kind of principal that they are reached by. */
const PEOPLE: Readonly<Record<string, string>> = {
  person: "select $1::uuid as id",
  unit: `select id from person where unit = $1::uuid union select person from post where unit = $1::uuid and ${IS_NOW}`,
  group: `select person as id from group_member where "group" = $1::uuid and ${IS_NOW}`,
};

/** Those who work here now; one more than are told, at most. */
async function peopleOf(
  tx: Executor,
  { kind, id }: Place["principal"],
): Promise<readonly string[]> {
  if (!Object.hasOwn(PEOPLE, kind)) return [];
  const { rows } = await tx.query<{ id: string }>(
    `select id from person where status = 'active' and deleted_at is null and id in (${PEOPLE[kind]})
     order by id limit ${MOST_TOLD + 1}`,
    [id],
  );
  return rows.map((row) => row.id);
}
