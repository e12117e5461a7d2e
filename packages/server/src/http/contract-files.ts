import type { Reference } from "./contract.ts";

/**
 * `<object>.files` {id, field} → FilesReply, for a field of type `files` that the reader reads in full.
 *
 * POST /api/files/:object/:id/:field?name=… with the file itself as the body → {file}; GET /api/files/:object/:id/:field/:file
 * → the file; `<object>.removeFile` and `<object>.restoreFile` {id, field, file} → {ok}.
 */
export interface FilesReply {
  readonly files: readonly KeptFile[];
  /** Whether the reader may add files and take them away. */
  readonly mayChange: boolean;
  readonly limits: {
    readonly bytes: number;
    readonly files: number;
    /** Endings that a name may have, without the dot. */
    readonly extensions: readonly string[];
  };
}

export interface KeptFile {
  readonly id: string;
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: number;
  readonly at: string;
  readonly by: Reference | null;
}
