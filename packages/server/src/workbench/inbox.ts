/**
 * What somebody is told of, as it is for them now: a notice knows that something happened to a record, the gate whether
 * they still see it and what it is called. What was revoked or deleted since is not there, and not counted.
 */
import type { Text } from "@latchkey/policy";
import { knownRequests } from "../approvals/request-reply.ts";
import { UUID } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { InboxLine, InboxReply } from "../http/contract.ts";
import { hasUnread, markRead, readNotices, type StoredNotice } from "../inbox/notices.ts";
import { readDraft } from "../policies/draft-store.ts";
import { heldWords } from "../policies/schedule-draft.ts";
import { readChanges, roleSentence } from "../policies/my-rights.ts";
import { knownReviews } from "../policies/regulations/review-notices.ts";
import { knownEndings } from "../policies/sandboxes/end-notices.ts";
import { badRequest, problem } from "../errors.ts";
import type { Services } from "../services.ts";

const LOOKED_AT = 500;
const SHOWN = 100;
/** Records of one line that are named. */
const NAMED = 5;
/** What the same person does to many records one after the other is told once. */
const TOGETHER_MS = 10 * 60_000;

/** Jobs are records of their own; of the rest, a notice names the record itself. */
const JOBS: Readonly<Record<string, string>> = {
  exported: "exportJob",
  exportFailed: "exportJob",
  imported: "importJob",
  importFailed: "importJob",
};

