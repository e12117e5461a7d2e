/** Rounds of trial as rows. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import type { RehearsalVerdict, TaskExpectation } from "../../http/contract.ts";
import type { PolicyChanges } from "../draft-world.ts";

export interface Task {
  readonly id: string;
  readonly role: string;
  readonly text: Text;
  readonly expect: TaskExpectation;
}

export interface Rehearsal {
  readonly id: string;
  readonly draft: string;
  /** Counts the rounds of a draft. */
  readonly round: number;
  readonly by: string;
  /** What the draft changed when the round began. */
  readonly policy: PolicyChanges;
  readonly tasks: readonly Task[];
  readonly startedAt: Date;
  readonly until: Date;
  /** When it was over, by hand, by the clock or with its draft; null: it runs. */
  readonly endedAt: Date | null;
}

export interface Representative {
  readonly rehearsal: string;
  readonly person: string;
  readonly roles: readonly string[];
  /** The schema that they try in. */
  readonly stage: string;
  readonly begunAt: Date | null;
}

export interface Verdict {
  readonly rehearsal: string;
  readonly task: string;
  readonly person: string;
  readonly verdict: RehearsalVerdict;
  readonly remark: string | null;
  readonly at: Date;
}

/** A round ends with its draft, too: what nobody can publish any more nobody tries. */
const RUNS = `r.ended_at is null and r.until > statement_timestamp() and d.state in ('open', 'submitted', 'scheduled') and d.deleted_at is null`;

const REHEARSAL = `select r.id, r.draft, r.round, r."by", r.policy, r.tasks, r.started_at as "startedAt", r.until,
    case when ${RUNS} then null else coalesce(r.ended_at, least(r.until, d.updated_at)) end as "endedAt"
  from rehearsal r join policy_draft d on d.id = r.draft`;

/** The latest first. */
export async function readRounds(executor: Executor, draft: string): Promise<readonly Rehearsal[]> {
  const { rows } = await executor.query<Rehearsal>(
    `${REHEARSAL} where r.draft = $1 order by r.round desc`,
    [draft],
  );
  return rows;
}

export async function readRehearsal(executor: Executor, id: string): Promise<Rehearsal | null> {
  const { rows } = await executor.query<Rehearsal>(`${REHEARSAL} where r.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Those that run and name the person. `number`: of the draft. */
export async function readRunningFor(
  executor: Executor,
  person: string,
): Promise<
  readonly (Rehearsal & { readonly number: number; readonly roles: readonly string[] })[]
> {
  const { rows } = await executor.query<Rehearsal & { number: number; roles: readonly string[] }>(
    `select r.id, r.draft, r.round, r."by", r.policy, r.tasks, r.started_at as "startedAt", r.until,
        null::timestamptz as "endedAt", d.number, p.roles
      from rehearsal_person p join rehearsal r on r.id = p.rehearsal join policy_draft d on d.id = r.draft
      where p.person = $1 and ${RUNS} order by r.started_at, r.id`,
    [person],
  );
  return rows;
}

/** With the round it is of; null where it names somebody else, or nobody. */
export async function readRepresentative(
  executor: Executor,
  rehearsal: string,
  person: string,
): Promise<Representative | null> {
  const { rows } = await executor.query<Representative>(
    `select rehearsal, person, roles, stage, begun_at as "begunAt" from rehearsal_person where rehearsal = $1 and person = $2`,
    [rehearsal, person],
  );
  return rows[0] ?? null;
}

export async function readRepresentatives(
  executor: Executor,
  rehearsals: readonly string[],
): Promise<readonly Representative[]> {
  const { rows } = await executor.query<Representative>(
    `select rehearsal, person, roles, stage, begun_at as "begunAt" from rehearsal_person
     where rehearsal = any($1::uuid[]) order by person`,
    [rehearsals],
  );
  return rows;
}

export async function readVerdicts(
  executor: Executor,
  rehearsals: readonly string[],
): Promise<readonly Verdict[]> {
  const { rows } = await executor.query<Verdict>(
    `select rehearsal, task, person, verdict, remark, at from rehearsal_verdict
     where rehearsal = any($1::uuid[]) order by at, person`,
    [rehearsals],
  );
  return rows;
}

type Beginning = Pick<Rehearsal, "id" | "draft" | "by" | "policy" | "tasks"> & {
  readonly days: number;
  readonly people: readonly { readonly person: string; readonly roles: readonly string[] }[];
};

/** Whoever writes holds the draft's lock. One round of a draft runs at a time. Returns its number. */
export async function insertRehearsal(
  tx: Executor,
  { id, draft, by, policy, tasks, days, people }: Beginning,
): Promise<number> {
  await endRounds(tx, draft);
  const { rows } = await tx.query<{ round: number }>(
    `insert into rehearsal (id, draft, round, "by", policy, tasks, until)
     select $1::uuid, $2::uuid, coalesce(max(round), 0) + 1, $3::uuid, $4::jsonb, $5::jsonb,
       statement_timestamp() + make_interval(days => $6) from rehearsal where draft = $2::uuid returning round`,
    [id, draft, by, JSON.stringify(policy), JSON.stringify(tasks), days],
  );
  const named = people.map(({ person, roles }, index) => ({
    person,
    roles,
    stage: `rehearsal_${id.replaceAll("-", "")}_${index}`,
  }));
  await tx.query(
    `insert into rehearsal_person (rehearsal, person, roles, stage)
     select $1, person, roles, stage from json_to_recordset($2::json) as p (person uuid, roles uuid[], stage text)`,
    [id, JSON.stringify(named)],
  );
  return rows[0]!.round;
}

async function endRounds(tx: Executor, draft: string): Promise<void> {
  await tx.query(
    "update rehearsal set ended_at = least(until, statement_timestamp()) where draft = $1 and ended_at is null",
    [draft],
  );
}

export async function endRehearsal(tx: Executor, id: string): Promise<void> {
  await tx.query("update rehearsal set ended_at = statement_timestamp() where id = $1", [id]);
}

/** Whoever thinks again says it again. */
export async function putVerdict(
  tx: Executor,
  { rehearsal, task, person, verdict, remark }: Omit<Verdict, "at">,
): Promise<void> {
  await tx.query(
    `insert into rehearsal_verdict (rehearsal, task, person, verdict, remark) values ($1, $2, $3, $4, $5)
     on conflict (rehearsal, task, person) do update set verdict = excluded.verdict, remark = excluded.remark,
       at = statement_timestamp()`,
    [rehearsal, task, person, verdict, remark],
  );
}

/** Stages that are there and whose round is over. */
export async function leftStages(
  executor: Executor,
): Promise<readonly Pick<Representative, "rehearsal" | "person" | "stage">[]> {
  const { rows } = await executor.query<Representative>(
    `select p.rehearsal, p.person, p.stage from rehearsal_person p join rehearsal r on r.id = p.rehearsal
       join policy_draft d on d.id = r.draft
     where p.begun_at is not null and p.struck_at is null and not (${RUNS})`,
  );
  return rows;
}
