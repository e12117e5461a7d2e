/** The HTTP contract of the workbench; see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { CountReply, Operator, Row, Sort } from "./contract.ts";

/** A list with conditions that all hold: what was counted, and the address that shows it. */
export interface ListPlace {
  readonly object: string;
  readonly conditions: readonly {
    readonly field: string;
    readonly op: Operator;
    readonly value?: unknown;
  }[];
  readonly sort?: Sort;
}

/** INVARIANT: whoever opens `place` finds as many records as `count` says. */
export interface Figure extends CountReply {
  readonly place: ListPlace;
  /** Sums of the amounts that the reader reads, by currency. */
  readonly amounts?: readonly { readonly amount: string; readonly currency: string }[];
}

/** The first rows of a list that somebody works off. */
export interface Worklist extends Figure {
  readonly rows: readonly Row[];
}

/** GET /api/workbench/day: null is what does not exist for the reader. Days are the reader's own. */
export interface MyDay {
  /** True: the reader has customers of their own. */
  readonly hasCustomers: boolean;
  readonly tasks: {
    /** Due by the end of today, the most overdue first. */
    readonly due: Worklist;
    readonly later: Figure;
  } | null;
  /** Open tickets that the reader handles, the most urgent first. */
  readonly tickets: Worklist | null;
  readonly calls: {
    /** Own customers nobody has spoken to for `days` days, the longest silence first. */
    readonly quiet: Worklist;
    readonly never: Worklist;
    readonly days: number;
  } | null;
}

export interface FigureGroup extends Figure {
  readonly name: string;
  /** Counts the reader's own records alone, not all that they see. */
  readonly isMine: boolean;
  /** Of how many of the records the reader reads the amount; absent where no amount is summed. */
  readonly reads?: "all" | "some" | "none";
  /** The same records apart, `label` null where the reader is not told. */
  readonly parts: readonly (Figure & { readonly label: Text | null })[];
}

/** GET /api/workbench/figures, GET /api/workbench/month: this month, the same days of the last one, the whole last one. */
export interface FiguresReply {
  readonly figures: readonly FigureGroup[];
}

export interface Trend extends Figure {
  /** The figure's that it belongs to. */
  readonly name: string;
  readonly period: "week" | "day";
  /** How many came in each of the last periods, today's last; `count` is their sum. */
  readonly points: readonly number[];
}

/** GET /api/workbench/trends: without those of which there are too many to look at. */
export interface TrendsReply {
  readonly trends: readonly Trend[];
}

/**
 * GET /api/workbench/team?unit=: figures of the units right below `unit`, or of the people where all that is counted is in
 * one unit. Of the reader's own unit where none is asked for; without rows where they lead none.
 */
export interface TeamReply {
  /** The lowest unit that holds all that is counted. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly columns: readonly FigureGroup[];
  readonly rows: readonly {
    /** Null: of nobody, or of no unit that the reader is told of. */
    readonly of: {
      readonly object: "unit" | "person";
      readonly id: string;
      readonly name: string | null;
    } | null;
    /** Whether it can be looked into. */
    readonly isOpen: boolean;
    /** In the order of `columns`. */
    readonly figures: readonly Figure[];
  }[];
}

/** GET /api/workbench/recent: what the reader opened last and still sees, the latest first. */
export interface RecentReply {
  readonly records: readonly {
    readonly object: string;
    readonly id: string;
    /** As lists show it now. */
    readonly title: string | null;
    readonly at: string;
  }[];
}
