/** What is done with rounds of trial (R106, R172): beginning one, ending it, saying how a task went. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../../db/database.ts";
import { badRequest, problem, Refusal, type Problem } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type { Act, Caller } from "../../gate/mutate.ts";
import type { Gate } from "../../gate/gate.ts";
import type { Subject } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import type { JudgeInput, RehearsalInput } from "../../http/contract.ts";
import { demandDraft, isNothing, lockDrafts, readChanges, readDraft } from "../draft-store.ts";
import { worldOfDraft } from "../draft-world.ts";
import { readHoldings } from "../holdings.ts";
import { demandOverPolicy } from "../over-policy.ts";
import { parseJudgement, parseRehearsal } from "./parse-rehearsal.ts";
import {
  endRehearsal,
  insertRehearsal,
  putVerdict,
  readRehearsal,
  readRepresentative,
  type Rehearsal,
} from "./rehearsal-store.ts";

type Parts = { readonly gate: Gate };

interface RehearsalDone {
  readonly id: string;
}

const actOf = (action: string): Act => ({ object: "policyDraft", action, records: [] });

/** Of the draft as it was looked at; a round of it that runs ends. */
export const startRehearsal = (
  { gate }: Parts,
  caller: Caller,
  input: object,
): Promise<RehearsalDone> =>
  gate.write(caller, actOf("startRehearsal"), async (tx, subject) => {
    demandOverPolicy(subject, "edit");
    await lockDrafts(tx);
    const draft = await demandDraft(tx, (input as Partial<RehearsalInput>).version);
    const { days, parts } = parseRehearsal(input);
    const changes = await readChanges(tx, draft.id);
    if (isNothing(changes)) throw new Refusal("draft_empty");
    await demandHolders(tx, subject, parts, worldOfDraft(subject.world, changes).policy.roles);
    const id = uuid();
    const tasks = parts.flatMap(({ role, tasks: of }) =>
      of.map((task) => ({ id: uuid(), role, ...task })),
    );
    const people = [...new Set(parts.flatMap((part) => part.people))].map((person) => ({
      person,
      roles: parts.filter((part) => part.people.includes(person)).map(({ role }) => role),
    }));
    const policy = {
      roles: changes.roles.map(({ role, content }) => ({ role, content })),
      classes: changes.classes.map(({ object, field, sensitivity }) => ({
        object,
        field,
        sensitivity,
      })),
    };
    const by = subject.person;
    const round = await insertRehearsal(tx, {
      id,
      draft: draft.id,
      by,
      policy,
      tasks,
      days,
      people,
    });
    return {
      result: { id },
      records: [draft.id],
      detail: {
        draft: draft.number,
        rehearsal: id,
        round,
        people: people.map((one) => one.person),
      },
    };
  });

/** Who represents a role holds it, and is somebody whom the administrator sees. */
async function demandHolders(
  tx: Executor,
  subject: Subject,
  parts: RehearsalInput["parts"],
  roles: readonly { readonly id: string }[],
): Promise<void> {
  const holdings = await readHoldings(tx);
  const all = [...new Set(parts.flatMap(({ people }) => people))];
  const seen = await readTitles(tx, subject, "person", all);
  const problems = parts.flatMap(({ role, people }, index): readonly Problem[] => {
    const path = `parts.${index}`;
    if (!roles.some(({ id }) => id === role)) return [problem(`${path}.role`, "not_found")];
    return people.flatMap((person, at) => {
      const isHolder = (seen.get(person) ?? null) !== null && holdings.get(person)?.has(role);
      return isHolder
        ? []
        : [problem(`${path}.people.${at}`, "not_holder", { person: seen.get(person) ?? "" })];
    });
  });
  if (problems.length > 0) throw badRequest(problems);
}

export const finishRehearsal = (
  { gate }: Parts,
  caller: Caller,
  { id }: { readonly id?: unknown },
): Promise<RehearsalDone> =>
  gate.write(caller, actOf("endRehearsal"), async (tx, subject) => {
    demandOverPolicy(subject, "edit");
    await lockDrafts(tx);
    const rehearsal = await demandRunning(tx, id);
    await endRehearsal(tx, rehearsal.id);
    const { draft, round } = rehearsal;
    return {
      result: { id: rehearsal.id },
      records: [draft],
      detail: { rehearsal: rehearsal.id, round },
    };
  });

/** By who represents the task's role, as long as the round runs. */
export const judgeTask = (
  { gate }: Parts,
  caller: Caller,
  input: Partial<Readonly<Record<keyof JudgeInput, unknown>>>,
): Promise<RehearsalDone> =>
  gate.write(caller, actOf("judgeRehearsal"), async (tx, { person }) => {
    const id = textOf(input.id);
    const found = UUID.test(id) ? await readRepresentative(tx, id, person) : null;
    if (!found) throw new Refusal("not_found");
    // Whoever ends the round waits for what is being said of it, and the other way round.
    await lockDrafts(tx);
    const rehearsal = await demandRunning(tx, id);
    const task = rehearsal.tasks.find((one) => one.id === input.task);
    if (!task || !found.roles.includes(task.role)) throw new Refusal("not_found");
    const judgement = parseJudgement(input);
    await putVerdict(tx, { rehearsal: id, task: task.id, person, ...judgement });
    return {
      result: { id },
      records: [rehearsal.draft],
      detail: { rehearsal: id, task: task.text, verdict: judgement.verdict },
    };
  });

async function demandRunning(tx: Executor, id: unknown): Promise<Rehearsal> {
  const rehearsal = UUID.test(textOf(id)) ? await readRehearsal(tx, textOf(id)) : null;
  if (!rehearsal || !(await readDraft(tx, rehearsal.draft))) throw new Refusal("not_found");
  if (rehearsal.endedAt !== null) throw new Refusal("rehearsal_over");
  return rehearsal;
}