/** Puts into words, by record, what the reader knows of still. */
type Teller = (
  services: Services,
  caller: Caller,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, Text>>;

/** What is told by the room it comes from, and each time by itself. */
const TELLERS: Readonly<Record<string, Teller>> = {
  async request({ approvals }, caller, ids) {
    const known = await knownRequests(approvals, caller, ids);
    return new Map([...known].map(([id, { sentence }]) => [id, sentence]));
  },
  regulationReview: knownReviews,
  sandboxEnding: knownEndings,
};

const topicOf = ({ kind, object }: StoredNotice): string =>
  Object.hasOwn(TELLERS, kind) ? kind : object;
const isTold = (notice: StoredNotice): boolean => Object.hasOwn(TELLERS, topicOf(notice));
const tellingOf = (notice: StoredNotice): string => `${topicOf(notice)} ${notice.record}`;

const EMPTY: InboxReply = { lines: [], unread: 0 };

type Titles = ReadonlyMap<string, string | null>;

export async function inboxOf(services: Services, caller: Caller): Promise<InboxReply> {
  // What somebody is told is for them alone.
  if (caller.viewing) return EMPTY;
  const notices = await readNotices(services.db, caller.person, LOOKED_AT);
  const titles = await titlesOf(services, caller, notices);
  const told = await toldIn(services, caller, notices);
  const seen = notices.filter((notice) =>
    isTold(notice)
      ? told.has(tellingOf(notice))
      : notice.kind === "rights" ||
        titles.get(JOBS[notice.kind] ?? notice.object)?.has(notice.record) === true,
  );
  const groups = together(seen);
  const names = await peopleIn(services, caller, groups);
  const changes = seen.some(({ kind }) => kind === "rights")
    ? await sentencesOf(services, caller)
    : () => undefined;
  const held = await heldIn(services, seen);
  const sentences: SentenceOf = (notice) => {
    if (isTold(notice)) return told.get(tellingOf(notice));
    if (notice.kind === "rights") return changes(notice);
    return notice.kind === "draftHeld" ? held.get(notice.record) : undefined;
  };
  const lines = groups.map((group) => lineOf(group, { titles, names, sentences }));
  return {
    lines: lines.slice(0, SHOWN),
    unread: lines.filter(({ isRead }) => !isRead).length,
  };
}

/** Most of the time nothing is new, and then no record is looked at. */
export async function unreadOf(services: Services, caller: Caller): Promise<number> {
  if (caller.viewing || !(await hasUnread(services.db, caller.person))) return 0;
  return (await inboxOf(services, caller)).unread;
}

/** `ids` null: everything there is. Ids that are nobody's or somebody else's change nothing. */
export async function readInbox({ db }: Services, caller: Caller, ids: unknown): Promise<void> {
  const isList =
    Array.isArray(ids) &&
    ids.length <= LOOKED_AT &&
    ids.every((id) => typeof id === "string" && UUID.test(id));
  if (ids !== null && !isList) throw badRequest([problem("ids", "not_list")]);
  await markRead(db, caller.person, ids as readonly string[] | null);
}

async function toldIn(
  services: Services,
  caller: Caller,
  notices: readonly StoredNotice[],
): Promise<ReadonlyMap<string, Text>> {
  const told = new Map<string, Text>();
  for (const [topic, own] of Map.groupBy(notices.filter(isTold), topicOf)) {
    const ids = [...new Set(own.map(({ record }) => record))];
    for (const [id, words] of await TELLERS[topic]!(services, caller, ids))
      told.set(`${topic} ${id}`, words);
  }
  return told;
}

async function titlesOf(
  services: Services,
  caller: Caller,
  notices: readonly StoredNotice[],
): Promise<ReadonlyMap<string, Titles>> {
  const titles = new Map<string, Titles>();
  const named = notices.filter((notice) => notice.kind !== "rights" && !isTold(notice));
  for (const [object, own] of Map.groupBy(named, ({ kind, object }) => JOBS[kind] ?? object)) {
    if (!services.objects.has(object)) continue;
    const ids = [...new Set(own.map(({ record }) => record))];
    titles.set(object, await titlesNow(services, caller, object, ids));
  }
  return titles;
}

function titlesNow(
  { gate, db }: Services,
  caller: Caller,
  object: string,
  ids: readonly string[],
): Promise<Titles> {
  const act = { object, action: "inbox", records: [] };
  return gate.read(caller, act, async (subject) => {
    const titles = await readTitles(db, subject, object, ids);
    return { result: titles, records: [...titles.keys()] };
  });
}

async function peopleIn(
  services: Services,
  caller: Caller,
  groups: readonly Group[],
): Promise<Titles> {
  const ids = new Set(groups.flatMap(([{ by }]) => (by === null ? [] : [by])));
  return ids.size === 0 ? new Map() : titlesNow(services, caller, "person", [...ids]);
}

/** Never empty; the latest first. */
type Group = readonly [StoredNotice, ...StoredNotice[]];

function together(notices: readonly StoredNotice[]): readonly Group[] {
  const groups: [StoredNotice, ...StoredNotice[]][] = [];
  const open = new Map<string, [StoredNotice, ...StoredNotice[]]>();
  for (const notice of notices) {
    const key = keyOf(notice);
    const group = open.get(key);
    if (group && group.at(-1)!.at.getTime() - notice.at.getTime() <= TOGETHER_MS) {
      group.push(notice);
      continue;
    }
    const begun: [StoredNotice] = [notice];
    open.set(key, begun);
    groups.push(begun);
  }
  return groups;
}

function keyOf(notice: StoredNotice): string {
  const { id, kind, object, record, by, isRead } = notice;
  if (JOBS[kind] || isTold(notice)) return id;
  return [kind, kind === "rights" ? record : object, by, isRead].join(" ");
}

type SentenceOf = (notice: StoredNotice) => Text | undefined;

/** As "my rights" says it. */
async function sentencesOf({ db, subjects }: Services, caller: Caller): Promise<SentenceOf> {
  const subject: Subject = await subjects.reload(caller.person);
  const changes = new Map(
    (await readChanges(db, subject)).map(({ record, version, sentence }) => [
      `${record} ${version}`,
      sentence,
    ]),
  );
  return ({ object, record, version }) =>
    object === "role" ? roleSentence(subject.world, record) : changes.get(`${record} ${version}`);
}

/** Why drafts that were due were not published, while it is so. */
async function heldIn(
  { db }: Services,
  notices: readonly StoredNotice[],
): Promise<ReadonlyMap<string, Text>> {
  const ids = notices.filter(({ kind }) => kind === "draftHeld").map(({ record }) => record);
  const reasons = await Promise.all([...new Set(ids)].map((id) => readDraft(db, id)));
  return new Map(
    reasons.flatMap((draft) => (draft?.held ? [[draft.id, heldWords(draft.held)] as const] : [])),
  );
}

interface Telling {
  readonly titles: ReadonlyMap<string, Titles>;
  readonly names: Titles;
  readonly sentences: SentenceOf;
}

function lineOf(group: Group, { titles, names, sentences }: Telling): InboxLine {
  const [latest] = group;
  const { kind, object, by, isRead } = latest;
  const isAboutRights = kind === "rights";
  const own = titles.get(JOBS[kind] ?? object);
  const records = isAboutRights ? [] : [...new Set(group.map(({ record }) => record))];
  const sentence = sentences(latest);
  return {
    ids: group.map(({ id }) => id),
    at: latest.at.toISOString(),
    kind,
    // What a right is made of is for those who administer it.
    object: isAboutRights ? null : object,
    isRead,
    records: records.slice(0, NAMED).map((id) => ({ id, title: own?.get(id) ?? null })),
    count: records.length,
    by: by === null ? null : { id: by, title: names.get(by) ?? null },
    ...(sentence ? { sentence } : {}),
  };
}
