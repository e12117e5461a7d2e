/** Accounts behind people: who can sign in, with which password. */
import { hashPassword } from "better-auth/crypto";
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";

export interface Account {
  readonly person: string;
  readonly name: string;
  readonly email: string;
}

/** Gives all of these people the same first password (a demo, an invitation). One they had before stops working. */
export async function openAccounts(
  executor: Executor,
  accounts: readonly Account[],
  password: string,
): Promise<void> {
  await keepAccounts(executor, accounts, await hashPassword(password));
}

/** The same of a password that is hashed already. */
export async function keepAccounts(
  executor: Executor,
  accounts: readonly Account[],
  hash: string,
): Promise<void> {
  const rows = JSON.stringify(
    accounts.map((account) => ({ ...account, id: uuid(), email: account.email.toLowerCase() })),
  );
  await executor.query(
    `insert into auth_user (id, name, email, "emailVerified")
     select person, name, email, true from json_to_recordset($1::json) as a (person text, name text, email text)
     on conflict (id) do update set name = excluded.name, email = excluded.email`,
    [rows],
  );
  await executor.query(
    `delete from auth_account using json_to_recordset($1::json) as a (person text)
     where "userId" = person and "providerId" = 'credential'`,
    [rows],
  );
  await executor.query(
    `insert into auth_account (id, "accountId", "providerId", "userId", password)
     select id, person, 'credential', person, $2 from json_to_recordset($1::json) as a (id text, person text)`,
    [rows, hash],
  );
}

/** Ends every session of a person. */
export async function endSessions(executor: Executor, person: string): Promise<void> {
  await executor.query(`delete from auth_session where "userId" = $1`, [person]);
}
