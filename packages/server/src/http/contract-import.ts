/** The HTTP contract of imports; see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { ApiError } from "./contract.ts";

/** POST /api/imports (multipart: object, file) → ImportJob in state `uploaded` with headers, samples and a guessed mapping. */
export interface ImportJob {
  readonly id: string;
  readonly object: string;
  readonly fileName: string;
  readonly state:
    | "uploaded"
    | "checking"
    | "checked"
    | "running"
    | "done"
    | "failed"
    | "undoing"
    | "undone";
  /** How the file is read: as was found out, or as was said since. */
  readonly reading: ImportReading;
  /** Of a workbook, in its order; none of a text file. */
  readonly sheets: readonly ImportSheet[];
  /** The first rows as they stand in the file, with whatever stands above the header. */
  readonly preview: readonly ImportLine[];
  readonly headers: readonly string[];
  /** First rows, as text, to show beside the mapping. */
  readonly samples: readonly (readonly string[])[];
  readonly mapping: ImportMapping;
  readonly total: number;
  readonly done: number;
  readonly counts: {
    readonly created: number;
    readonly updated: number;
    readonly skipped: number;
    readonly flagged: number;
    readonly failed: number;
  };
  /**
   * The first 50. GET /api/imports/:id/errors: CSV with the failed rows, their original columns and what was wrong, to be
   * mended and imported again; with `of=undo` the rows of the records that an undo left as they are.
   */
  readonly errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly message: Text;
  }[];
  /** What was wrong, by field and kind, the most frequent first; none while the job is at work. */
  readonly problems: readonly ImportProblems[];
  /** Null: there is nothing that could be taken back. */
  readonly undo: ImportUndo | null;
  readonly error?: ApiError;
}

/** POST /api/imports/:id/read {reading} → ImportJob in state `uploaded`; what is not said is found out anew. */
export interface ImportReading {
  /** Name of a workbook's sheet. */
  readonly sheet?: string;
  /** Number of the row that holds the names of the columns, from 1. */
  readonly header?: number;
  /** Of a text file. */
  readonly encoding?: "utf-8" | "gb18030" | "utf-16le";
  readonly delimiter?: "," | ";" | "\t" | "|";
}

export interface ImportSheet {
  readonly name: string;
  /** Rows that are not blank. */
  readonly rows: number;
  readonly isHidden: boolean;
}

export interface ImportLine {
  /** Of the row in the file, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Everything of one kind that was wrong with one column. */
export interface ImportProblems {
  readonly column: string;
  readonly code: string;
  readonly count: number;
  /** What was wrong with the first of them. */
  readonly example: Text;
}

/**
 * GET /api/imports/:id/problems?column=&code=&after= → the rows of one group, from behind the row `after`; with `of=undo`
 * those that an undo left as they are.
 */
export interface ImportProblemsReply {
  readonly rows: readonly {
    readonly row: number;
    readonly message: Text;
    /** The record that stayed as it is. */
    readonly record?: string;
  }[];
  /** `after` of the next page. */
  readonly next: number | null;
}

/** POST /api/imports/:id/undo → ImportJob. What was taken back already stays so; a second time does nothing. */
export interface ImportUndo {
  readonly state: "possible" | "undoing" | "undone";
  /** When it stops being possible. */
  readonly until: string;
  /** Records that the import wrote, and how many of them are dealt with. */
  readonly total: number;
  readonly done: number;
  /** Moved to the trash, for the import had made them. */
  readonly removed: number;
  /** Given their earlier values back. */
  readonly restored: number;
  /** Left as they are. Why stands in `problems`, and so do records that got only some of their cells back. */
  readonly kept: number;
  readonly problems: readonly ImportProblems[];
}

/** POST /api/imports/:id/check {mapping} (dry run) and POST /api/imports/:id/run {mapping} → ImportJob; GET /api/imports/:id → ImportJob. */
export interface ImportMapping {
  /**
   * Header → field name, or null to leave out: all that most files need. A column of an order's line is named
   * `lines.quantity`; what a person's row says of their post `post.role`, `post.unit`, `post.title`, `post.from`, `post.until`.
   */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Field name → where its text comes from, for what a plain column cannot say; wins over `columns`. */
  readonly fields?: Readonly<Record<string, ImportSource>>;
  /** Headers: rows that agree in all of them are one record, and each row is one of its lines. */
  readonly group?: readonly string[];
  /** The field that makes two records one, where it is not what the object has by nature. */
  readonly key?: string;
  readonly duplicates: "skip" | "update" | "flag";
  /** For rows that name none. `owner`: null leaves the records to nobody, absent to whoever imports. `unit`: of a unit, its parent. */
  readonly owner?: string | null;
  readonly unit?: string;
  readonly tags?: readonly string[];
}

/** Where a field's text comes from and what it means. */
export interface ImportSource {
  /** Text with headers in braces: `{姓}{名}`. Without braces a constant. */
  readonly from: string;
  /** Where all of the headers are blank; null: nothing, whatever new records start with. */
  readonly default?: string | null;
  /** What the file writes → what is meant; null: nothing. */
  readonly as?: Readonly<Record<string, string | null>>;
  /** A number that names something: `13085.0` is 13085. */
  readonly whole?: boolean;
  /** What stands for white space: with `.` a name becomes the first half of an address. */
  readonly spaces?: string;
  /** Of a day or moment: `DD-MM-YY HH:mm`. */
  readonly format?: string;
  /** Of an amount: an ISO code, or a header in braces. Absent: the organisation's own. */
  readonly currency?: string;
  /** Multiplies an amount, as `{Quantity}` does a price. */
  readonly times?: string;
  /** Divides an amount, as `{Quantity}` does a total. */
  readonly over?: string;
  /** Adds up the rows of a record; else its first row speaks. */
  readonly sum?: boolean;
  /** Of a reference: the field of its target that the text names; else whichever of its keys matches. */
  readonly by?: string;
}
