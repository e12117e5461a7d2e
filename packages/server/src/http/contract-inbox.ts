/** The HTTP contract of the inbox; see `contract.ts`. */
import type { Text } from "@latchkey/policy";
import type { NoticeKind } from "../inbox/notices.ts";
import type { Reference } from "./contract.ts";

/** Notices of one kind that came close together are one line. Records the reader does not see now are not among them. */
export interface InboxLine {
  /** Of the notices, to mark them as read. */
  readonly ids: readonly string[];
  /** When the latest of them came. */
  readonly at: string;
  readonly kind: NoticeKind;
  readonly isRead: boolean;
  /** What the records are, or the rows of the file; null where it is about rights. */
  readonly object: string | null;
  /** The first few, as lists show them now; the job where it is about a file. */
  readonly records: readonly Reference[];
  readonly count: number;
  /** Who did it, null: the reader themselves. */
  readonly by: Reference | null;
  /** What became of a right, where more can be said than that something did; what a request asks for. */
  readonly sentence?: Text;
}

/**
 * GET /api/inbox, the latest first; GET /api/inbox/unread → {unread}, lines of it that are not read;
 * POST /api/inbox/read {ids?} marks these notices, or all, as read.
 */
export interface InboxReply {
  readonly lines: readonly InboxLine[];
  readonly unread: number;
}
