/**
 * The class of a field that is in use says who reads what stands in it, so it changes as roles do: in the draft, and with
 * its publishing. The first class of a new field is its maker's choice: nobody has a cell of it yet.
 */
import type { Executor } from "../db/database.ts";
import { badRequest, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { reachesEverything } from "../gate/view.ts";
import type { SavedClass } from "../http/contract.ts";
import { SENSITIVITIES, type Sensitivity } from "../objects/declaration.ts";
import type { SubjectStore } from "../org/subjects.ts";
import type { Services } from "../services.ts";
import { fieldName } from "./class-words.ts";
import { readClass, writeClass, type ClassMove } from "./class-rows.ts";
import {
  beginDraft,
  dropClassChange,
  lockDrafts,
  putClassChange,
  readChanges,
  readOpenDraft,
  writeDraft,
} from "./draft-store.ts";
import { worldOfDraft } from "./draft-world.ts";
import { refuseOwnOpening } from "./field-opening.ts";
import { demandOverPolicy } from "./over-policy.ts";
import { notChoice } from "./parse-shape.ts";

export interface ClassInput {
  readonly object?: unknown;
  readonly field?: unknown;
  /** The published class, as it was looked at. */
  readonly from?: unknown;
  readonly sensitivity?: unknown;
  /** Of the draft's change of it that was looked at; 0 or absent: there was none. */
  readonly change?: unknown;
}

/** Into the draft; back to the published class takes it out of the draft again. */
export const setClass = (
  { gate, subjects }: Services,
  caller: Caller,
  input: ClassInput,
): Promise<SavedClass> =>
  gate.write(
    caller,
    { object: "policyDraft", action: "edit", records: [] },
    async (tx, subject) => {
      demandOverPolicy(subject, "edit");
      const place = { object: textOf(input.object), field: textOf(input.field) };
      const sensitivity = parseClass(input.sensitivity);
      await lockDrafts(tx);
      const base = await readClass(tx, place);
      if (base === null) throw new Refusal("not_found");
      const draft = (await readOpenDraft(tx)) ?? (await beginDraft(tx, { by: subject.person }));
      const { classes } = await readChanges(tx, draft.id);
      const mine = classes.find((one) => isOf(one, place));
      if (input.from !== base || (input.change ?? 0) !== (mine?.version ?? 0))
        throw new Refusal("stale");
      const change = { ...place, base, sensitivity, by: subject.person };
      let at = 0;
      if (sensitivity === base) await dropClassChange(tx, draft.id, place);
      else {
        await tx.query("savepoint trial");
        await applyClasses(tx, subjects, subject, [change]);
        await tx.query("rollback to savepoint trial");
        at = await putClassChange(tx, draft.id, change);
      }
      // Whoever submitted it submitted something else.
      await writeDraft(tx, draft.id, { state: "open", submittedBy: null });
      return {
        result: { change: at },
        records: [draft.id],
        detail: { draft: draft.number, ...place, sensitivity },
      };
    },
  );

function parseClass(input: unknown): Sensitivity {
  const found = SENSITIVITIES.find((one) => one === input);
  if (!found) throw badRequest([notChoice("sensitivity", input ?? "", SENSITIVITIES)]);
  return found;
}

const isOf = (one: Pick<ClassMove, "object" | "field">, other: typeof one): boolean =>
  one.object === other.object && one.field === other.field;

/** By the rights of whoever carries it out; the first refusal names its field. */
export async function applyClasses(
  tx: Executor,
  subjects: Pick<SubjectStore, "load">,
  subject: Subject,
  classes: readonly ClassMove[],
): Promise<void> {
  for (const change of classes)
    try {
      if (!reachesEverything(subject, "role", "edit")) throw new Refusal("forbidden");
      const isThere = subject.world.model.objects.get(change.object)?.fields.has(change.field);
      if (!isThere || (await readClass(tx, change)) !== change.base) throw new Refusal("stale");
      const world = worldOfDraft(subject.world, { roles: [], classes: [change] });
      const after = await subjects.load(tx, world, subject.person);
      refuseOwnOpening(subject, after, { object: change.object, name: change.field });
      await writeClass(tx, change);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { model } = subject.world;
      throw error.about(`fieldClasses.${change.object}.${change.field}`, fieldName(model, change));
    }
}
