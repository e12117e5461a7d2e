/** What is done with requests: asking, deciding, thinking again. See `request.ts` for what a request is. */
import type { Text } from "@latchkey/policy";
import type { AuditTrail } from "../audit/trail.ts";
import type { Database, Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Gate } from "../gate/gate.ts";
import { lockForWrite } from "../gate/guard.ts";
import { lineBase, type Act, type Caller, type Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { Reference } from "../http/contract.ts";
import type { Notice, NoticeKind } from "../inbox/notices.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { createFinder, kindNamed, type Finder, type FinderParts } from "./deciders.ts";
import type { Prepared, RequestKind, StoredRequest } from "./request.ts";
import {
  countWaitingOf,
  endRequest,
  insertRequest,
  isWaitingAlready,
  lockRequest,
  passOn,
  readRequest,
} from "./request-store.ts";

export interface ApprovalParts extends FinderParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly subjects: SubjectStore;
  readonly trail: AuditTrail;
}

export interface AskInput {
  readonly kind?: unknown;
  readonly reason?: unknown;
}

export interface DecideInput {
  readonly id?: unknown;
  /** Of the request, as it was looked at. */
  readonly version?: unknown;
  readonly remark?: unknown;
}

interface RequestDone {
  readonly id: string;
  readonly state: StoredRequest["state"];
}

/** More than these wait unanswered for nobody's good. */
const MAX_WAITING = 20;
const MAX_REASON = 400;
/** So long a request waits for its answer. */
const PATIENCE_DAYS = 30;

export const actOn = (action: string, id?: unknown): Act => ({
  object: "request",
  action,
  records: UUID.test(textOf(id)) ? [textOf(id)] : [],
});

/** What would be asked for, were it asked now; nothing is kept. */
export const proposeRequest = (
  parts: ApprovalParts,
  caller: Caller,
  input: AskInput,
): Promise<Proposed> =>
  parts.gate.write(caller, actOn("propose"), async (tx, subject) => {
    const { kind, prepared } = await prepare(parts, tx, subject, input);
    const proposed = { ...UNASKED, ...prepared, kind: kind.name, asker: subject.person };
    const { now } = await createFinder(tx, parts, subject.world).decidersOf(proposed);
    const names = await readTitles(tx, subject, "person", now);
    const deciders = now.map((id) => ({ id, title: names.get(id) ?? null }));
    const sentence = await kind.describe(tx, subject, proposed as never);
    return { result: { sentence, kind: kind.name, deciders, until: prepared.until } };
  });

interface Proposed {
  readonly kind: string;
  readonly sentence: Text;
  readonly deciders: readonly Reference[];
  readonly until: Date | null;
}

const UNASKED: StoredRequest = {
  id: "",
  number: 0,
  version: 0,
  kind: "",
  content: null,
  asker: "",
  reason: "",
  until: null,
  isOver: false,
  chain: [],
  step: 0,
  waitedHours: 0,
  stepSince: new Date(0),
  state: "waiting",
  askedAt: new Date(0),
  lapsesAt: new Date(0),
  decidedAt: null,
  decidedBy: null,
  remark: null,
  trace: [],
  result: null,
};

export const createRequest = (
  parts: ApprovalParts,
  caller: Caller,
  input: AskInput,
): Promise<RequestDone> =>
  parts.gate.write(caller, { ...actOn("create"), isRepeatable: true }, async (tx, subject) => {
    const reason = parseText(input.reason, "reason");
    if (reason === null) throw badRequest([problem("reason", "required")]);
    const { kind, prepared } = await prepare(parts, tx, subject, input);
    const { id, notices } = await openRequest(tx, parts, subject, {
      ...prepared,
      kind: kind.name,
      reason,
    });
    return {
      result: { id, state: "waiting" },
      records: [id],
      // What is asked for may hold cells, which are nothing for the trail.
      detail: { kind: kind.name, reason },
      notices,
    };
  });

async function prepare(
  { kinds }: ApprovalParts,
  tx: Executor,
  subject: Subject,
  input: AskInput,
): Promise<{ readonly kind: RequestKind; readonly prepared: Prepared }> {
  for (const kind of kinds) {
    if (!kind.prepare || (input.kind !== undefined && input.kind !== kind.name)) continue;
    const prepared = await kind.prepare(tx, subject, input);
    if (prepared) return { kind, prepared };
  }
  throw new Refusal("nothing_to_ask");
}

interface Opening extends Prepared {
  readonly kind: string;
  readonly reason: string;
}

