/**
 * Who may decide a request now. Nobody is appointed: the ladder follows from the organisation as it is, how far up it has
 * come from the clock, so that an escalation needs no job, and each rung holds only those whose own rights would do it.
 */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { Subject, World } from "../gate/subject.ts";
import { headsAbove, holdersOfRoles, ownerOf } from "../org/heads.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { rulesOfRole } from "../policies/grant-width.ts";
import { deputiesOf } from "./deputies.ts";
import type { Approver, RequestKind, StoredRequest } from "./request.ts";

/** So long a rung has for its answer before the next one comes in. */
export const PATIENCE_HOURS = 24;

/** People who come in together. */
type Rung = readonly string[];

export interface Deciders {
  /** Who may decide now. */
  readonly now: readonly string[];
  /** Of a deputy: in whose place, and so by whose rights. */
  readonly placeOf: ReadonlyMap<string, string>;
  /** When more come in; null: there is nobody above. */
  readonly nextAt: Date | null;
}

export interface FinderParts {
  readonly subjects: Pick<SubjectStore, "loadAll">;
  readonly kinds: readonly RequestKind[];
}

/** For one question or one transaction: whoever stands on several ladders is looked at once. */
export interface Finder {
  /** Whether the organisation alone would ever ask this person; quickly known. */
  isOnLadder(request: StoredRequest, person: string): Promise<boolean>;
  decidersOf(request: StoredRequest): Promise<Deciders>;
}

export function kindNamed({ kinds }: Pick<FinderParts, "kinds">, name: string): RequestKind {
  const kind = kinds.find((one) => one.name === name);
  if (!kind) throw new Refusal("not_found");
  return kind;
}

export function createFinder(executor: Executor, parts: FinderParts, world: World): Finder {
  const loaded = new Map<string, Subject | null>();
  const load = async (people: Rung): Promise<readonly Subject[]> => {
    const unknown = people.filter((person) => !loaded.has(person));
    for (const person of unknown) loaded.set(person, null);
    if (unknown.length > 0)
      for (const subject of await parts.subjects.loadAll(executor, world, unknown))
        loaded.set(subject.person, subject);
    return people.flatMap((person) => loaded.get(person) ?? []);
  };
  const found = new Map<string, Promise<Deciders>>();
  const gainers = async ({ kind, content }: StoredRequest): Promise<readonly string[]> =>
    (await kindNamed(parts, kind).gains?.(executor, content as never)) ?? [];
  const ladderOf = async (request: StoredRequest): Promise<readonly Rung[]> => {
    const gaining = new Set(await gainers(request));
    const rungs = await readLadder({ executor, world, load }, request);
    return rungs.map((rung) => rung.filter((person) => !gaining.has(person)));
  };

  async function find(request: StoredRequest): Promise<Deciders> {
    const kind = kindNamed(parts, request.kind);
    const able: Rung[] = [];
    for (const rung of await ladderOf(request)) {
      const people: string[] = [];
      for (const one of await load(rung))
        if (await kind.mayApprove(executor, one, request as never)) people.push(one.person);
      if (people.length > 0) able.push(people);
      // One more than has come in tells whether there is anybody above.
      if (able.length > reachedBy(request)) break;
    }
    const reached = climb(able, request);
    const placeOf = await standIns(reached.now, request);
    return { ...reached, now: [...reached.now, ...placeOf.keys()], placeOf };
  }

  /** Whoever may decide by themselves stands in for nobody; who asked, passed it before or gains by it does not either. */
  async function standIns(now: Rung, request: StoredRequest): Promise<ReadonlyMap<string, string>> {
    const { asker, trace } = request;
    const others = new Set([...now, asker, ...passedBy(trace), ...(await gainers(request))]);
    const named = (await deputiesOf(executor, now)).filter(({ deputy }) => !others.has(deputy));
    const alive = new Set((await load(named.map(({ deputy }) => deputy))).map((one) => one.person));
    return new Map(
      named.flatMap(({ deputy, person }) => (alive.has(deputy) ? [[deputy, person]] : [])),
    );
  }

  return {
    async isOnLadder(request, person) {
      const people = (await ladderOf(request)).flat();
      if (people.includes(person)) return true;
      return (await deputiesOf(executor, people)).some(({ deputy }) => deputy === person);
    },
    decidersOf(request) {
      const key = `${request.id} ${request.version}`;
      const known = found.get(key) ?? find(request);
      found.set(key, known);
      return known;
    },
  };
}

interface Looking {
  readonly executor: Executor;
  readonly world: World;
  load(people: Rung): Promise<readonly Subject[]>;
}

/** Rungs of the step by the organisation alone, the nearest first; whoever asked or passed it before is on none. */
async function readLadder(
  looking: Looking,
  { chain, step, asker, trace }: StoredRequest,
): Promise<readonly Rung[]> {
  const { approver } = chain[step]!;
  const { executor, world } = looking;
  const above = approver.kind === "role" ? null : approver.unit;
  const heads = await headsAbove(executor, world, above);
  const rungs = [await firstRung(looking, approver), ...heads.map((head) => [head])];
  if (approver.kind === "granters")
    rungs.push(await holdersOfRoles(executor, grantingRoles(world)));
  // Four eyes, and as many again for every step.
  const seen = new Set([asker, ...passedBy(trace)]);
  return rungs
    .map((rung) => rung.filter((person) => !seen.has(person) && seen.add(person)))
    .filter((rung) => rung.length > 0);
}

/** Whoever passed it on in somebody's place, and that person. */
const passedBy = (trace: StoredRequest["trace"]): readonly string[] =>
  trace.flatMap(({ what, by, inPlaceOf }) =>
    what === "passed" ? [by, ...(inPlaceOf ? [inPlaceOf] : [])] : [],
  );

async function firstRung({ executor, world, load }: Looking, approver: Approver): Promise<Rung> {
  if (approver.kind === "person") return [approver.person];
  if (approver.kind === "role") {
    const holders = await load(await holdersOfRoles(executor, [approver.role]));
    return holders.filter((one) => holdsAt(one, approver)).map(({ person }) => person);
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

/** How many rungs have come in: the first at once, one more each time that patience ends. */
const reachedBy = ({ waitedHours }: Pick<StoredRequest, "waitedHours">): number =>
  // The moment it began is kept to the millisecond, and may be a little ahead of the clock.
  Math.floor(Math.max(0, waitedHours) / PATIENCE_HOURS) + 1;

export function climb(
  ladder: readonly Rung[],
  waiting: Pick<StoredRequest, "stepSince" | "waitedHours">,
): Omit<Deciders, "placeOf"> {
  const reached = reachedBy(waiting);
  return {
    now: ladder.slice(0, reached).flat(),
    nextAt:
      reached < ladder.length
        ? new Date(waiting.stepSince.getTime() + reached * PATIENCE_HOURS * 3_600_000)
        : null,
  };
}
