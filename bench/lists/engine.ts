/** What the benchmark asks of a CRM or of a way to write permissions: any can be held against it through this. */
import type { Persona } from "./personas.ts";
import type { Question } from "./questions.ts";

/** A question that takes longer is cancelled. */
export const PATIENCE_SECONDS = 10;

/** The database's word for a statement that was cancelled, wherever it comes through. */
export const isOutOfPatience = (error: unknown): boolean =>
  (error as { code?: string }).code === "57014" || /statement timeout/i.test(String(error));

/** There are more than so many; how many was not counted. */
export interface MoreThan {
  readonly moreThan: number;
}

/** Ids in order, or a number. */
export type Answer = readonly string[] | number | MoreThan;

export const isMoreThan = (answer: Answer): answer is MoreThan =>
  typeof answer === "object" && "moreThan" in answer;

/** Why there is no answer to compare; shown in the table. */
export interface Cannot {
  readonly cannot: string;
}

/** Searching what the reader sees masked needs the mask inside the condition. */
export const MASKED: Cannot = { cannot: "cannot mask" };

export const isCannot = (one: object): one is Cannot => "cannot" in one;

/** One persona's question, made ready once and then asked again and again. */
export interface Asking {
  answer(): Promise<Answer>;
  /** Rows that the database looked at for one answer, if the engine can tell. */
  rowsRead?(): Promise<number>;
}

/** Asked in the process of the benchmark. */
export interface ListEngine {
  readonly name: string;
  /** Everything that may be done beforehand: planning, walking to the page before. */
  prepare(persona: Persona, question: Question): Promise<Asking | Cannot>;
  close(): Promise<void>;
}

export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asked over HTTP, as a user's browser or another system would. */
export interface HttpEngine {
  readonly name: string;
  readonly origin: string;
  request(persona: Persona, question: Question): Promise<HttpRequest | Cannot>;
  answerOf(body: unknown, question: Question): Answer;
  close(): Promise<void>;
}
