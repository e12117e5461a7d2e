/** A mistake that somebody could make, as data: it is planted into a copy, and some test must turn red. */
export interface Fault {
  /** Below `packages/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly put: string;
  /** What is wrong with it then. Unique: results are kept by it. */
  readonly breaks: string;
  /** Below `src` of the package, without `.test.ts`; run together, to the first red test. */
  readonly tests: readonly string[];
}

/** Faults of one file. */
export const inFile = (file: string, faults: readonly Omit<Fault, "file">[]): readonly Fault[] =>
  faults.map((fault) => ({ file, ...fault }));
