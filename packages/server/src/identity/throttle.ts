/**
 * Slows guessing down: five failures of an account, or twenty from an address, within ten minutes. From then on the
 * source waits, longer with every further failure. Failures are in the database, so all nodes count together.
 */
import type { Database, Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";

export interface ThrottleLimits {
  readonly windowMinutes: number;
  readonly failuresPerAccount: number;
  readonly failuresPerAddress: number;
  /** Seconds to wait after the first failure too many; doubled by each further one. */
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
}

export const THROTTLE: ThrottleLimits = {
  windowMinutes: 10,
  failuresPerAccount: 5,
  failuresPerAddress: 20,
  firstWaitSeconds: 5,
  longestWaitSeconds: 600,
};

export interface Source {
  readonly email: string;
  readonly address: string;
}

interface Failures {
  readonly count: number;
  /** Since the last one. */
  readonly seconds: number;
}

/** Lock space of those who try the password of one account. */
const ATTEMPT_SPACE = 76;

/**
 * Refuses while the source must wait. Else the attempt counts as a failure of the account until it turns out to be none:
 * of many passwords tried at the same moment, no more are looked at than of as many tried one after the other.
 */
export function beginAttempt(db: Database, source: Source, limits = THROTTLE): Promise<void> {
  const { email } = source;
  return db.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(${ATTEMPT_SPACE}, hashtext($1))`, [email]);
    await demandPatience(tx, source, limits);
    await tx.query("insert into sign_in_failure (email) values ($1)", [email]);
  });
}

async function demandPatience(
  executor: Executor,
  { email, address }: Source,
  limits: ThrottleLimits,
): Promise<void> {
  const waits = [
    waitOf(await failuresBy(executor, "email", email, limits), limits.failuresPerAccount, limits),
    waitOf(
      await failuresBy(executor, "address", address, limits),
      limits.failuresPerAddress,
      limits,
    ),
  ];
  const seconds = Math.ceil(Math.max(...waits));
  if (seconds > 0) throw new Refusal("too_many_attempts", { seconds });
}

async function failuresBy(
  executor: Executor,
  column: "email" | "address",
  value: string,
  limits: ThrottleLimits,
): Promise<Failures> {
  const { rows } = await executor.query<{ count: string; seconds: number | null }>(
    `select count(*) as count, extract(epoch from statement_timestamp() - max(at))::float8 as seconds
     from sign_in_failure where ${column} = $1 and at > statement_timestamp() - make_interval(mins => $2::int)`,
    [value, limits.windowMinutes],
  );
  return { count: Number(rows[0]!.count), seconds: rows[0]!.seconds ?? Number.POSITIVE_INFINITY };
}

function waitOf({ count, seconds }: Failures, allowed: number, limits: ThrottleLimits): number {
  if (count < allowed) return 0;
  const wait = Math.min(
    limits.firstWaitSeconds * 2 ** (count - allowed),
    limits.longestWaitSeconds,
  );
  return Math.max(0, wait - seconds);
}

/** The account's part of it stands there since the attempt began; only a failure counts for the address, which many share. */
export async function noteFailure(executor: Executor, { email, address }: Source): Promise<void> {
  await executor.query(
    `update sign_in_failure set address = $2 where ctid =
       (select ctid from sign_in_failure where email = $1 and address is null order by at limit 1 for update skip locked)`,
    [email, address],
  );
}

/** A success clears the account, not the address: one known password must not buy more guesses at others. */
export async function forgetFailures(executor: Executor, { email }: Source): Promise<void> {
  await executor.query("delete from sign_in_failure where email = $1", [email]);
}
