/**
 * The counting of what a draft means, one at a time on a node: begun by whoever looks, left off when nobody looks any
 * more, kept for some minutes while draft, roles and units stay what they were. A restart just loses it.
 *
 * Each node counts for itself what it is asked about: nothing is decided by the numbers, they are true of their own moment
 * wherever they are counted, and a table of everybody's would be larger than the work that it saves.
 */
import type { Rule } from "@latchkey/policy";
import type { Database } from "../../db/database.ts";
import type { World } from "../../gate/subject.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import type { Changes, Draft } from "../draft-store.ts";
import {
  countImpact,
  rulesApart,
  type ImpactQuestion,
  type ObjectImpact,
  type Progress,
} from "./count-impact.ts";
import { questionOfDraft, type DraftAsked } from "./question-of-draft.ts";

export interface Impact {
  /** The worlds as they are and as they would be. */
  readonly before: World;
  readonly after: World;
  /** The rules that only one of them has. */
  readonly apart: readonly Rule[];
  readonly objects: readonly ObjectImpact[];
  /** The unit of each person's own record. */
  readonly units: ReadonlyMap<string, string | null>;
  readonly at: Date;
  /** Milliseconds. */
  readonly took: number;
}

export type ImpactState =
  | { readonly state: "stopped" }
  | ({ readonly state: "counting" } & Progress)
  | { readonly state: "done"; readonly impact: Impact };

export interface CountedImpact {
  readonly impact: Impact;
  /** Draft, roles or units have become others since, or it was counted some minutes ago. */
  readonly isOutdated: boolean;
}

export interface Impacts {
  /** Of the draft as it stands, with the world it would change; begins where nothing is known yet. */
  look(draft: Draft, changes: Changes, world: World): Promise<ImpactState>;
  /** What was counted last of this draft, if anything was; begins nothing. */
  counted(draft: Draft, changes: Changes, world: World): CountedImpact | null;
  /** Forgets what is known, so that looking begins anew. */
  forget(): void;
  stop(): void;
  /** Stops, and waits until nothing is asked of the database any more. */
  close(): Promise<void>;
}

const KEPT_MS = 10 * 60_000;
/** Nobody has asked for so long: nobody waits for it. */
const ABANDONED_MS = 30_000;
/** Whoever looks is answered after this at the latest. */
const LOOK_MS = 1_000;

interface Running {
  readonly key: string;
  lastLook: number;
  progress: Progress;
  isStopped: boolean;
  work: Promise<unknown>;
}

interface Counted {
  /** Of the draft. */
  readonly id: string;
  readonly key: string;
  readonly impact: Impact;
}

class LeftOff extends Error {}

export function createImpacts(db: Database, subjects: SubjectStore): Impacts {
  let running: Running | null = null;
  /** Stays while the next state of the draft is counted. */
  let last: Counted | null = null;

  function begin({ id }: Draft, changes: Changes, before: World): Running {
    const one: Running = {
      key: keyOf(id, changes, before),
      lastLook: Date.now(),
      progress: { done: 0, of: 0, object: "", records: 0 },
      isStopped: false,
      work: Promise.resolve(),
    };
    const onProgress = (progress: Progress): void => {
      one.progress = progress;
      if (Date.now() - one.lastLook > ABANDONED_MS) one.isStopped = true;
      if (one.isStopped) throw new LeftOff();
    };
    const count = async (): Promise<void> => {
      try {
        const impact = await countFor({ db, subjects, before, changes, onProgress });
        if (running === one) [last, running] = [{ id, key: one.key, impact }, null];
      } catch (error) {
        if (error instanceof LeftOff) return;
        if (running === one) running = null;
        throw error;
      }
    };
    one.work = count();
    // Whoever looks is told; nobody may be looking.
    one.work.catch(() => {});
    return one;
  }

  const stop = (): void => {
    if (running) running.isStopped = true;
  };

  return {
    async look(draft, changes, world) {
      const key = keyOf(draft.id, changes, world);
      const found = (): Impact | null => (last && isOf(last, key) ? last.impact : null);
      const known = found();
      if (known) return { state: "done", impact: known };
      if (running?.key !== key) {
        stop();
        running = begin(draft, changes, world);
      }
      const one = running;
      one.lastLook = Date.now();
      await Promise.race([
        one.work,
        new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref()),
      ]);
      const impact = found();
      if (impact) return { state: "done", impact };
      return one.isStopped ? { state: "stopped" } : { state: "counting", ...one.progress };
    },
    counted({ id }, changes, world) {
      if (last?.id !== id) return null;
      return { impact: last.impact, isOutdated: !isOf(last, keyOf(id, changes, world)) };
    },
    forget() {
      stop();
      [running, last] = [null, null];
    },
    stop,
    async close() {
      stop();
      await running?.work.catch(() => {});
    },
  };
}

const keyOf = (draft: string, { roles, classes }: Changes, world: World): string =>
  [
    draft,
    ...roles.map(({ role, version }) => `${role} ${version}`),
    ...classes.map(({ object, field, version }) => `${object} ${field} ${version}`),
    world.version,
  ].join("\n");

const isOf = ({ key, impact }: Counted, asked: string): boolean =>
  key === asked && Date.now() - impact.at.getTime() <= KEPT_MS;

async function countFor({
  onProgress,
  ...asked
}: DraftAsked & Pick<ImpactQuestion, "onProgress">): Promise<Impact> {
  const started = performance.now();
  const { question, before, after, people } = await questionOfDraft(asked);
  const objects = await countImpact({ ...question, ...(onProgress ? { onProgress } : {}) });
  return {
    before,
    after,
    apart: rulesApart(before.policy, after.policy),
    objects,
    units: new Map(people.map(({ person, unit }) => [person, unit])),
    at: new Date(),
    took: performance.now() - started,
  };
}
