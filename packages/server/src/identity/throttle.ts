/**
 * Slows guessing down: five failures of an account, or twenty from an address, within ten minutes. From then on the
 * source waits, longer with every further failure. Failures are in the database, so all nodes count together.
 */
import type { Executor } from "../db/database.ts";
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

/** Refuses while the source must wait. */
export async function demandPatience(
  executor: Executor,
  { email, address }: Source,
  limits = THROTTLE,
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

export async function noteFailure(executor: Executor, { email, address }: Source): Promise<void> {
  await executor.query("insert into sign_in_failure (email, address) values ($1, $2)", [
    email,
    address,
  ]);
}

/** A success clears the account, not the address: one known password must not buy more guesses at others. */
export async function forgetFailures(executor: Executor, { email }: Source): Promise<void> {
  await executor.query("delete from sign_in_failure where email = $1", [email]);
}