/** For rooms that ask in a transaction of their own, whose `Done` then tells the notices. */
export async function openRequest(
  tx: Executor,
  parts: FinderParts,
  subject: Subject,
  opening: Opening,
): Promise<{ readonly id: string; readonly notices: readonly Notice[] }> {
  const asker = subject.person;
  if ((await countWaitingOf(tx, asker)) >= MAX_WAITING)
    throw new Refusal("too_many_requests", { limit: MAX_WAITING });
  if (await isWaitingAlready(tx, { ...opening, asker })) throw new Refusal("asked_already");
  const request = await insertRequest(tx, { ...opening, asker, patienceDays: PATIENCE_DAYS });
  const deciders = await createFinder(tx, parts, subject.world).decidersOf(request);
  if (deciders.now.length === 0) throw new Refusal("nobody_to_ask");
  return { id: request.id, notices: noticesTo(deciders.now, "requestAsked", request, asker) };
}

/** The last step carries it out in the same transaction; an earlier one passes it on. */
export async function approveRequest(
  parts: ApprovalParts,
  caller: Caller,
  input: DecideInput,
): Promise<RequestDone> {
  const { request: seen, inPlaceOf: absent } = await demandMine(parts, caller, input);
  const kind = kindNamed(parts, seen.kind);
  const isLast = seen.step === seen.chain.length - 1;
  if (!isLast)
    return parts.gate.write(caller, actOn("approve", seen.id), (tx, subject) =>
      passRequest(tx, parts, subject, input),
    );
  const act = kind.act(seen as never);
  const detail = { ...act.detail, request: seen.id, approvedBy: caller.person };
  const hand = handOf(kind, caller, { asker: seen.asker, absent });
  const decided = await asApprover<RequestDone>(kind, () =>
    parts.gate.write(hand, { ...act, detail }, async (tx, subject) => {
      const isHand = subject.person === caller.person;
      const decider = isHand ? subject : await loadLocked(tx, parts, subject, caller.person);
      const { request, inPlaceOf } = await demandDecidable(tx, parts, decider, input);
      // Whoever came back meanwhile decides by themselves.
      if (inPlaceOf !== absent) throw new Refusal("request_moved");
      const approver = inPlaceOf ? await loadLocked(tx, parts, subject, inPlaceOf) : decider;
      const remark = parseText(input.remark, "remark");
      const done = await kind.carryOut(tx, { subject, approver }, request as never);
      const state = "approved" as const;
      const deed = { by: caller.person, inPlaceOf, remark };
      await endRequest(tx, request.id, { ...deed, state, result: done.result });
      await writeLine(tx, parts, caller, decider, { ...actOn("approve", request.id), detail });
      return {
        ...done,
        result: { id: request.id, state },
        notices: [
          ...(done.notices ?? []).filter(({ person }) => person !== request.asker),
          ...noticesTo([request.asker], "requestApproved", request, caller.person),
        ],
      };
    }),
  );
  kind.afterwards?.();
  return decided;
}

/** Whose act it is. A deputy's is that of who is away, under the deputy's name in the trail. */
function handOf(
  { runsAs }: RequestKind,
  { person, source, brings }: Caller,
  { asker, absent }: { readonly asker: string; readonly absent: string | null },
): Caller {
  if (runsAs === "asker") return { person: asker, source };
  const brought = { source, ...(brings ? { brings } : {}) };
  return absent === null ? { person, ...brought } : { person: absent, deputy: person, ...brought };
}

/** What refuses somebody else whom it is done for says nothing of who decides. */
async function asApprover<Result>(
  { runsAs }: RequestKind,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isAskers = runsAs === "asker" && error instanceof Refusal && ASKERS.has(error.code);
    throw isAskers ? new Refusal("asker_may_not") : error;
  }
}

const ASKERS: ReadonlySet<string> = new Set(["suspended", "not_found", "forbidden"]);

/** Their rights of now, which stay so to the end of the transaction. */
async function loadLocked(
  tx: Executor,
  { subjects }: ApprovalParts,
  { world }: Subject,
  person: string,
): Promise<Subject> {
  await lockForWrite(tx, person);
  const [subject] = await subjects.loadAll(tx, world, [person]);
  if (!subject) throw new Refusal("wrong_state");
  return subject;
}

/** The line of the decision, beside that of the act. */
const writeLine = (
  tx: Executor,
  { trail }: ApprovalParts,
  caller: Caller,
  approver: Subject,
  act: Act,
): Promise<void> =>
  trail.write(tx, {
    ...lineBase(caller, approver, act),
    records: act.records,
    verdict: "allowed",
    reason: null,
    detail: act.detail ?? {},
  });

async function passRequest(
  tx: Executor,
  parts: ApprovalParts,
  subject: Subject,
  input: DecideInput,
): Promise<Done<RequestDone>> {
  const { request, inPlaceOf } = await demandDecidable(tx, parts, subject, input);
  const remark = parseText(input.remark, "remark");
  await passOn(tx, request.id, { by: subject.person, inPlaceOf, remark });
  const passed = (await readRequest(tx, request.id))!;
  const deciders = await createFinder(tx, parts, subject.world).decidersOf(passed);
  if (deciders.now.length === 0) throw new Refusal("nobody_to_ask");
  return {
    result: { id: request.id, state: "waiting" },
    notices: noticesTo(deciders.now, "requestAsked", request, request.asker),
  };
}

