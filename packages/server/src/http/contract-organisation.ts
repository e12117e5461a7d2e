/** The part of the contract about the organisation: what a change of it would mean. Types only. */
import type { Level, Text } from "@latchkey/policy";
import type { Sensitivity } from "../objects/declaration.ts";

/**
 * `POST /api/unit.moveImpact` {id, parent} → MoveImpact. Refused as `unit.move` would be. Nothing is written, and every
 * number is the asker's own: of records they see, of people whose posts they may know.
 */
export interface MoveImpact {
  /** The unit itself and all below it. */
  readonly units: number;
  /** Records that move along, of each object that the asker sees anything of. */
  readonly records: readonly {
    readonly object: string;
    readonly label: Text;
    readonly count: number;
    readonly isMore?: true;
  }[];
  /** Whose reach over customers becomes wider or narrower; those who lose come first. */
  readonly people: readonly SightChange[];
  /** How many people there are; only the first are told one by one. */
  readonly total: number;
  /** Whether the customers of each were counted; not where they are too many, or where the asker sees none. */
  readonly customers: "counted" | "tooMany" | "unseen";
}

export interface SightChange {
  readonly person: { readonly id: string; readonly title: string };
  readonly role: Text;
  /** Where the role is held that reaches further or less far. */
  readonly unit: string | null;
  /** Of the moved units, how many come into reach and go out of it. */
  readonly units: Difference;
  /** Of the customers that the asker sees. */
  readonly customers: Difference | null;
}

export interface Difference {
  readonly gained: number;
  readonly lost: number;
}

/** GET /api/teamFunctions → TeamFunctionsReply: what the reader may make somebody in the team of a record. */
export interface TeamFunctionsReply {
  readonly functions: readonly {
    /** As it is said in `<object>.share`. */
    readonly name: string;
    readonly label: Text;
    /** What it is for and leaves out; null: nothing is said, and it leaves out nothing. */
    readonly duties: Text | null;
    /** The most it shows of the record, by class and by object and field; null: whatever their roles open there. */
    readonly opens: {
      readonly classes: Readonly<Partial<Record<Sensitivity, Level>>>;
      readonly fields: Readonly<Record<string, Readonly<Record<string, Level>>>>;
    } | null;
    /** Lends no work: it takes `share`, the others `assign`. */
    readonly isLooking: boolean;
  }[];
}

/**
 * POST /api/viewing/start {person}: this session sees what that person and the caller both may, for half an hour, and
 * writes nothing (403 `viewing_only`). 404 where the person, or their assignments, are not the caller's to see; 403
 * `forbidden`; 409 `viewing_suspended`. POST /api/viewing/end → {ok}. What ended otherwise: 409 `viewing_over`.
 */
export interface ViewingReply {
  readonly until: string;
}
