/** What is done with the draft as a whole (R144): dropping, discarding, submitting, returning, publishing, going back. */
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Act, Caller, Done } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { FourEyes } from "../http/contract.ts";
import type { Notice } from "../inbox/notices.ts";
import type { Services } from "../services.ts";
import { applyChanges } from "./apply-change.ts";
import { classNotices } from "./class-notices.ts";
import { applyClasses } from "./class-commands.ts";
import { readClassesBack } from "./class-rows.ts";
import {
  beginDraft,
  demandDraft,
  dropChange,
  isNothing,
  lockDrafts,
  putChange,
  putClassChange,
  readChanges,
  readDraft,
  readOpenDraft,
  writeDraft,
  type Change,
  type Draft,
} from "./draft-store.ts";
import { worldOfDraft } from "./draft-world.ts";
import { FOUR_EYES } from "./four-eyes.ts";
import {
  demandOverPolicy,
  findPublishers,
  needsFourEyes,
  type PolicyAction,
} from "./over-policy.ts";
import { isSameRole } from "./role-content.ts";
import { readRoles } from "./role-rows.ts";
import { demandGreen } from "./tests/test-reply.ts";
import {
  keepFirstVersion,
  readFourEyes,
  readPresent,
  readVersion,
  writeVersion,
} from "./versions.ts";

export interface DraftInput {
  /** Of the draft, as it was looked at. */
  readonly version?: unknown;
  readonly id?: unknown;
  readonly role?: unknown;
  readonly change?: unknown;
  readonly note?: unknown;
  readonly remark?: unknown;
  readonly number?: unknown;
  readonly fourEyes?: unknown;
  /** When it shall be published. */
  readonly at?: unknown;
  /** How long it shall run in shadow. */
  readonly hours?: unknown;
}

export interface DraftDone {
  readonly id: string;
  readonly number: number;
}

const MAX_NOTE = 2_000;

const actOf = (action: string): Act => ({ object: "policyDraft", action, records: [] });

export const doneWith = (
  { id, number }: Pick<Draft, "id" | "number">,
  notices: readonly Notice[] = [],
): Done<DraftDone> => ({
  result: { id, number },
  records: [id],
  detail: { draft: number },
  notices,
});

interface Work {
  readonly tx: Executor;
  readonly subject: Subject;
}

interface Entry {
  readonly action: string;
  readonly right: PolicyAction;
}

/** Whoever has the right has the draft to themselves until it is done. */
const overDraft = (
  { gate }: Services,
  caller: Caller,
  { action, right }: Entry,
  work: (work: Work) => Promise<Done<DraftDone>>,
): Promise<DraftDone> =>
  gate.write(caller, actOf(action), async (tx, subject) => {
    demandOverPolicy(subject, right);
    await lockDrafts(tx);
    return work({ tx, subject });
  });

/** The same with the draft that was looked at, if it is still that. */
export const overSeenDraft = (
  services: Services,
  caller: Caller,
  { version, ...entry }: Entry & { readonly version: unknown },
  work: (work: Work & { readonly draft: Draft }) => Promise<Done<DraftDone>>,
): Promise<DraftDone> =>
  overDraft(services, caller, entry, async ({ tx, subject }) =>
    work({ tx, subject, draft: await demandDraft(tx, version) }),
  );

/** One role stays as it is published. */
export const dropRole = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overDraft(services, caller, { action: "edit", right: "edit" }, async ({ tx }) => {
    const draft = await readOpenDraft(tx);
    if (!draft) throw new Refusal("no_draft");
    const { roles } = await readChanges(tx, draft.id);
    const change = roles.find(({ role }) => role === input.role);
    if (!change) throw new Refusal("not_found");
    if (change.version !== input.change) throw new Refusal("stale");
    await dropChange(tx, draft.id, change.role);
    await writeDraft(tx, draft.id, { state: "open", submittedBy: null });
    return doneWith(draft);
  });

/** The draft is put aside, whole; `reopenDraft` brings it back. */
export const discardDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "discard", right: "edit", version: input.version },
    async ({ tx, draft }) => {
      await writeDraft(tx, draft.id, { state: "discarded", submittedBy: null });
      return doneWith(draft);
    },
  );

