/** The limit and what people write by hand, each on a session of its own. */
import { MASKED, type ListEngine } from "./engine.ts";
import { sqlEngine, type SqlEngine } from "./sql-engine.ts";
import { byHand, limit, naive, searchesMasked } from "./statements.ts";

/** The same page, search or count without any permission. */
export const withoutPermission = (url: string): Promise<ListEngine> =>
  sqlEngine(url, {
    name: "no permission",
    write: (_persona, question, slice) => limit({ question, slice }),
  });

/** The persona's clauses joined by OR. The statement alone. */
export const naiveOr = (url: string): Promise<ListEngine> =>
  sqlEngine(url, {
    name: "naive OR",
    write: (persona, question, slice) =>
      searchesMasked(persona, question) ? MASKED : [naive({ persona, question, slice })],
  });

/** The best of the shapes that are written for the persona. */
export const handWritten = (url: string): Promise<SqlEngine> =>
  sqlEngine(url, {
    name: "by hand",
    write: (persona, question, slice) => byHand({ persona, question, slice }),
  });
