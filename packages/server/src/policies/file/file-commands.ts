/** The policy as a file: given out, compared with what there is, and taken into the draft. It is never published directly. */
import { parsePolicy, type Rule } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { Refusal, type Problem } from "../../errors.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Act, Caller } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import type { FourEyes, PolicyFileDifference, PolicyFileTaken } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { applyChanges } from "../apply-change.ts";
import { applyClasses } from "../class-commands.ts";
import { classesTo, readClasses, type FieldClasses } from "../class-rows.ts";
import { classLine } from "../class-words.ts";
import {
  beginDraft,
  dropChange,
  dropClassChange,
  isNothing,
  lockDrafts,
  NO_CHANGES,
  putChange,
  putClassChange,
  readChanges,
  readOpenDraft,
  writeDraft,
  type Change,
} from "../draft-store.ts";
import { worldOfDraft, type ClassChange } from "../draft-world.ts";
import { rulesOfRole } from "../grant-width.ts";
import { demandOverPolicy, mayOverPolicy } from "../over-policy.ts";
import { roleDifference } from "../policy-diff.ts";
import { unknownCitations } from "../regulations/citations.ts";
import { writeRegulations, type RegulationEntry } from "../regulations/regulation-commands.ts";
import { readRegulations } from "../regulations/regulation-store.ts";
import { isAdministering } from "../rights-actions.ts";
import { isSameJson, isSameRole, type RoleContent } from "../role-content.ts";
import { readRoles, type StoredRole } from "../role-rows.ts";
import { readSpeech, withKept } from "../rule-parts.ts";
import { insertTest, readTests, updateTest, type StoredTest } from "../tests/test-store.ts";
import { readFourEyes } from "../versions.ts";
import { readPolicy, type FileRole, type ReadPolicy } from "./read-policy.ts";
import { isSecret, writePolicy } from "./write-policy.ts";

const actOf = (action: string): Act => ({ object: "policyDraft", action, records: [] });

export type FileOf = "published" | "draft";

export interface FileInput {
  readonly text?: unknown;
  /** Of the open draft, as it was looked at; none: there is none. */
  readonly version?: unknown;
}

/** As it decides now, or as the draft would have it. */
export const exportPolicy = ({ gate, db }: Services, caller: Caller, of: FileOf): Promise<string> =>
  gate.read(caller, actOf("exportFile"), async (subject) => {
    if (!mayOverPolicy(subject, "view")) throw new Refusal("not_found");
    const stored = await readRoles(db, null);
    const draft = of === "draft" ? await readOpenDraft(db) : null;
    const changes = draft ? await readChanges(db, draft.id) : NO_CHANGES;
    const roles = liveRoles(stored, changes.roles);
    const fieldClasses = withClasses(await readClasses(db), changes.classes);
    const tests = (await readTests(db)).filter(({ archived }) => !archived);
    const fourEyes = draft?.fourEyes ?? (await readFourEyes(db));
    const regulations = await readRegulations(db);
    await demandPlan(db, subject);
    return {
      result: writePolicy(
        { fourEyes, fieldClasses, regulations, roles, tests },
        subject.world.model,
      ),
      records: [],
    };
  });

function liveRoles(
  stored: ReadonlyMap<string, StoredRole>,
  changes: readonly Pick<Change, "role" | "content">[],
): readonly RoleContent[] {
  const changed = new Map(changes.map(({ role, content }) => [role, content]));
  const kept = [...stored].flatMap(([id, { content, isGone }]) =>
    changed.has(id) || isGone ? [] : [content],
  );
  return [...kept, ...[...changed.values()].filter((content) => content !== null)];
}

function withClasses(published: FieldClasses, changes: readonly ClassChange[]): FieldClasses {
  const all = Object.fromEntries(
    Object.entries(published).map(([object, fields]) => [object, { ...fields }]),
  );
  for (const { object, field, sensitivity } of changes)
    if (all[object]?.[field] !== undefined) all[object][field] = sensitivity;
  return all;
}

/** What the file would change of what is published. */
export const comparePolicy = (
  { gate, db }: Services,
  caller: Caller,
  input: FileInput,
): Promise<PolicyFileDifference> =>
  gate.read(caller, actOf("compareFile"), async (subject) => {
    demandOverPolicy(subject, "view");
    const { changes, classes, regulations, stored, tests, fourEyes } = await planOf(
      db,
      subject,
      input,
    );
    const published = ({ role }: FileChange): RoleContent | null => {
      const found = stored.get(role);
      return found && !found.isGone ? found.content : null;
    };
    const rules = changes.flatMap((change): readonly Rule[] =>
      [published(change), change.content].flatMap((role) => role?.definition.rules ?? []),
    );
    const speech = await readSpeech(db, subject, rules);
    await demandPlan(db, subject);
    const result = {
      roles: changes.map((change) => roleDifference(published(change), change.content, speech)),
      classes: classes.map(({ base, sensitivity, ...place }) =>
        classLine(subject.world.model, { ...place, from: base, to: sensitivity }),
      ),
      regulations: regulations.length,
      tests: countsOf(tests),
      fourEyes: fourEyes ?? null,
    };
    return { result, records: [] };
  });