export const reopenDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overDraft(services, caller, { action: "reopen", right: "edit" }, async ({ tx }) => {
    if (typeof input.id !== "string" || !UUID.test(input.id)) throw new Refusal("not_found");
    const draft = await readDraft(tx, input.id);
    if (!draft) throw new Refusal("not_found");
    if (draft.state !== "discarded") throw new Refusal("wrong_state");
    await clearTheWay(tx);
    await writeDraft(tx, draft.id, { state: "open" });
    return doneWith(draft);
  });

/** A draft in which nothing is changed is in nobody's way. */
async function clearTheWay(tx: Executor): Promise<void> {
  const draft = await readOpenDraft(tx);
  if (!draft) return;
  if (!(await isEmpty(tx, draft))) throw new Refusal("draft_in_the_way");
  await writeDraft(tx, draft.id, { state: "discarded", submittedBy: null });
}

const isEmpty = async (tx: Executor, draft: Draft): Promise<boolean> =>
  draft.fourEyes === null && isNothing(await readChanges(tx, draft.id));

/** Whether a second person approves is itself published like any change: nobody takes the second pair of eyes off alone. */
export const setFourEyes = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overDraft(services, caller, { action: "edit", right: "edit" }, async ({ tx, subject }) => {
    const rule = textOf(input.fourEyes);
    if (!FOUR_EYES.includes(rule))
      throw badRequest([
        problem("fourEyes", "not_choice", {
          value: rule.slice(0, 20),
          choices: FOUR_EYES.join(", "),
        }),
      ]);
    const fourEyes = await readFourEyes(tx);
    const draft = (await readOpenDraft(tx)) ?? (await beginDraft(tx, { by: subject.person }));
    await writeDraft(tx, draft.id, {
      state: "open",
      submittedBy: null,
      fourEyes: rule === fourEyes ? null : (rule as FourEyes),
    });
    return doneWith(draft);
  });

/** Those who may publish are told. */
export const submitDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "submit", right: "submit", version: input.version },
    async ({ tx, subject, draft }) => {
      const note = parseNote(input.note, "note");
      if (draft.state !== "open") throw new Refusal("wrong_state");
      if (await isEmpty(tx, draft)) throw new Refusal("draft_empty");
      await writeDraft(tx, draft.id, {
        state: "submitted",
        submittedBy: subject.person,
        note,
        remark: null,
      });
      const publishers = await findPublishers(tx, services.subjects, subject.world);
      return doneWith(draft, noticesTo(publishers, "draftSubmitted", draft, subject));
    },
  );

/** By whoever could have published it, or by who submitted it and thinks again. */
export const returnDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "return", right: "view", version: input.version },
    async ({ tx, subject, draft }) => {
      demandOverPolicy(subject, draft.submittedBy === subject.person ? "submit" : "publish");
      const remark = parseNote(input.remark, "remark");
      if (draft.submittedBy === null) throw new Refusal("wrong_state");
      await writeDraft(tx, draft.id, { state: "open", submittedBy: null, remark });
      return doneWith(draft, noticesTo([draft.submittedBy], "draftReturned", draft, subject));
    },
  );

/** All of it in one transaction, under the locks of a revocation: everybody's plans are stale when it is done. */
export const publishDraft = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overSeenDraft(
    services,
    caller,
    { action: "publish", right: "publish", version: input.version },
    async ({ tx, subject, draft }) => {
      const note = parseNote(input.note, "note") ?? draft.note;
      return carryOut(services, { tx, subject, draft: { ...draft, note } }, null);
    },
  );

