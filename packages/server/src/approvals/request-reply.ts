/** Requests as their readers may know them: the names of people and records are read as anywhere else. */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { Reference, RequestLine, RequestProposal, RequestsReply } from "../http/contract.ts";
import { LONGEST_DAYS } from "../gate/across.ts";
import { DEFAULT_DAYS } from "./access-kind.ts";
import { actOn, knows, proposeRequest, type ApprovalParts, type AskInput } from "./approvals.ts";
import { createFinder, kindNamed, type Deciders, type Finder } from "./deciders.ts";
import { namedBy } from "./deputies.ts";
import { isLook } from "./reveal-approved.ts";
import { readAsked, readDecided, readRequests, readWaiting } from "./request-store.ts";
import type { StoredRequest } from "./request.ts";

export type Which = "decide" | "mine" | "decided";

/** As many as anybody looks back at. */
const SHOWN = 200;

export const requestsReply = (
  parts: ApprovalParts,
  caller: Caller,
  which: Which,
): Promise<RequestsReply> =>
  parts.gate.read(caller, actOn("list"), async (subject) => {
    // What waits for somebody's word is nobody else's, also not who looks with their eyes.
    if (subject.viewer) return { result: { requests: [], waiting: 0, deputies: [] }, records: [] };
    const finder = createFinder(parts.db, parts, subject.world);
    const waiting = await waitingFor(parts, finder, subject);
    const requests = await requestsOf(parts, subject, which, waiting);
    return {
      result: {
        requests: await linesOf(parts, finder, subject, requests),
        waiting: waiting.length,
        deputies: await deputyLines(parts.db, subject),
      },
      records: requests.map(({ id }) => id),
    };
  });

function requestsOf(
  { db }: ApprovalParts,
  { person }: Subject,
  which: Which,
  waiting: readonly StoredRequest[],
): Promise<readonly StoredRequest[]> | readonly StoredRequest[] {
  if (which === "decide") return waiting;
  return which === "mine" ? readAsked(db, person, SHOWN) : readDecided(db, person, SHOWN);
}

async function deputyLines(db: Executor, reader: Subject): Promise<RequestsReply["deputies"]> {
  const named = await namedBy(db, reader.person);
  const people = named.map(({ deputy }) => deputy);
  const names = await readTitles(db, reader, "person", people);
  return named.map(({ id, deputy, from, until }) => ({
    id,
    deputy: { id: deputy, title: names.get(deputy) ?? null },
    from: from.toISOString(),
    until: until.toISOString(),
  }));
}

/** What the reader may decide now: first by the organisation, which is quickly known, then by rights and time. */
async function waitingFor(
  { db }: ApprovalParts,
  finder: Finder,
  { person }: Subject,
): Promise<readonly StoredRequest[]> {
  const found: StoredRequest[] = [];
  for (const request of await readWaiting(db)) {
    if (!(await finder.isOnLadder(request, person))) continue;
    if ((await finder.decidersOf(request)).now.includes(person)) found.push(request);
  }
  return found;
}

/** Those of the requests that the reader knows of, each with what it asks for. */
export const knownRequests = (
  parts: ApprovalParts,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RequestLine>> =>
  parts.gate.read(caller, actOn("inbox"), async (subject) => {
    if (subject.viewer) return { result: new Map(), records: [] };
    const finder = createFinder(parts.db, parts, subject.world);
    const known: StoredRequest[] = [];
    for (const request of await readRequests(parts.db, ids))
      if (await knows(finder, subject, request)) known.push(request);
    const lines = await linesOf(parts, finder, subject, known);
    return {
      result: new Map(lines.map((line) => [line.id, line])),
      records: lines.map(({ id }) => id),
    };
  });

async function linesOf(
  parts: ApprovalParts,
  finder: Finder,
  reader: Subject,
  requests: readonly StoredRequest[],
): Promise<readonly RequestLine[]> {
  const { db } = parts;
  const deciders = new Map<string, Deciders>();
  for (const request of requests)
    if (request.state === "waiting") deciders.set(request.id, await finder.decidersOf(request));
  const people = requests.flatMap(({ id, asker, trace }) => [
    asker,
    ...trace.flatMap(({ by, inPlaceOf }) => [by, inPlaceOf ?? by]),
    ...(deciders.get(id)?.now ?? []),
  ]);
  const names = await readTitles(db, reader, "person", [...new Set(people)]);
  const refer = (id: string): Reference => ({
    id,
    title: id === reader.person ? reader.name : (names.get(id) ?? null),
  });
  const lines: RequestLine[] = [];
  for (const request of requests)
    lines.push(await lineOf(parts, reader, { request, refer, deciders: deciders.get(request.id) }));
  return lines;
}

interface Presenting {
  readonly request: StoredRequest;
  readonly deciders: Deciders | undefined;
  refer(person: string): Reference;
}

async function lineOf(
  parts: ApprovalParts,
  reader: Subject,
  { request, deciders, refer }: Presenting,
): Promise<RequestLine> {
  const { id, number, version, reason, until, step, chain } = request;
  const kind = kindNamed(parts, request.kind);
  return {
    id,
    number,
    version,
    kind: kind.name,
    sentence: await kind.describe(parts.db, reader, request as never),
    reason,
    about: await aboutOf(parts.db, reader, kind.about?.(request.content as never) ?? null),
    asker: refer(request.asker),
    askedAt: request.askedAt.toISOString(),
    until: until?.toISOString() ?? null,
    state: request.state === "approved" && request.isOver ? "ended" : request.state,
    step: step + 1,
    steps: chain.length,
    deciders: (deciders?.now ?? []).map(refer),
    nextAt: deciders?.nextAt?.toISOString() ?? null,
    lapsesAt: request.lapsesAt.toISOString(),
    trace: request.trace.map(({ by, inPlaceOf, ...rest }) => ({
      ...rest,
      by: refer(by),
      ...(inPlaceOf ? { inPlaceOf: refer(inPlaceOf) } : {}),
    })),
    may: {
      decide: deciders?.now.includes(reader.person) === true,
      withdraw: request.state === "waiting" && request.asker === reader.person,
      look: request.asker === reader.person && isLook(request),
    },
  };
}

async function aboutOf(
  executor: Executor,
  reader: Subject,
  about: RequestLine["about"],
): Promise<RequestLine["about"]> {
  if (about === null) return null;
  const seen = await readTitles(executor, reader, about.object, [about.id]);
  return seen.has(about.id) ? about : null;
}

/** Who is refused learns what would suffice and who decides; of what they do not see they learn nothing. */
export async function proposalReply(
  parts: ApprovalParts,
  caller: Caller,
  input: AskInput,
): Promise<RequestProposal> {
  const { kind, sentence, deciders, until } = await proposeRequest(parts, caller, input);
  if (deciders.length === 0) throw new Refusal("nobody_to_ask");
  return {
    kind,
    sentence,
    deciders,
    days: until === null || kind !== "access" ? null : { most: LONGEST_DAYS, usual: DEFAULT_DAYS },
  };
}