/** Whatever waited in the draft gives way to what the file says; tests and what rules rest on are written at once, as by hand. */
export const importPolicy = (
  { gate, subjects }: Services,
  caller: Caller,
  input: FileInput,
): Promise<PolicyFileTaken> =>
  gate.write(caller, actOf("importFile"), async (tx, subject) => {
    demandOverPolicy(subject, "edit");
    await lockDrafts(tx);
    const open = await readOpenDraft(tx);
    const waiting = open ? await readChanges(tx, open.id) : NO_CHANGES;
    const isWaiting = !isNothing(waiting) || (open?.fourEyes ?? null) !== null;
    if (isWaiting && open!.version !== input.version) throw new Refusal("draft_moved");
    const { changes, classes, regulations, world, tests, fourEyes } = await planOf(
      tx,
      subject,
      input,
    );
    await tx.query("savepoint trial");
    await applyClasses(tx, subjects, subject, classes);
    await applyChanges(tx, subject, changes, world);
    await tx.query("rollback to savepoint trial");
    const draft = open ?? (await beginDraft(tx, { by: subject.person }));
    const by = subject.person;
    for (const { role } of waiting.roles) await dropChange(tx, draft.id, role);
    for (const change of waiting.classes) await dropClassChange(tx, draft.id, change);
    for (const change of changes) await putChange(tx, draft.id, { ...change, by });
    for (const change of classes) await putClassChange(tx, draft.id, { ...change, by });
    await writeDraft(tx, draft.id, {
      state: "open",
      submittedBy: null,
      ...(fourEyes === undefined ? {} : { fourEyes }),
    });
    await writeRegulations(tx, subject, regulations);
    await writeTests(tx, subject, tests);
    const counts = countsOf(tests);
    const taken = {
      roles: changes.length,
      classes: classes.length,
      regulations: regulations.length,
      tests: counts,
    };
    return {
      result: { id: draft.id, number: draft.number, ...taken },
      records: [draft.id],
      detail: { draft: draft.number, ...taken, tests: { ...counts } },
    };
  });

type FileChange = Pick<Change, "role" | "base" | "content">;

interface TestPlan {
  readonly added: readonly Pick<StoredTest, "id" | "content">[];
  readonly changed: readonly StoredTest[];
}

interface FilePlan {
  readonly stored: ReadonlyMap<string, StoredRole>;
  readonly changes: readonly FileChange[];
  readonly classes: ReturnType<typeof classesTo>;
  /** New ones, and those that are called otherwise. */
  readonly regulations: readonly RegulationEntry[];
  readonly world: Subject["world"];
  readonly tests: TestPlan;
  /** What it becomes; null: it stays as published; undefined: the file does not speak of it. */
  readonly fourEyes: FourEyes | null | undefined;
}

async function planOf(db: Executor, subject: Subject, { text }: FileInput): Promise<FilePlan> {
  const read = readPolicy(text, subject.world.model);
  await refuseUnknownCitations(db, read);
  const stored = await readRoles(db, null);
  const changes = read.roles === null ? [] : changesTo(read.roles, stored, subject);
  const classes = classesTo(read.fieldClasses ?? {}, await readClasses(db));
  const draft = worldOfDraft(subject.world, { roles: changes, classes });
  const flagged = changes.map((change) => withFlag(change, draft));
  const world = worldOfDraft(subject.world, { roles: flagged, classes });
  refuseUnsound(read, world);
  const tests = read.tests === null ? NO_TESTS : testsTo(read.tests, await readTests(db));
  const said = read.fourEyes ?? undefined;
  const fourEyes = said === (await readFourEyes(db)) ? null : said;
  const regulations = await regulationsTo(db, read.regulations ?? []);
  return { stored, changes: flagged, classes, regulations, world, tests, fourEyes };
}

async function regulationsTo(
  db: Executor,
  wanted: readonly RegulationEntry[],
): Promise<readonly RegulationEntry[]> {
  const known = new Map((await readRegulations(db)).map((one) => [one.code, one]));
  return wanted.filter(({ code, kind, title }) => {
    const one = known.get(code);
    return one?.kind !== kind || one.title !== title;
  });
}

