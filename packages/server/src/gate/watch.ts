/**
 * What was asked of the gate and answered, told to whoever watches (`policies/shadow/`). Told behind the answer and in no
 * transaction: nobody waits for who watches, and nothing that they find out changes an answer.
 */
import type { Act } from "./mutate.ts";
import type { StoredRecord } from "./record.ts";
import type { Subject } from "./subject.ts";

export interface Asked extends Pick<Act, "object" | "action" | "values"> {
  readonly subject: Subject;
  /** The records returned, touched, or named by who was refused. */
  readonly records: readonly string[];
  /** Those that the act changed, as it found them. */
  readonly found?: readonly StoredRecord[];
}

/** Must not throw and must not wait. */
export type Watch = (asked: Asked) => void;
