import type { Reference } from "@latchkey/server/contract";

export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "id" in value;
}

export function referenceId(value: unknown): string | null {
  if (isReference(value)) return value.id;
  return typeof value === "string" ? value : null;
}
