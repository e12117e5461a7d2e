/** What is done with sandboxes: proposing, asking for a later end, ending early. They end by themselves without a command. */
import { mayEver } from "@latchkey/policy";
import { v7 as uuid } from "uuid";
import { openRequest } from "../approvals/approvals.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Executor } from "../db/database.ts";
import type { Act, Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { SandboxInput, SandboxPreview } from "../http/contract.ts";
import { parseEnd, parseReason, parseSandbox } from "../policies/sandboxes/parse-sandbox.ts";
import {
  commonUnit,
  demandGiving,
  demandSandbox,
  isMember,
  unknownNames,
} from "../policies/sandboxes/sandbox-measure.ts";
import {
  dropPerson,
  insertSandbox,
  lockSandbox,
  moveEnd,
  noteRequest,
  readSandbox,
  type StoredSandbox,
} from "../policies/sandboxes/sandbox-store.ts";
import type { Services } from "../services.ts";
import { conflictsOf } from "./sandbox-conflicts.ts";
import { mayApprove } from "./sandbox-kinds.ts";
import { sentenceOf } from "./sandbox-reply.ts";

const actOn = (action: string, id?: string): Act => ({
  object: "sandbox",
  action,
  records: id === undefined ? [] : [id],
});

interface SandboxDone {
  readonly id: string;
}

/** Kept, and nobody's right before somebody else has approved it. */
export const initiateSandbox = (
  services: Services,
  caller: Caller,
  input: unknown,
): Promise<SandboxDone> =>
  services.gate.write(caller, { ...actOn("initiate"), isRepeatable: true }, async (tx, subject) => {
    const initiated = await parseNamed(tx, subject, input);
    const id = uuid();
    const unit = commonUnit(subject, initiated.places);
    await insertSandbox(tx, { id, owner: subject.person, unit, input: initiated });
    const sandbox = (await readSandbox(tx, id))!;
    await demandSandbox(tx, subject, "initiate", sandbox);
    await demandGiving(tx, subject, sandbox);
    await demandApprover(tx, services, subject, sandbox);
    const { id: request, notices } = await openRequest(tx, services.approvals, subject, {
      kind: "sandbox",
      content: { sandbox: id },
      chain: chainOf(sandbox),
      until: sandbox.until,
      reason: sandbox.reason,
    });
    await noteRequest(tx, id, { request });
    return { result: { id }, records: [id], detail: { name: initiated.name }, notices };
  });

const chainOf = ({ approver, unit }: StoredSandbox) => [
  { approver: { kind: "person", person: approver, unit } as const },
];

async function parseNamed(
  executor: Executor,
  subject: Subject,
  input: unknown,
): Promise<SandboxInput> {
  // Of what is wrong with it, and of what is there, only those are told who may initiate.
  if (!mayEver(subject.compiled, "sandbox", "initiate")) throw new Refusal("forbidden");
  const initiated = parseSandbox(input, subject);
  const problems: Problem[] = [...(await unknownNames(executor, subject, initiated))];
  if (initiated.approver === subject.person) problems.push(problem("approver", "own_approval"));
  if (
    (await isMember(executor, initiated, subject.person)) ||
    (await isMember(executor, initiated, initiated.approver))
  )
    problems.push(problem("people", "own_sandbox"));
  if (problems.length > 0) throw badRequest(problems);
  return initiated;
}

async function demandApprover(
  tx: Executor,
  { subjects }: Services,
  { world }: Subject,
  sandbox: StoredSandbox,
): Promise<void> {
  const [approver] = await subjects.loadAll(tx, world, [sandbox.approver]);
  if (!approver || !(await mayApprove(tx, approver, sandbox)))
    throw badRequest([problem("approver", "cannot_approve")]);
}

/** What it would be, in one sentence; nothing is kept. */
export const previewSandbox = (
  { gate, db }: Services,
  caller: Caller,
  input: unknown,
): Promise<SandboxPreview> =>
  gate.read(caller, actOn("preview"), async (subject) => {
    const initiated = await parseNamed(db, subject, input);
    const { from, until, ...content } = initiated;
    const window = { from: new Date(from), until: new Date(until) };
    const result = {
      sentence: await sentenceOf(db, subject, { content, ...window }),
      conflicts: await conflictsOf(db, subject, { content, ...window }),
    };
    return { result, records: [] };
  });

export interface SandboxTarget {
  readonly id?: unknown;
  /** As it was looked at. */
  readonly version?: unknown;
  readonly until?: unknown;
  readonly reason?: unknown;
  /** Who shall be in it no more. */
  readonly person?: unknown;
}

/** Every right by it ends with this transaction, on every node (R148). */
export const endSandbox = (
  { gate }: Services,
  caller: Caller,
  input: SandboxTarget,
): Promise<SandboxDone> =>
  gate.write(caller, actOn("end", idOf(input)), async (tx, subject) => {
    const sandbox = await demandStanding(tx, subject, "end", input);
    const notices = await moveEnd(tx, sandbox, { to: "now", by: subject.person });
    return { result: { id: sandbox.id }, records: [sandbox.id], notices };
  });

/** Narrows it, and so asks nobody; the last one goes by ending it. Who is in it by a group leaves the group. */
export const dropFromSandbox = (
  { gate }: Services,
  caller: Caller,
  input: SandboxTarget,
): Promise<SandboxDone> =>
  gate.write(caller, actOn("end", idOf(input)), async (tx, subject) => {
    const sandbox = await demandStanding(tx, subject, "end", input);
    const { people, groups } = sandbox.content;
    const person = textOf(input.person ?? "");
    if (!people.includes(person)) throw badRequest([problem("person", "no_such_record")]);
    if (people.length + groups.length === 1)
      throw badRequest([problem("person", "last_of_sandbox")]);
    const notices = await dropPerson(tx, sandbox, { person, by: subject.person });
    return {
      result: { id: sandbox.id },
      records: [sandbox.id],
      detail: { dropped: person },
      notices,
    };
  });

/** Asks for it; it is approved anew, at most 90 days from now. */
export const extendSandbox = (
  services: Services,
  caller: Caller,
  input: SandboxTarget,
): Promise<SandboxDone> =>
  services.gate.write(caller, actOn("extend", idOf(input)), async (tx, subject) => {
    const sandbox = await demandStanding(tx, subject, "extend", input);
    if (sandbox.approvedAt === null) throw new Refusal("wrong_state");
    await demandGiving(tx, subject, sandbox);
    const problems: Problem[] = [];
    const reason = parseReason(input.reason, problems);
    const until = parseEnd(input.until, subject, { from: new Date().toISOString(), problems });
    if (problems.length === 0 && new Date(until) <= sandbox.until)
      problems.push(problem("until", "window_reversed"));
    if (sandbox.approver === subject.person) problems.push(problem("approver", "own_approval"));
    if (problems.length > 0) throw badRequest(problems);
    const { id: extension, notices } = await openRequest(tx, services.approvals, subject, {
      kind: "sandboxExtension",
      content: { sandbox: sandbox.id, until },
      chain: chainOf(sandbox),
      until: sandbox.until,
      reason,
    });
    await noteRequest(tx, sandbox.id, { extension });
    return {
      result: { id: sandbox.id },
      records: [sandbox.id],
      detail: { until },
      notices,
    };
  });

const idOf = ({ id }: SandboxTarget): string => {
  if (typeof id !== "string" || !UUID.test(id)) throw new Refusal("not_found");
  return id;
};

async function demandStanding(
  tx: Executor,
  subject: Subject,
  action: string,
  input: SandboxTarget,
): Promise<StoredSandbox> {
  const sandbox = await lockSandbox(tx, idOf(input));
  if (!sandbox) throw new Refusal("not_found");
  await demandSandbox(tx, subject, action, sandbox);
  if (sandbox.version !== Number(textOf(input.version ?? ""))) throw new Refusal("stale");
  if (sandbox.isOver) throw new Refusal("wrong_state");
  return sandbox;
}
