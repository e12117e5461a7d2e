/** "Your post may not do this" is no answer: where the record is visible, a refusal brings its explanation (R142). */
import type { ApiError } from "./contract.ts";
import { Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { explainAct } from "../gate/explain-act.ts";
import { explainRecord } from "../gate/explain.ts";
import type { Caller } from "../gate/mutate.ts";
import { withSubject } from "../gate/subject.ts";
import type { Services } from "../services.ts";

export interface Attempt {
  readonly object: string;
  readonly verb: string;
  readonly body: { readonly id?: unknown; readonly field?: unknown; readonly values?: unknown };
}

/** Verbs that act on one record, and the action they need; `update` needs that of each field. */
const ACTIONS: Readonly<Record<string, string>> = {
  delete: "delete",
  reveal: "reveal",
  history: "history",
  share: "share",
  unshare: "share",
  upload: "edit",
  removeFile: "edit",
  restoreFile: "edit",
};

/** Verbs of which there is no record yet, or that take many: one's own roles are all there is to say. */
const WITHOUT_RECORD: Readonly<Record<string, string>> = {
  create: "create",
  export: "export",
  print: "export",
};

const EXPLAINED: ReadonlySet<string> = new Set(["forbidden", "approval_needed"]);

export async function withExplanation<Result>(
  services: Services,
  caller: Caller,
  attempt: Attempt,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || !EXPLAINED.has(error.code)) throw error;
    const explained = await explainAttempt(services, caller, attempt, error);
    throw explained ? new Refusal(error.code, {}, { ...error.extras, ...explained }) : error;
  }
}

interface Question {
  readonly action: string;
  readonly field?: string;
}

type Explained = Required<Pick<ApiError, "explanation" | "question">>;

const closedIn = ({ extras }: Refusal): string | undefined =>
  extras.problems?.find(({ code }) => code === "closed_field")?.path;

async function explainAttempt(
  { db, subjects }: Services,
  caller: Caller,
  attempt: Attempt,
  refusal: Refusal,
): Promise<Explained | null> {
  return withSubject(subjects, caller, async (subject) => {
    const { object, body } = attempt;
    const fields = subject.world.model.objects.get(object)?.fields;
    const closed = closedIn(refusal);
    if (Object.hasOwn(WITHOUT_RECORD, attempt.verb)) {
      // What waits for an approval is asked for with what it is: a form knows, and a file's dialog asks by itself.
      const isNeeded = refusal.code === "approval_needed";
      if (isNeeded && attempt.verb !== "create") return null;
      const field = closed === undefined ? {} : { field: closed };
      const values = isNeeded ? { values: body.values } : {};
      const question = { object, action: WITHOUT_RECORD[attempt.verb]!, ...field, ...values };
      const explanation = await orNothing(() => explainAct(db, subject, question));
      // An approval that no rule demands is one of an invariant, which says so in its own words.
      return explanation && !(isNeeded && explanation.allow) ? { explanation, question } : null;
    }
    const writtenBy = (name: string): string | undefined => fields?.get(name)?.writtenBy;
    const isWaiting = refusal.code === "approval_needed" && attempt.verb === "update";
    const waiting = isWaiting ? { values: body.values } : {};
    for (const question of questionsOf(attempt, closed, writtenBy)) {
      const asked = { object, id: textOf(body.id), ...question };
      const explanation = await orNothing(() => explainRecord(db, subjects, subject, asked));
      if (!explanation) return null;
      if (!explanation.allow || question.field !== undefined)
        return { explanation, question: { ...asked, ...waiting } };
    }
    return null;
  });
}

/** Of what is not there, or is no act of the object, there is nothing to explain. */
async function orNothing<Explanation>(
  explain: () => Promise<Explanation>,
): Promise<Explanation | null> {
  try {
    return await explain();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function questionsOf(
  { verb, body }: Attempt,
  closed: string | undefined,
  writtenBy: (name: string) => string | undefined,
): readonly Question[] {
  if (closed !== undefined) return [{ action: writtenBy(closed) ?? "edit", field: closed }];
  if (verb === "update") {
    const names =
      typeof body.values === "object" && body.values !== null ? Object.keys(body.values) : [];
    return [...new Set(names.map(writtenBy))]
      .filter((action) => action !== undefined)
      .map((action) => ({ action }));
  }
  const action = ACTIONS[verb];
  if (action === undefined) return [];
  return verb === "reveal" && typeof body.field === "string"
    ? [{ action }, { action, field: body.field }]
    : [{ action }];
}
