/** What comes with a request towards what its act demands: why it is done, who it is for sure, and what is left of quotas. */
import type { Obligation } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { isDeed, QUOTA_MINUTES, quotaKey, withBrought, type Brought } from "./demands.ts";
import type { Subject } from "./subject.ts";

/** Of a request, as it came. */
export interface Brings {
  /** Why it is done, in the words of whoever does it. */
  readonly reason?: string;
  /** Minutes since they entered their password. */
  readonly confirmedAgo: number;
}

/** Lock space: two acts that spend a quota of one person wait for each other, so that none is left out of the count. */
const SPACE = 79;

/** The subject with nothing but what they bring; the same one where nothing that can be brought is asked of them. */
export async function bringing(
  tx: Executor,
  subject: Subject,
  brings: Brings | undefined,
  action: string,
): Promise<Subject> {
  const asked = subject.compiled.held.flatMap(({ rule }) => rule.obligations ?? []);
  if (!asked.some(({ kind }) => kind !== "approval" && kind !== "watermark")) return subject;
  return withBrought(subject, {
    hasReason: brings?.reason !== undefined,
    confirmedAgo: brings?.confirmedAgo ?? null,
    spent: isCounted(action) ? await spentBy(tx, subject.person, asked) : null,
  });
}

/** Acts that leave one line for each time they are done; of many at once in one line, nothing is left. */
const isCounted = (action: string): boolean =>
  action === UPDATE || Object.hasOwn(OTHERWISE_CALLED, action) || isDeed(action);

/** Which acts it was, its line tells. */
const UPDATE = "update";

/** What else leaves a line under a name of its own, and the act that it is: what is printed is taken out as a file is. */
const OTHERWISE_CALLED: Readonly<Record<string, string>> = {
  print: "export",
  addFile: "edit",
  removeFile: "edit",
  restoreFile: "edit",
};

async function spentBy(
  tx: Executor,
  person: string,
  asked: readonly Obligation[],
): Promise<Brought["spent"]> {
  const counters = asked.flatMap((one) =>
    one.kind === "quota" && Object.hasOwn(QUOTA_MINUTES, one.counter) ? [one.counter] : [],
  );
  if (counters.length === 0) return new Map();
  await tx.query(`select pg_advisory_xact_lock(${SPACE}, hashtext($1))`, [person]);
  const spent = new Map<string, number>();
  for (const counter of new Set(counters)) {
    const { rows } = await tx.query<{ object: string; act: string; count: number }>(DONE, [
      person,
      QUOTA_MINUTES[counter],
    ]);
    for (const { object, act, count } of rows)
      spent.set(quotaKey({ object, action: act }, counter), count);
  }
  return spent;
}

/** By the lines of the trail. */
const DONE = `select l.object, done.act, count(*)::int as count from audit_line l
  cross join lateral unnest(case split_part(l.action, '.', 2)
    when '${UPDATE}' then array(select jsonb_array_elements_text(l.detail::jsonb -> 'actions'))
    ${Object.entries(OTHERWISE_CALLED)
      .map(([called, act]) => `when '${called}' then array['${act}']`)
      .join(" ")}
    else array[split_part(l.action, '.', 2)] end) as done (act)
  where l.person = $1 and l.verdict = 'allowed' and l.object is not null
    and l.at > statement_timestamp() - make_interval(mins => $2)
  group by 1, 2`;
