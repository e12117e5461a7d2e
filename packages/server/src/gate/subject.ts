/** Who asks, and everything their answers depend on, as of one version of the policy and of themselves. */
import type {
  CompiledSubject,
  Context,
  Policy,
  Role,
  Subject as Holder,
  Text,
} from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import type { RoleContent } from "../policies/role-content.ts";
import type { SandboxRow } from "../policies/sandboxes/sandbox-role.ts";
import type { TeamFunction } from "../policies/team-functions.ts";

/** The policy side of the world at one version (`policy.n`): registry, roles, unit tree. Immutable. */
export interface World {
  /** `policy_state.n`: published rules, roles, custom fields, the unit tree. */
  readonly version: string;
  readonly model: Model;
  /** The published roles as they are kept, */
  readonly contents: readonly RoleContent[];
  /** and in the same order as the rules that they are by themselves. */
  readonly published: readonly Role[];
  /** What one can be in the team of a record, as far as that bounds what it brings. */
  readonly functions: readonly TeamFunction[];
  /** The published roles, bounded by the functions, and behind them those of the sandboxes. */
  readonly policy: Policy;
  /** Approved, and not long over. */
  readonly sandboxes: readonly SandboxRow[];
  readonly tree: UnitIndex;
  readonly organisation: Organisation;
  /** Moments (epoch milliseconds) that rules begin or end at: a plan ends where one of them passes. */
  readonly edges: readonly number[];
  /** Minutes of the day at which comparisons with the time of day or the day of the week turn. */
  readonly marks: readonly number[];
}

export interface Organisation {
  readonly name: string;
  /** IANA zone days are counted in where a unit says nothing else. */
  readonly zone: string;
  /** What an amount is in when nobody says. */
  readonly currency: string;
}

export interface UnitIndex {
  /** How many units there are. */
  readonly size: number;
  isWithin(unit: string, root: string): boolean | null;
  /** The unit and all below it; empty for an unknown unit. */
  below(root: string): readonly string[];
  /** The unit and all above it, nearest first; empty for an unknown unit. */
  above(unit: string): readonly string[];
  name(unit: string): string | null;
  /** The tree as it would be with the unit below another parent. */
  moved(unit: string, parent: string): UnitIndex;
}

/** Times are epoch milliseconds. */
export interface HeldSandbox {
  readonly id: string;
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

export interface Subject {
  readonly person: string;
  /** Who looks as this person does, no further than both may; absent where somebody looks for themselves. */
  readonly viewer?: Viewer;
  readonly name: string;
  readonly locale: "zh" | "en";
  /** IANA zone. */
  readonly zone: string;
  /** Titles of the posts held now. */
  readonly posts: readonly Text[];
  /** The unit of the person's own record; new records without a unit go there. */
  readonly unit: string | null;
  /** `subject_version.n`: assignments, posts, groups, suspension. */
  readonly version: string;
  readonly world: World;
  /** Those that the person is in now, or will be. */
  readonly sandboxes: readonly HeldSandbox[];
  /** Who they are to the engine, with live and coming assignments. */
  readonly holder: Holder;
  /** Made when it is first asked for: whoever a question passes over never needs it. */
  readonly compiled: CompiledSubject;
  /** When this stops being valid by itself; null: never. */
  readonly validUntil: Date | null;
  readonly context: Context;
}

/** The real reader behind a subject that is looked through: their version guards every statement as well. */
export interface Viewer extends Pick<Subject, "person" | "name" | "version" | "unit"> {
  /** The person looked through as they are by themselves: it says which screens there are, and no cell. */
  readonly screens: Subject;
  readonly until: Date;
}

/** Whom somebody looks as, and until when. */
export interface Viewing {
  readonly target: string;
  readonly until: Date;
}

/** Who asks, and through whose eyes. */
export interface Asker {
  readonly person: string;
  readonly viewing?: Viewing;
}

/** The versions a plan was made under do not hold any more; it is made again. */
export class StalePlan extends Error {}

export interface Subjects {
  /** The subject as last loaded; perhaps stale, which the guard in every statement finds out. */
  current(person: string, viewing?: Viewing): Promise<Subject>;
  /** Loads afresh. */
  reload(person: string, viewing?: Viewing): Promise<Subject>;
}

/** A subject that changes faster than it can be read would make us go round for ever. */
export const MAX_ATTEMPTS = 8;

/** Does `work` for whoever asks, again with a fresh subject whenever the statement finds its plan stale. */
export async function withSubject<Result>(
  subjects: Subjects,
  { person, viewing }: Asker,
  work: (subject: Subject) => Promise<Result>,
): Promise<Result> {
  let subject = await subjects.current(person, viewing);
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(subject);
    } catch (error) {
      if (!(error instanceof StalePlan) || attempt === MAX_ATTEMPTS) throw error;
      subject = await subjects.reload(person, viewing);
    }
  }
}
