/** Sandboxes as their readers see them: what each gives in words, how it stands, and what came of it. */
import { mayEver, type Text } from "@latchkey/policy";
import { readRequests } from "../approvals/request-store.ts";
import type { StoredRequest } from "../approvals/request.ts";
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import { findRecord, listRecords, parseQuestion } from "../gate/list.ts";
import type { Subject } from "../gate/subject.ts";
import { readNames } from "../gate/titles.ts";
import type {
  Reference,
  Row,
  SandboxContent,
  SandboxesReply,
  SandboxMeta,
  SandboxState,
  SandboxTrace,
} from "../http/contract.ts";
import {
  readSandbox,
  readSandboxes,
  type StoredSandbox,
} from "../policies/sandboxes/sandbox-store.ts";
import { countAfter, readDone, readEndLine } from "../policies/sandboxes/sandbox-trace.ts";
import type { Speech } from "../policies/condition-sentence.ts";
import { readSpeech } from "../policies/rule-parts.ts";
import { conditionOfRecords } from "../policies/sandboxes/sandbox-records.ts";
import { sandboxSentence } from "../policies/sandboxes/sandbox-words.ts";
import type { Services } from "../services.ts";
import { SANDBOX_PRESETS } from "./sandbox-presets.ts";

/** The latest; older ones are found in the trail. */
const MOST = 200;

export const sandboxesReply = ({ gate, db }: Services, caller: Caller): Promise<SandboxesReply> =>
  gate.read(caller, { object: "sandbox", action: "list", records: [] }, async (subject) => {
    const question = parseQuestion(subject, { object: "sandbox" }, { limit: MOST });
    const { rows } = await listRecords(db, subject, question);
    const seen = new Map(rows.map((row) => [row.id, row]));
    const sandboxes = await readSandboxes(db, [...seen.keys()]);
    const asked = sandboxes.flatMap(({ request, extension }) => [request, extension]);
    const requests = await readRequests(
      db,
      asked.filter((id) => id !== null),
    );
    const around = {
      subject,
      requests: new Map(requests.map((one) => [one.id, one])),
      known: await namesOf(db, subject, sandboxes),
    };
    const metas = sandboxes.map((one) => metaOf(one, seen.get(one.id)!, around));
    const result = {
      sandboxes: metas,
      presets: SANDBOX_PRESETS,
      mayInitiate: mayEver(subject.compiled, "sandbox", "initiate"),
      until: nextEdge(metas),
    };
    return { result, records: [...seen.keys()] };
  });

function nextEdge(metas: readonly SandboxMeta[]): string | null {
  const now = new Date().toISOString();
  const edges = metas
    .filter(({ state }) => state === "coming" || state === "running")
    .flatMap(({ from, until }) => [from, until])
    .filter((edge) => edge > now);
  return edges.toSorted()[0] ?? null;
}

interface Around {
  readonly requests: ReadonlyMap<string, StoredRequest>;
  readonly known: Known;
  readonly subject: Subject;
}

function metaOf(one: StoredSandbox, row: Row, { requests, known, subject }: Around): SandboxMeta {
  const { content } = one;
  const request = requests.get(one.request ?? "");
  const extension = requests.get(one.extension ?? "");
  const name = (id: string): Reference => ({ id, title: known.titles.get(id) ?? null });
  const state = stateOf(one, request);
  const isOpen = state === "waiting" || state === "coming" || state === "running";
  return {
    id: one.id,
    version: one.version,
    name: one.name,
    kind: one.kind,
    state,
    reason: one.reason,
    from: one.from.toISOString(),
    until: (one.endedAt ?? one.until).toISOString(),
    owner: name(one.owner),
    approver: name(one.approver),
    approvedAt: one.approvedAt?.toISOString() ?? null,
    endedBy: one.endedBy === null ? null : name(one.endedBy),
    people: content.people.map(name),
    groups: content.groups.map(name),
    places: content.places.map(name),
    adds: content.adds,
    blocks: content.blocks,
    sentence: sentenceWith(known, subject, one),
    extension:
      extension?.state === "waiting"
        ? { request: extension.id, until: (extension.content as { until: string }).until }
        : null,
    request: request?.state === "waiting" && state === "waiting" ? request.id : null,
    may: {
      extend: isOpen && one.approvedAt !== null && row.can["extend"] === true,
      end: isOpen && row.can["end"] === true,
    },
  };
}

