/** What a counting needs to know of a draft: both policies, and everybody who holds a role that differs. */
import type { Database } from "../../db/database.ts";
import { contextAt } from "../../gate/day-time.ts";
import type { Subject, World } from "../../gate/subject.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import type { Changes } from "../draft-store.ts";
import { rolesTouched, worldOfDraft } from "../draft-world.ts";
import { readHoldings } from "../holdings.ts";
import { overOneSchema } from "../one-schema.ts";
import type { ImpactQuestion } from "./count-impact.ts";
import { padded } from "./padded.ts";
import { PACES } from "./read-outlines.ts";

export interface DraftAsked {
  readonly db: Database;
  readonly subjects: SubjectStore;
  /** The world as it is. */
  readonly before: World;
  readonly changes: Changes;
  /** The people who are meant; all where absent. */
  readonly among?: ReadonlySet<string>;
}

interface DraftQuestion {
  readonly question: ImpactQuestion;
  /** The worlds as they are and as they would be, each with all roles of either. */
  readonly before: World;
  readonly after: World;
  readonly people: readonly Subject[];
}

/** People loaded by one statement. */
const PEOPLE_AT_ONCE = 500;

export async function questionOfDraft({
  db,
  subjects,
  before: now,
  changes,
  among,
}: DraftAsked): Promise<DraftQuestion> {
  const draft = worldOfDraft(now, changes);
  const touched = rolesTouched(now, draft);
  const [before, after] = overOneSchema(now, draft);
  const [present, next] = padded(before.policy, after.policy);
  const ids = [...(await readHoldings(db))].flatMap(([person, roles]) =>
    (among?.has(person) ?? true) && [...roles].some((role) => touched.has(role)) ? [person] : [],
  );
  const people: Subject[] = [];
  for (let start = 0; start < ids.length; start += PEOPLE_AT_ONCE)
    people.push(...(await subjects.loadAll(db, before, ids.slice(start, start + PEOPLE_AT_ONCE))));
  return {
    question: {
      executor: db,
      pace: PACES[db.kind],
      model: before.model,
      schema: before.model.schema,
      before: present,
      after: next,
      tree: before.tree,
      people,
      context: contextAt(Number(people[0]?.context["now"] ?? Date.now()), before.organisation.zone),
    },
    before: { ...before, policy: present },
    after: { ...before, model: after.model, policy: next },
    people,
  };
}
