/** Of the HTTP contract: one search over all that the reader may look into. */

/** POST /api/search {words}: a few records of every object the reader may look into, best first. */
export interface SearchReply {
  readonly groups: readonly SearchGroup[];
  /** Names of the objects that were looked into. */
  readonly searched: readonly string[];
}

export interface SearchGroup {
  readonly object: string;
  readonly hits: readonly SearchHit[];
  /** The object's list finds more. */
  readonly isMore: boolean;
}

export interface SearchHit {
  readonly id: string;
  /** Null where the reader is not told what names the record. */
  readonly title: string | null;
  /** Where the words stand in the title. */
  readonly marks: readonly SearchMark[];
  /** Another cell: where words were found that the title does not hold, or what tells two records of one name apart. */
  readonly beside: {
    readonly field: string;
    readonly text: string;
    readonly marks: readonly SearchMark[];
  } | null;
}

/** A part of a text, in UTF-16 units. */
export type SearchMark = readonly [from: number, to: number];