async function refuseUnknownCitations(
  db: Executor,
  { roles, regulations, placed }: ReadPolicy,
): Promise<void> {
  const problems: Problem[] = [];
  for (const [index, { definition }] of (roles ?? []).entries())
    for (const one of await unknownCitations(db, definition, regulations ?? []))
      problems.push({ ...one, path: `roles.${index}.${one.path}` });
  if (problems.length > 0) throw placed(problems);
}

function changesTo(
  wanted: readonly FileRole[],
  stored: ReadonlyMap<string, StoredRole>,
  subject: Subject,
): readonly FileChange[] {
  const said = wanted.flatMap((role): readonly FileChange[] => {
    const known = stored.get(role.id);
    const content = contentOf(role, known?.content ?? null, subject);
    const isSame = known !== undefined && !known.isGone && isSameRole(known.content, content);
    return isSame ? [] : [{ role: role.id, base: known?.version ?? null, content }];
  });
  const named = new Set(wanted.map(({ id }) => id));
  const gone = [...stored].flatMap(([role, { version, isGone }]): readonly FileChange[] =>
    isGone || named.has(role) ? [] : [{ role, base: version, content: null }],
  );
  return [...said, ...gone];
}

/** With what the file does not say: where the role is kept, and what names a secret. */
function contentOf(
  role: FileRole,
  known: RoleContent | null,
  { unit, world }: Subject,
): RoleContent {
  const { model } = world;
  const old = known?.definition ?? {};
  const rules = withKept(old.rules ?? [], role.definition.rules ?? [], model);
  const fields = withSecrets(role.definition.fields, old.fields, model);
  return {
    ...role,
    unit: known?.unit ?? unit,
    preset: known ? known.preset : role.preset,
    administrator: known?.administrator ?? false,
    definition: {
      ...role.definition,
      ...(fields ? { fields } : {}),
      ...(rules.length > 0 || role.definition.rules ? { rules } : {}),
    },
  };
}

type Fields = RoleContent["definition"]["fields"];

function withSecrets(said: Fields, old: Fields, model: Subject["world"]["model"]): Fields {
  const secrets = Object.entries(old ?? {}).flatMap(([object, levels]) =>
    Object.entries(levels)
      .filter(([name]) => isSecret(model, object, name))
      .map(([name, level]) => ({ object, name, level })),
  );
  if (secrets.length === 0) return said;
  const whole: Record<
    string,
    Record<string, (typeof secrets)[number]["level"]>
  > = Object.fromEntries(
    Object.entries(said ?? {}).map(([object, levels]) => [object, { ...levels }]),
  );
  for (const { object, name, level } of secrets) (whole[object] ??= {})[name] = level;
  return whole;
}

function withFlag(change: FileChange, world: Subject["world"]): FileChange {
  if (change.content === null) return change;
  const administrator = isAdministering(rulesOfRole({ world }, change.role), world.model);
  return { ...change, content: { ...change.content, administrator } };
}

/** What only shows when all roles are there: a role that includes itself, more roles than there may be. */
function refuseUnsound({ roles, placed }: ReadPolicy, world: Subject["world"]): void {
  const parsed = parsePolicy(world.model.schema, world.policy);
  if (parsed.ok || roles === null) return;
  const problems = parsed.problems.flatMap((one): readonly Problem[] => {
    const [, index, part] = /^roles\.(\d+)\.(includes|rules)/.exec(one.path) ?? [];
    const id = world.policy.roles[Number(index)]?.id;
    const at = roles.findIndex((role) => role.id === id);
    return part === undefined || at < 0 ? [] : [{ ...one, path: `roles.${at}.${part}` }];
  });
  if (problems.length > 0) throw placed(problems);
}

const NO_TESTS: TestPlan = { added: [], changed: [] };

/** Tests that the file does not name are archived. */
function testsTo(
  wanted: NonNullable<ReadPolicy["tests"]>,
  stored: readonly StoredTest[],
): TestPlan {
  const known = new Map(stored.map((test) => [test.id, test]));
  const named = new Map(wanted.map(({ id, content }) => [id, content]));
  return {
    added: wanted.filter(({ id }) => !known.has(id)),
    changed: stored.flatMap((test) => {
      const content = named.get(test.id);
      const next = { ...test, content: content ?? test.content, archived: content === undefined };
      const isSame = next.archived === test.archived && isSameJson(next.content, test.content);
      return isSame ? [] : [next];
    }),
  };
}

async function writeTests(
  tx: Executor,
  { person: by }: Subject,
  { added, changed }: TestPlan,
): Promise<void> {
  for (const test of added) await insertTest(tx, { ...test, by });
  for (const test of changed) await updateTest(tx, { ...test, by });
}

const countsOf = ({ added, changed }: TestPlan): PolicyFileDifference["tests"] => ({
  added: added.length,
  changed: changed.filter(({ archived }) => !archived).length,
  archived: changed.filter(({ archived }) => archived).length,
});
