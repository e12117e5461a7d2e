/**
 * Who decides for somebody who is away: by that person's rights and in their place, under their own name in the trail. A
 * deputy's deputy is nobody's.
 */
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Gate } from "../gate/gate.ts";
import type { Caller } from "../gate/mutate.ts";
import { readTitles } from "../gate/titles.ts";

export interface StoredDeputy {
  readonly id: string;
  readonly person: string;
  readonly deputy: string;
  readonly from: Date;
  readonly until: Date;
}

/** As long as an absence is planned ahead. */
const LONGEST_DAYS = 90;
const DAY = 86_400_000;

const NOT_OVER = "ended_at is null and until > statement_timestamp()";

/** Those who stand for these people now. */
export async function deputiesOf(
  executor: Executor,
  people: readonly string[],
): Promise<readonly StoredDeputy[]> {
  const { rows } = await executor.query<StoredDeputy>(
    `select id, person, deputy, "from", until from deputy
     where person = any($1::uuid[]) and ${NOT_OVER} and "from" <= statement_timestamp() order by at, id`,
    [people],
  );
  return rows;
}

/** Named by the person, now or for later. */
export async function namedBy(
  executor: Executor,
  person: string,
): Promise<readonly StoredDeputy[]> {
  const { rows } = await executor.query<StoredDeputy>(
    `select id, person, deputy, "from", until from deputy where person = $1 and ${NOT_OVER} order by "from", id`,
    [person],
  );
  return rows;
}

export interface DeputyInput {
  readonly id?: unknown;
  readonly deputy?: unknown;
  readonly from?: unknown;
  readonly until?: unknown;
}

const actOf = (action: string) => ({ object: "request", action, records: [] });

/** One's own only; somebody whom one sees. */
export const nameDeputy = (
  { gate }: { readonly gate: Gate },
  caller: Caller,
  input: DeputyInput,
): Promise<{ id: string }> =>
  gate.write(caller, actOf("nameDeputy"), async (tx, subject) => {
    const { rows } = await tx.query<{ now: Date }>("select statement_timestamp() as now");
    const { from, until } = parseWindow(input, rows[0]!.now.getTime());
    const deputy = textOf(input.deputy ?? "");
    const seen = UUID.test(deputy) ? await readTitles(tx, subject, "person", [deputy]) : new Map();
    if (!seen.has(deputy) || deputy === subject.person)
      throw badRequest([problem("deputy", "no_such_record")]);
    const id = uuid();
    await tx.query(
      `insert into deputy (id, person, deputy, "from", until) values ($1, $2, $3, $4, $5)`,
      [id, subject.person, deputy, from.toISOString(), until.toISOString()],
    );
    return { result: { id }, detail: { deputy, from, until } };
  });

export const endDeputy = (
  { gate }: { readonly gate: Gate },
  caller: Caller,
  { id }: DeputyInput,
): Promise<{ id: string }> =>
  gate.write(caller, actOf("endDeputy"), async (tx, subject) => {
    const { rowCount } = await tx.query(
      `update deputy set ended_at = statement_timestamp() where id = $1 and person = $2 and ${NOT_OVER}`,
      [UUID.test(textOf(id)) ? id : null, subject.person],
    );
    if (rowCount !== 1) throw new Refusal("not_found");
    return { result: { id: textOf(id) } };
  });

function parseWindow(input: DeputyInput, now: number): { from: Date; until: Date } {
  const from = input.from === undefined || input.from === null ? now : momentOf("from", input.from);
  const until = momentOf("until", input.until);
  if (until <= from || until <= now) throw badRequest([problem("until", "window_reversed")]);
  if (until > now + LONGEST_DAYS * DAY)
    throw badRequest([problem("until", "until_too_far", { days: LONGEST_DAYS })]);
  return { from: new Date(from), until: new Date(until) };
}

function momentOf(path: string, input: unknown): number {
  const at = typeof input === "string" ? Date.parse(input) : Number.NaN;
  if (Number.isNaN(at))
    throw badRequest([problem(path, "not_time", { value: textOf(input ?? "").slice(0, 40) })]);
  return at;
}
