/** The stages that this node has open, and the door to them (R172). */
import { AuditTrail, type AuditLine } from "../../audit/trail.ts";
import type { Database } from "../../db/database.ts";
import { inSchema } from "../../db/in-schema.ts";
import { migrate } from "../../db/migrate.ts";
import { Refusal } from "../../errors.ts";
import { UUID } from "../../fields/shared.ts";
import { createGate, type Gate } from "../../gate/gate.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { ObjectDeclaration } from "../../objects/declaration.ts";
import { createSubjects, type SubjectStore } from "../../org/subjects.ts";
import { leftStages, readRehearsal, readRepresentative } from "./rehearsal-store.ts";
import { buildStage, schemaOf, strikeStage } from "./stage.ts";

/** What of the product there is on a stage. */
export interface Stage {
  readonly db: Database;
  readonly subjects: SubjectStore;
  readonly gate: Gate;
  readonly trail: AuditTrail;
}

export interface Rehearsals {
  /** The stage of whoever calls in the round, made when they first come. Who is not named finds nothing. */
  enter(caller: Caller, rehearsal: string): Promise<Stage>;
  /** Drops the stages of rounds that are over. A chore. */
  strike(): Promise<number>;
  close(): Promise<void>;
}

export interface RehearsalParts {
  readonly db: Database;
  readonly subjects: SubjectStore;
  readonly trail: AuditTrail;
  readonly declarations: readonly ObjectDeclaration[];
  readonly onError: (error: unknown) => void;
}

export function createRehearsals(parts: RehearsalParts): Rehearsals {
  const { db, trail } = parts;
  const open = new Map<string, Promise<Stage>>();

  async function openStage(id: string, stage: string): Promise<Stage> {
    const within = inSchema(db, stage);
    // A stage may be older than the product that opens it.
    await migrate(within);
    const subjects = createSubjects(within, parts.declarations);
    const table = `"${await schemaOf(db)}".audit_line`;
    const own = new AuditTrail(within, parts.onError, { table, told: toldOf(id) });
    return {
      db: within,
      subjects,
      trail: own,
      gate: createGate({ db: within, subjects, trail: own }),
    };
  }

  async function closeStage(stage: string): Promise<void> {
    const opened = open.get(stage);
    open.delete(stage);
    await (await opened)?.trail.close();
  }

  return {
    async enter(caller, id) {
      const found = UUID.test(id) ? await readRepresentative(db, id, caller.person) : null;
      const rehearsal = found && (await readRehearsal(db, id));
      if (!found || !rehearsal) throw new Refusal("not_found");
      if (rehearsal.endedAt !== null) throw new Refusal("rehearsal_over");
      const { stage } = found;
      if (found.begunAt === null) {
        const copies = await buildStage(parts, rehearsal, found);
        if (copies !== null)
          await trail.write(db, beginningLine(caller, { draft: rehearsal.draft, id, copies }));
      }
      const opening = open.get(stage) ?? openStage(id, stage);
      open.set(stage, opening);
      // What failed is not kept; whoever waits for it is told.
      opening.catch(() => open.delete(stage));
      return opening;
    },
    async strike() {
      const left = await leftStages(db);
      for (const one of left) {
        await closeStage(one.stage);
        await strikeStage(db, one);
      }
      return left.length;
    },
    async close() {
      await Promise.all([...open.keys()].map(closeStage));
    },
  };
}

const beginningLine = (
  { person, source }: Caller,
  { draft, id, copies }: { readonly draft: string; readonly id: string; readonly copies: number },
): AuditLine => ({
  person,
  unit: null,
  action: "rehearsal.begin",
  object: "policyDraft",
  records: [draft],
  verdict: "allowed",
  reason: null,
  detail: { rehearsal: id, copies },
  source,
});

/** What is done on a stage is told as done in a rehearsal, and of no record that there is. */
const toldOf =
  (id: string) =>
  ({ records, detail, action, object, ...line }: AuditLine): AuditLine => ({
    ...line,
    action: `rehearsal.${action}`,
    object: "policyDraft",
    records: [],
    detail: { ...detail, rehearsal: id, object, copies: records.length },
  });
