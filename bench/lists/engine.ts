/** What the benchmark asks of a CRM or of a way to write permissions: any can be held against it through this. */
import type { Persona } from "./personas.ts";

export const PAGE = 50;

export interface ListEngine {
  readonly name: string;
  /** Ids of the persona's first page, newest first. */
  firstPage(persona: Persona): Promise<readonly string[]>;
  close(): Promise<void>;
}