/** What publishing does, by the rights of whoever approves; `scheduledFor`: the moment it was to happen at. */
export async function carryOut(
  { subjects }: Pick<Services, "subjects">,
  { tx, subject, draft }: Work & { readonly draft: Draft },
  scheduledFor: Date | null,
): Promise<Done<DraftDone>> {
  if (await isEmpty(tx, draft)) throw new Refusal("draft_empty");
  const publishers = await findPublishers(tx, subjects, subject.world);
  const isApproved = draft.submittedBy !== null && draft.submittedBy !== subject.person;
  if (needsFourEyes(await readFourEyes(tx), publishers) && !isApproved)
    throw new Refusal("four_eyes");
  await keepFirstVersion(tx);
  const changes = await readChanges(tx, draft.id);
  const world = worldOfDraft(subject.world, changes);
  await applyClasses(tx, subjects, subject, changes.classes);
  await applyChanges(tx, subject, changes.roles, world);
  if ((await findPublishers(tx, subjects, world)).length === 0)
    throw new Refusal("last_administrator");
  await demandGreen(tx, subjects, subject, world);
  if (draft.fourEyes !== null)
    await tx.query("update policy_state set four_eyes = $1", [draft.fourEyes]);
  const number = await writeVersion(tx, {
    publishedBy: subject.person,
    submittedBy: draft.submittedBy,
    note: draft.note,
    draft: draft.id,
    restores: draft.restores,
    scheduledFor,
  });
  await writeDraft(tx, draft.id, { state: "published" });
  const told = draft.submittedBy === null ? [] : [draft.submittedBy];
  return {
    result: { id: draft.id, number },
    records: [draft.id, ...changes.roles.map(({ role }) => role)],
    detail: { draft: draft.number, policy: number },
    notices: [
      ...noticesTo(told, "draftPublished", draft, subject),
      ...(await classNotices(tx, subject, changes)),
    ],
  };
}

/** A draft in which everything is as that version had it; it is published like any other. */
export const rollBack = (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> =>
  overDraft(services, caller, { action: "rollBack", right: "edit" }, async ({ tx, subject }) => {
    const version = Number.isInteger(input.number)
      ? await readVersion(tx, input.number as number)
      : null;
    if (!version) throw new Refusal("not_found");
    await clearTheWay(tx);
    const present = await readPresent(tx);
    const stored = await readRoles(tx, null);
    const changes = differencesTo(version.roles, stored, subject.person);
    const classes = await readClassesBack(tx, input.number as number);
    const fourEyes = version.fourEyes === present.fourEyes ? null : version.fourEyes;
    if (changes.length + classes.length === 0 && fourEyes === null)
      throw new Refusal("draft_empty");
    const draft = await beginDraft(tx, { by: subject.person, restores: input.number as number });
    // Not tried one by one: they hold together, and publishing tries them all.
    for (const change of changes) await putChange(tx, draft.id, change);
    for (const change of classes)
      await putClassChange(tx, draft.id, { ...change, by: subject.person });
    await writeDraft(tx, draft.id, { state: "open", fourEyes });
    return doneWith(draft);
  });

function differencesTo(
  wanted: Awaited<ReturnType<typeof readPresent>>["roles"],
  stored: Awaited<ReturnType<typeof readRoles>>,
  by: string,
): readonly Pick<Change, "role" | "base" | "content" | "by">[] {
  const kept = wanted.flatMap((content) => {
    const now = stored.get(content.id);
    const isSame = now !== undefined && !now.isGone && isSameRole(now.content, content);
    return isSame ? [] : [{ role: content.id, base: now?.version ?? null, content, by }];
  });
  const known = new Set(wanted.map(({ id }) => id));
  const gone = [...stored].flatMap(([role, { version, isGone }]) =>
    isGone || known.has(role) ? [] : [{ role, base: version, content: null, by }],
  );
  return [...kept, ...gone];
}

export const noticesTo = (
  people: readonly string[],
  kind: Notice["kind"],
  { id }: Draft,
  { person: by }: Subject,
): readonly Notice[] =>
  people
    .filter((person) => person !== by)
    .map((person) => ({ person, kind, object: "policyDraft", record: id, by }));

export function parseNote(input: unknown, path: string): string | null {
  if (input === undefined || input === null) return null;
  if (typeof input !== "string") throw badRequest([problem(path, "not_text")]);
  if (input.trim().length > MAX_NOTE)
    throw badRequest([problem(path, "too_long", { limit: MAX_NOTE })]);
  return input.trim() === "" ? null : input.trim();
}
