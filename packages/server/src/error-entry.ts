/** One entry of the table of errors: its HTTP status, and its words with what they name filled in. */
import type { Text } from "@latchkey/policy";

type Words = (p: Record<string, string | number>) => Text;

export interface Entry {
  readonly status: number;
  readonly words: Words;
}

export const entry = (status: number, zh: string, en: string): Entry => ({
  status,
  words: (p) => ({ zh: fill(zh, p), en: fill(en, p) }),
});

function fill(template: string, parameters: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? ""));
}
