/** Whoever is made an owner by an import of somebody else's is told so once, however much it brings. */
import type { Executor } from "../db/database.ts";
import type { ObjectModel } from "../derive/model.ts";
import { isHandedOn } from "../gate/handing.ts";
import type { Notice } from "../inbox/notices.ts";
import type { BatchDone, Mark } from "./import-batch.ts";
import type { ImportRow } from "./import-store.ts";

/** In the transaction that wrote the records; nothing for those who were told by an earlier portion. */
export async function broughtNotices(
  tx: Executor,
  job: ImportRow,
  object: ObjectModel,
  outcomes: readonly BatchDone[],
): Promise<readonly Notice[]> {
  if (!isHandedOn(object.declaration)) return [];
  const given = new Map<string, string>();
  const give = (owner: unknown, record: string): void => {
    if (typeof owner === "string" && owner !== job.owner && !given.has(owner))
      given.set(owner, record);
  };
  const field = object.fields.get("owner")!;
  for (const { id, cells } of outcomes.flatMap(({ created }) => created))
    give(cells.get(field), id);
  const changed = outcomes
    .flatMap(({ marks }) => marks)
    .filter((mark) => !mark.isNew && mark.object === job.object);
  for (const { owner, record } of await newOwners(tx, changed)) give(owner, record);
  const told = await toldBefore(tx, job, [...given.keys()]);
  return [...given]
    .filter(([person]) => !told.has(person))
    .map(([person, record]) => ({
      person,
      kind: "brought",
      object: job.object,
      record,
      by: job.owner,
    }));
}

/** A file that says the same owner again hands nothing over. */
async function newOwners(
  tx: Executor,
  marks: readonly Mark[],
): Promise<readonly { readonly owner: string | null; readonly record: string }[]> {
  if (marks.length === 0) return [];
  const { rows } = await tx.query<{ owner: string | null; record: string }>(
    `select h.changes -> 'owner' ->> 1 as owner, record
     from unnest($1::uuid[], $2::int[]) as m (record, version) join record_history h using (record, version)
     order by record`,
    [marks.map(({ record }) => record), marks.map(({ version }) => version)],
  );
  return rows;
}

async function toldBefore(
  tx: Executor,
  { id, object, owner }: ImportRow,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const { rows } = await tx.query<{ person: string }>(
    `select person from notice where person = any($1::uuid[]) and kind = 'brought' and object = $2 and "by" = $3
       and at >= (select created_at from import_job where id = $4)`,
    [people, object, owner, id],
  );
  return new Set(rows.map(({ person }) => person));
}
