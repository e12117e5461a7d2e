/** Errors of the engine: each has a stable code that is never reused. Problems of parsing are data, not errors. */

export type PolicyErrorCode =
  | "unknown-object"
  | "unknown-action"
  | "unknown-role"
  | "unknown-scope"
  | "unknown-path"
  | "include-cycle"
  | "unknown-subject"
  | "bound-cycle"
  | "too-many-bounds"
  | "too-many-assignments"
  | "too-many-arms";

export class PolicyError extends Error {
  readonly code: PolicyErrorCode;

  constructor(code: PolicyErrorCode, message: string) {
    super(message);
    this.name = "PolicyError";
    this.code = code;
  }
}