export async function refuseRequest(
  parts: ApprovalParts,
  caller: Caller,
  input: DecideInput,
): Promise<RequestDone> {
  const {
    request: { id },
  } = await demandMine(parts, caller, input);
  return parts.gate.write(caller, actOn("refuse", id), async (tx, subject) => {
    const { request, inPlaceOf } = await demandDecidable(tx, parts, subject, input);
    const remark = parseText(input.remark, "remark");
    if (remark === null) throw badRequest([problem("remark", "required")]);
    await endRequest(tx, id, { by: subject.person, inPlaceOf, remark, state: "refused" });
    return {
      result: { id, state: "refused" },
      notices: noticesTo([request.asker], "requestRefused", request, subject.person),
    };
  });
}

/** By who asked, as long as nobody has decided. */
export const withdrawRequest = (
  { gate }: ApprovalParts,
  caller: Caller,
  { id, version }: DecideInput,
): Promise<RequestDone> =>
  gate.write(caller, actOn("withdraw", id), async (tx, subject) => {
    const request = await lockKnown(tx, id);
    if (request.asker !== subject.person) throw new Refusal("not_found");
    demandWaiting(request, version);
    const deed = { by: subject.person, inPlaceOf: null, remark: null };
    await endRequest(tx, request.id, { ...deed, state: "withdrawn" });
    return { result: { id: request.id, state: "withdrawn" }, records: [request.id] };
  });

/**
 * Looked at before the locks of what the request would do are taken: they make others wait, and nobody but who decides it
 * may have them taken. To everybody else there is no such request.
 */
const demandMine = (
  parts: ApprovalParts,
  caller: Caller,
  { id, version }: DecideInput,
): Promise<Decidable> =>
  parts.gate.read(caller, actOn("decide", id), async (subject) => {
    if (subject.viewer) throw new Refusal("viewing_only");
    const request = UUID.test(textOf(id)) ? await readRequest(parts.db, textOf(id)) : null;
    const finder = createFinder(parts.db, parts, subject.world);
    if (!request) throw new Refusal("not_found");
    if (!(await knows(finder, subject, request))) {
      const isOver = await wasDecidedByNow(parts, finder, subject, request.id);
      throw new Refusal(isOver ? "decided_already" : "not_found");
    }
    demandWaiting(request, version);
    return { result: await decidable(finder, subject, request), records: [request.id] };
  });

/** Who asked, who decided or passed it on, and who may decide it now. */
export async function knows(
  finder: Finder,
  { person }: Subject,
  request: StoredRequest,
): Promise<boolean> {
  if (request.asker === person || request.trace.some(({ by }) => by === person)) return true;
  return request.state === "waiting" && (await finder.decidersOf(request)).now.includes(person);
}

/** Whoever was asked with others, one of whom was quicker, hears that, and not that there is no such request. */
async function wasDecidedByNow(
  { db }: ApprovalParts,
  finder: Finder,
  { person }: Subject,
  id: string,
): Promise<boolean> {
  const request = await readRequest(db, id);
  return request !== null && request.state !== "waiting" && finder.isOnLadder(request, person);
}

async function demandDecidable(
  tx: Executor,
  parts: ApprovalParts,
  subject: Subject,
  { id, version }: DecideInput,
): Promise<Decidable> {
  const request = await lockKnown(tx, id);
  demandWaiting(request, version);
  return decidable(createFinder(tx, parts, subject.world), subject, request);
}

interface Decidable {
  readonly request: StoredRequest;
  /** Where it is decided as a deputy. */
  readonly inPlaceOf: string | null;
}

async function decidable(
  finder: Finder,
  { person }: Subject,
  request: StoredRequest,
): Promise<Decidable> {
  const { now, placeOf } = await finder.decidersOf(request);
  if (!now.includes(person)) throw new Refusal("not_yours_to_decide");
  return { request, inPlaceOf: placeOf.get(person) ?? null };
}

async function lockKnown(tx: Executor, id: unknown): Promise<StoredRequest> {
  const request = UUID.test(textOf(id)) ? await lockRequest(tx, textOf(id)) : null;
  if (!request) throw new Refusal("not_found");
  return request;
}

function demandWaiting(request: StoredRequest, version: unknown): void {
  if (request.state !== "waiting") throw new Refusal("decided_already");
  if (request.version !== version) throw new Refusal("request_moved");
}

const noticesTo = (
  people: readonly string[],
  kind: NoticeKind,
  { id }: StoredRequest,
  by: string,
): readonly Notice[] =>
  people
    .filter((person) => person !== by)
    .map((person) => ({ person, kind, object: "request", record: id, by }));

export function parseText(input: unknown, path: string): string | null {
  if (input === undefined || input === null) return null;
  if (typeof input !== "string") throw badRequest([problem(path, "not_text")]);
  const words = input.trim();
  if (words.length > MAX_REASON)
    throw badRequest([problem(path, "too_long", { limit: MAX_REASON })]);
  return words === "" ? null : words;
}