function stateOf(one: StoredSandbox, request: StoredRequest | undefined): SandboxState {
  if (one.endedAt !== null) return "ended";
  if (one.approvedAt === null)
    return request?.state === "waiting" && !one.isOver ? "waiting" : "refused";
  return one.isOver ? "ended" : one.isComing ? "coming" : "running";
}

interface Known {
  readonly titles: ReadonlyMap<string, string | null>;
  readonly roles: ReadonlyMap<string, Text>;
  readonly speech: Speech;
}

type Named = Pick<StoredSandbox, "content"> &
  Partial<Pick<StoredSandbox, "owner" | "approver" | "endedBy">>;

/** As the reader may know them. */
async function namesOf(
  executor: Executor,
  subject: Subject,
  sandboxes: readonly Named[],
): Promise<Known> {
  const all = (pick: (content: SandboxContent) => readonly string[]): readonly string[] => [
    ...new Set(sandboxes.flatMap(({ content }) => pick(content))),
  ];
  const people = sandboxes.flatMap(({ owner, approver, endedBy }) =>
    [owner, approver, endedBy].filter((id) => id !== undefined && id !== null),
  );
  const named = [
    ["person", [...new Set([...all((one) => one.people), ...people])]],
    ["group", all((one) => one.groups)],
    ["unit", all((one) => one.places)],
  ] as const;
  const titles = new Map<string, string | null>();
  for (const [object, ids] of named)
    for (const [id, { title }] of await readNames(executor, subject, object, ids))
      titles.set(id, title);
  const roles = new Map<string, Text>();
  for (const [id, { title, english }] of await readNames(
    executor,
    subject,
    "role",
    all((one) => one.roles),
  ))
    roles.set(id, { zh: title ?? "", en: english ?? title ?? "" });
  const { model } = subject.world;
  const conditions = sandboxes.flatMap(({ content: { only = {} } }) =>
    Object.entries(only).flatMap(([name, node]) => {
      const object = model.objects.get(name);
      return (object && conditionOfRecords(node, object, model)) ?? [];
    }),
  );
  const speech = await readSpeech(
    executor,
    subject,
    conditions.map((when) => ({ when })),
  );
  return { titles, roles, speech };
}

const sentenceWith = (
  { titles, roles, speech }: Known,
  { world, zone }: Subject,
  { content, from, until }: Pick<StoredSandbox, "content" | "from" | "until">,
): Text =>
  sandboxSentence(
    { ...content, from: from.toISOString(), until: until.toISOString() },
    {
      model: world.model,
      zone,
      role: (id) => roles.get(id) ?? null,
      name: (id) => titles.get(id) ?? null,
      speech,
    },
  );

export async function sentenceOf(
  executor: Executor,
  subject: Subject,
  said: Pick<StoredSandbox, "content" | "from" | "until">,
): Promise<Text> {
  return sentenceWith(await namesOf(executor, subject, [said]), subject, said);
}

/** Of a sandbox that its reader sees; the trail's own rights are not asked: it is told of no record. */
export const sandboxTrace = (
  { gate, db, trail }: Services,
  caller: Caller,
  id: string,
): Promise<SandboxTrace> =>
  gate.read(caller, { object: "sandbox", action: "trace", records: [] }, async (subject) => {
    const isSeen =
      UUID.test(id) && (await findRecord(db, subject, { object: "sandbox" }, id)) !== null;
    const sandbox = isSeen ? await readSandbox(db, id) : null;
    if (!sandbox) throw new Refusal("not_found");
    await trail.flush();
    const done = await readDone(db, sandbox);
    const names = await readNames(
      db,
      subject,
      "person",
      done.map(({ person }) => person),
    );
    const people = done.map(({ person, last, ...counts }) => ({
      person: { id: person, title: names.get(person)?.title ?? null },
      ...counts,
      last: last.toISOString(),
    }));
    const result = { people, end: await endOf(db, sandbox) };
    return { result, records: [id] };
  });

async function endOf(db: Executor, sandbox: StoredSandbox): Promise<SandboxTrace["end"]> {
  if (!sandbox.isOver || sandbox.approvedAt === null) return null;
  const end = sandbox.endedAt ?? sandbox.until;
  return {
    at: end.toISOString(),
    allowedAfter: await countAfter(db, sandbox, end),
    notedAt: (await readEndLine(db, sandbox.id))?.toISOString() ?? null,
  };
}
