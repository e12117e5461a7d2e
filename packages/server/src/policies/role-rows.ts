/** Roles as rows, the archived ones too: for whoever changes the policy as a whole. */
import type { Executor } from "../db/database.ts";
import { ROLE_CONTENT_COLUMNS, type RoleContent } from "./role-content.ts";

export interface StoredRole {
  readonly version: number;
  readonly isGone: boolean;
  readonly content: RoleContent;
}

type Row = RoleContent & Pick<StoredRole, "version" | "isGone">;

export async function readRole(executor: Executor, id: string): Promise<StoredRole | null> {
  return (await readRoles(executor, [id])).get(id) ?? null;
}

/** `ids` null: all there are or were. */
export async function readRoles(
  executor: Executor,
  ids: readonly string[] | null,
): Promise<ReadonlyMap<string, StoredRole>> {
  const { rows } = await executor.query<Row>(
    `select ${ROLE_CONTENT_COLUMNS}, version, deleted_at is not null as "isGone" from role
     where $1::uuid[] is null or id = any($1::uuid[]) order by created_at, id`,
    [ids],
  );
  return new Map(
    rows.map(({ version, isGone, ...content }) => [content.id, { version, isGone, content }]),
  );
}
