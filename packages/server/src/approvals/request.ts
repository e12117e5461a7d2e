/**
 * A request: somebody asks for something that others decide. One object for every kind of it.
 *
 * A room adds a kind by declaring a {@link RequestKind} and naming it in `services.ts`: how the request says itself, who
 * may decide it, and what happens on the last approval, in the same transaction and under the locks of the act it is.
 * It opens requests with `openRequest` in a transaction of its own, or lets people ask by `request.create` (`prepare`).
 */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import type { Act, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";

/**
 * Who decides a step. `person`: this one; `owner`: who owns the record; `role`: who holds it at the unit or above; `head`:
 * of the unit; `granters`: whoever administers assignments. When nobody answers in time, the heads of `unit` and of the
 * units above it come in, one after the other; only where a role or a person without a unit is named, nobody does.
 */
export type Approver =
  | { readonly kind: "person"; readonly person: string; readonly unit: string | null }
  | {
      readonly kind: "owner";
      readonly object: string;
      readonly record: string;
      readonly unit: string | null;
    }
  | { readonly kind: "role"; readonly role: string; readonly unit: string | null }
  | { readonly kind: "head"; readonly unit: string | null }
  | { readonly kind: "granters"; readonly unit: string | null };

export interface Step {
  readonly approver: Approver;
}

export interface Traced {
  /** ISO. */
  readonly at: string;
  readonly by: string;
  readonly what: "asked" | "passed" | "approved" | "refused" | "withdrawn";
  readonly remark?: string;
  /** For whom a deputy did it. */
  readonly inPlaceOf?: string;
}

export interface StoredRequest<Content = unknown> {
  readonly id: string;
  /** Counts requests; how people name one. */
  readonly number: number;
  /** Goes up with everything that happens to it. */
  readonly version: number;
  readonly kind: string;
  readonly content: Content;
  readonly asker: string;
  readonly reason: string;
  /** When what is asked for ends; null: it has no end of its own. */
  readonly until: Date | null;
  /** That it has ended, by the database's clock. */
  readonly isOver: boolean;
  readonly chain: readonly Step[];
  /** Index of the step it waits at. */
  readonly step: number;
  /** By the database's clock, how long it waits at this step. */
  readonly waitedHours: number;
  readonly stepSince: Date;
  /** `lapsed`: nobody decided in time. */
  readonly state: "waiting" | "approved" | "refused" | "withdrawn" | "lapsed";
  readonly askedAt: Date;
  readonly lapsesAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly remark: string | null;
  readonly trace: readonly Traced[];
  readonly result: unknown;
}

/** What somebody asks for, measured and ready to wait. */
export interface Prepared {
  readonly content: unknown;
  readonly chain: readonly Step[];
  readonly until: Date | null;
}

export interface Hands {
  /** In whose name it is carried out, by their rights of this moment: the approver's, or the asker's (`runsAs`). */
  readonly subject: Subject;
  readonly approver: Subject;
}

export interface RequestKind<Content = never> {
  readonly name: string;
  /**
   * Where people ask by `request.create`: what they shall get, found out by their rights. Null: this kind has no answer to
   * what they ask.
   */
  prepare?(tx: Executor, asker: Subject, input: unknown): Promise<Prepared | null>;
  /** What is asked for, as the reader may know it, in one sentence without an end. */
  describe(executor: Executor, reader: Subject, request: StoredRequest<Content>): Promise<Text>;
  /** The record it is about, for a link. */
  about?(content: Content): { readonly object: string; readonly id: string } | null;
  /** Whom it gives something, beside the asker: none of them decides it. */
  gains?(executor: Executor, content: Content): Promise<readonly string[]>;
  /** The act that the last approval is: its locks are taken, its guards look at it, its line is written. */
  act(request: StoredRequest<Content>): Act;
  readonly runsAs: "approver" | "asker";
  /** Whether this person could do by their rights what approving does; nobody approves what they may not grant. */
  mayApprove(
    tx: Executor,
    approver: Subject,
    request: Pick<StoredRequest<Content>, "content" | "asker">,
  ): Promise<boolean>;
  /** Once it is committed. */
  afterwards?(): void;
  /** Nothing of it is done, and the request goes on waiting, where it throws. */
  carryOut(tx: Executor, hands: Hands, request: StoredRequest<Content>): Promise<Done<unknown>>;
}
