/** The simulator (R104, R142): one question to the published policy and to the draft beside it. */
import { demandPlan } from "../../gate/guard.ts";
import { explainRecord } from "../../gate/explain.ts";
import type { Caller } from "../../gate/mutate.ts";
import type {
  AskableReply,
  Explanation,
  PolicyQuestion,
  Simulated,
  SimulationReply,
} from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { isNothing, NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { worldOfDraft } from "../draft-world.ts";
import { demandOverPolicy, mayOverPolicy } from "../over-policy.ts";
import { findTarget, judge, MISSING, type Missing, type Run } from "./judge.ts";
import { parseQuestion } from "./parse-test.ts";
import { testedObjects } from "./tested-objects.ts";

export const askable = ({ gate, db }: Services, caller: Caller): Promise<AskableReply> =>
  gate.read(caller, { object: "policyDraft", action: "tests", records: [] }, async (asker) => {
    await demandPlan(db, asker);
    const objects = mayOverPolicy(asker, "view") ? testedObjects(asker.world.model) : [];
    return { result: { objects }, records: [] };
  });

export const simulate = (
  { gate, db, subjects }: Services,
  caller: Caller,
  body: unknown,
): Promise<SimulationReply> =>
  gate.read(
    caller,
    { object: "policyDraft", action: "simulate", records: [], asked: { ...(body as object) } },
    async (asker) => {
      demandOverPolicy(asker, "view");
      const question = parseQuestion(body, asker.world.model);
      const draft = await readOpenDraft(db);
      const changes = draft ? await readChanges(db, draft.id) : NO_CHANGES;
      const run = { executor: db, subjects, asker };
      const result = {
        published: await ask({ ...run, world: asker.world }, question),
        draft: isNothing(changes)
          ? null
          : await ask({ ...run, world: worldOfDraft(asker.world, changes) }, question),
      };
      // Behind the reads: a right that was taken while they ran gives nothing out.
      await demandPlan(db, asker);
      return { result, records: [] };
    },
  );

async function ask(run: Run, question: PolicyQuestion): Promise<Simulated> {
  const target = await findTarget(run, question);
  const judged = typeof target === "string" ? target : await judge(run, question, target);
  if (typeof judged !== "string") return { explanation: await judged.explain(), unanswered: null };
  const bare = judged === "record" ? await bareVerdict(run, question) : null;
  return { explanation: bare, unanswered: bare ? null : MISSING[judged as Missing] };
}

/** What a person may do now with a record that the asker does not see, as they are told it anywhere else. */
async function bareVerdict(
  { executor, subjects, asker, world }: Run,
  { who, object, action, field, record, at }: PolicyQuestion,
): Promise<Explanation | null> {
  const isOfNow = world === asker.world && at === null && field === null;
  if (who.kind !== "person" || record.kind !== "record" || !isOfNow) return null;
  const { person } = who;
  if (person === asker.person) return null;
  return explainRecord(executor, subjects, asker, { object, id: record.id, action, person });
}
