import type { Obligation } from "../model.ts";
import type { World } from "./world.ts";

/**
 * One example of the model, as data. Cells are written in short: `title ~phone` means title plain, phone masked and
 * every other field absent; `-` means no field at all.
 */
export interface Case {
  readonly name: string;
  readonly world: World;
  readonly decide: Readonly<Record<`${string}.${string} ${string}`, "deny" | "allow" | Verdict>>;
  /** By action, the ids of exactly the rows a list shows, each with its cells. */
  readonly list: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly explain?: Readonly<Record<string, ExplainExpectation>>;
}

/** An allow of which more is expected. */
export interface Verdict {
  readonly see?: string;
  /** The cells as the act handles them. */
  readonly act?: string;
  readonly write?: string;
  readonly demands?: readonly Obligation[];
  readonly because?: readonly string[];
}

export interface ExplainExpectation {
  /** By rule id: the outcome, followed by path and truth of the first failed condition. */
  readonly rules?: Readonly<Record<string, string>>;
  /** The steps of the flip, each as its code and what it names. */
  readonly flip?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>> | null;
  /** By assignment id: what its bound says of the same act. */
  readonly bounds?: Readonly<Record<string, "allows" | "refuses">>;
  /** By field: the ids of the rules that open, mask, limit, lower or close it. */
  readonly field?: Readonly<Record<string, string>>;
}
