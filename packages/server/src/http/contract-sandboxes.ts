/** Rights for a time (R58–R62). Moments are ISO; inputs may also be a wall clock's (`2026-11-01T09:00`), of one's own zone. */
import type { Text } from "@latchkey/policy";
import type { Sensitivity } from "../objects/declaration.ts";
import type { ClassLevel, MatrixScope, Reference } from "./contract.ts";
import type { RuleNode } from "./contract-rules.ts";

/** What a sandbox does beyond looking is added singly; the same can be blocked while it runs. */
export type SandboxAct = "edit" | "export" | "reveal" | "operate";

export type SandboxKind =
  | "taskForce"
  | "whitelist"
  | "returns"
  | "promotion"
  | "deputy"
  | "auditor"
  | "other";

export interface SandboxContent {
  readonly people: readonly string[];
  readonly groups: readonly string[];
  /** Units: what it gives is relative to each of them. */
  readonly places: readonly string[];
  /** Roles as published, of which it gives what it does not go without. */
  readonly roles: readonly string[];
  /** Bundles and single actions × scope, as of a role. */
  readonly grants: Readonly<Record<string, MatrixScope>>;
  readonly classes: Readonly<Partial<Record<Sensitivity, ClassLevel>>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, ClassLevel>>>>;
  /** Of some objects it gives what it gives of these records alone; roles that it gives reach as far as they do. */
  readonly only?: Readonly<Record<string, RuleNode>>;
  readonly adds: readonly SandboxAct[];
  /** Refused to its people at its places while it runs, whatever else they hold. */
  readonly blocks: readonly SandboxAct[];
}

/** POST sandbox.initiate → {id}; sandbox.preview → SandboxPreview, and nothing is kept. */
export interface SandboxInput extends SandboxContent {
  readonly name: string;
  readonly kind: SandboxKind;
  readonly reason: string;
  readonly approver: string;
  readonly from: string;
  readonly until: string;
}

export interface SandboxPreview {
  /** What it will give to whom, and what it forbids. */
  readonly sentence: Text;
  /** Duties that would meet in somebody by it and are kept apart (R153): it may be so for its time, and is listed. */
  readonly conflicts: readonly Text[];
}

/** `refused`: also withdrawn, or never answered. */
export type SandboxState = "waiting" | "refused" | "coming" | "running" | "ended";

/** GET /api/sandboxes → SandboxesReply: those the reader may see, the latest first. */
export interface SandboxMeta {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: SandboxKind;
  readonly state: SandboxState;
  readonly reason: string;
  readonly from: string;
  /** Its end: the early one where it was ended early. */
  readonly until: string;
  readonly owner: Reference;
  readonly approver: Reference;
  readonly approvedAt: string | null;
  /** Null: it ended, or will, by itself. */
  readonly endedBy: Reference | null;
  readonly people: readonly Reference[];
  readonly groups: readonly Reference[];
  readonly places: readonly Reference[];
  readonly adds: readonly SandboxAct[];
  readonly blocks: readonly SandboxAct[];
  readonly sentence: Text;
  /** A later end that waits for its approval. */
  readonly extension: { readonly request: string; readonly until: string } | null;
  /** The request that waits for its approval. */
  readonly request: string | null;
  readonly may: { readonly extend: boolean; readonly end: boolean };
}

export interface SandboxPreset {
  readonly kind: SandboxKind;
  readonly help: Text;
  readonly days: number;
  readonly content: Pick<
    SandboxContent,
    "roles" | "grants" | "classes" | "fields" | "adds" | "blocks"
  >;
}

export interface SandboxesReply {
  readonly sandboxes: readonly SandboxMeta[];
  readonly presets: readonly SandboxPreset[];
  readonly mayInitiate: boolean;
  readonly until: string | null;
}

/** POST sandbox.end {id, version}; sandbox.drop {id, version, person}; sandbox.extend {id, version, until, reason} → {id}. GET /api/sandboxes/:id/trace */
export interface SandboxTrace {
  /** What its people did while they held it: lines of the trail that name it. */
  readonly people: readonly {
    readonly person: Reference;
    readonly reads: number;
    readonly acts: number;
    readonly refused: number;
    readonly last: string;
  }[];
  /** Null while it runs. `allowedAfter`: lines that name it as held after its end. `notedAt`: the trail's line of the end. */
  readonly end: {
    readonly at: string;
    readonly allowedAfter: number;
    readonly notedAt: string | null;
  } | null;
}
