/**
 * Who may decide a request now. Nobody is appointed: the ladder follows from the organisation as it is, how far up it has
 * come from the clock, so that an escalation needs no job, and each rung holds only those whose own rights would do it.
 */
import type { Executor } from "../db/database.ts";
import type { Subject, World } from "../gate/subject.ts";
import { headsAbove, holdersOfRoles, ownerOf } from "../org/heads.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { rulesOfRole } from "../policies/grant-width.ts";
import type { Approver, RequestKind, StoredRequest } from "./request.ts";

/** So long a rung has for its answer before the next one comes in. */
export const PATIENCE_HOURS = 24;

/** People who come in together. */
type Rung = readonly string[];

export interface Deciders {
  /** Who may decide now. */
  readonly now: readonly string[];
  /** When more come in; null: there is nobody above. */
  readonly nextAt: Date | null;
}

type Waiting = Pick<StoredRequest, "content" | "asker" | "chain" | "step" | "trace"> &
  Pick<StoredRequest, "stepSince" | "waitedHours">;

/** Rungs of the step by the organisation alone, the nearest first; whoever asked or passed it before is on none. */
export async function ladderOf(
  executor: Executor,
  finding: Pick<Finding, "subjects" | "world">,
  { chain, step, asker, trace }: Pick<Waiting, "chain" | "step" | "asker" | "trace">,
): Promise<readonly Rung[]> {
  const { approver } = chain[step]!;
  const { world } = finding;
  const heads = await headsAbove(executor, world, approver.unit);
  const rungs = [await firstRung(executor, finding, approver), ...heads.map((head) => [head])];
  if (approver.kind === "granters")
    rungs.push(await holdersOfRoles(executor, grantingRoles(world)));
  // Four eyes, and as many again for every step.
  const seen = new Set([
    asker,
    ...trace.filter(({ what }) => what === "passed").map(({ by }) => by),
  ]);
  return rungs
    .map((rung) => rung.filter((person) => !seen.has(person) && seen.add(person)))
    .filter((rung) => rung.length > 0);
}

async function firstRung(
  executor: Executor,
  { subjects, world }: Pick<Finding, "subjects" | "world">,
  approver: Approver,
): Promise<Rung> {
  if (approver.kind === "person") return [approver.person];
  if (approver.kind === "role") {
    const holders = await holdersOfRoles(executor, [approver.role]);
    const people = await subjects.loadAll(executor, world, holders);
    return people.filter((one) => holdsAt(one, approver)).map(({ person }) => person);
  }
  if (approver.kind !== "owner") return [];
  const owner = await ownerOf(executor, world, approver);
  return owner === null ? [] : [owner];
}

/** A role counts where it is held: at the unit, or above it. */
const holdsAt = (
  { holder, world, context }: Subject,
  { role, unit }: Extract<Approver, { kind: "role" }>,
): boolean =>
  holder.assignments.some(
    (one) =>
      one.role === role &&
      (one.from === null || one.from <= Number(context["now"])) &&
      (unit === null || one.unit === null || world.tree.isWithin(unit, one.unit) === true),
  );

const grantingRoles = (world: World): readonly string[] =>
  world.policy.roles
    .filter(({ id }) =>
      rulesOfRole({ world }, id).some(
        ({ effect, actions }) =>
          effect === "permit" &&
          ["*", "assignment.*", "assignment.create"].some((name) => actions.includes(name)),
      ),
    )
    .map(({ id }) => id);

export interface Finding {
  readonly subjects: Pick<SubjectStore, "loadAll">;
  readonly world: World;
  readonly kind: RequestKind;
}

/** Those of the ladder whose rights would do it, as far as the time has come. */
export async function decidersOf(
  executor: Executor,
  { subjects, world, kind }: Finding,
  request: Waiting,
): Promise<Deciders> {
  const rungs = await ladderOf(executor, { subjects, world }, request);
  const people = await subjects.loadAll(executor, world, rungs.flat());
  const able = new Map<string, Subject>();
  for (const one of people)
    if (await kind.mayApprove(executor, one, request as never)) able.set(one.person, one);
  const ladder = rungs
    .map((rung) => rung.filter((person) => able.has(person)))
    .filter((rung) => rung.length > 0);
  return climb(ladder, request);
}

/** The first rung at once, one more each time that patience ends. */
export function climb(
  ladder: readonly Rung[],
  { stepSince, waitedHours }: Pick<Waiting, "stepSince" | "waitedHours">,
): Deciders {
  const reached = Math.floor(waitedHours / PATIENCE_HOURS) + 1;
  return {
    now: ladder.slice(0, reached).flat(),
    nextAt:
      reached < ladder.length
        ? new Date(stepSince.getTime() + reached * PATIENCE_HOURS * 3_600_000)
        : null,
  };
}
