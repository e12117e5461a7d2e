/** Permission tests as whoever may look at the whole policy reads them, run by the present policy and by the draft's. */
import type { Executor } from "../../db/database.ts";
import { Refusal } from "../../errors.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { Subject, World } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import type { PolicyTest, PolicyTestsReply } from "../../http/contract.ts";
import type { SubjectStore } from "../../org/subjects.ts";
import type { Services } from "../../services.ts";
import { isNothing, NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { worldOfDraft } from "../draft-world.ts";
import { mayOverPolicy } from "../over-policy.ts";
import { runTests } from "./run-tests.ts";
import type { ShippedTest } from "./shipped-tests.ts";
import { missingShipped, readTests, type StoredTest } from "./test-store.ts";
import { testedObjects } from "./tested-objects.ts";
import { testSentence, type Naming } from "./test-words.ts";

export const testsReply = (
  { gate, db, subjects }: Services,
  caller: Caller,
): Promise<PolicyTestsReply> =>
  gate.read(caller, { object: "policyDraft", action: "tests", records: [] }, async (subject) => {
    const mayView = mayOverPolicy(subject, "view");
    const stored = mayView ? await readTests(db) : [];
    const missing = mayView ? storedAs(missingShipped(stored, subject.world.published)) : [];
    const result: PolicyTestsReply = {
      tests: await describeTests(db, subjects, subject, stored),
      missing: await describeTests(db, subjects, subject, missing),
      mayEdit: mayView && mayOverPolicy(subject, "edit"),
      objects: mayView ? testedObjects(subject.world.model) : [],
    };
    // Behind the reads: a right that was taken while they ran gives nothing out.
    await demandPlan(db, subject);
    return { result, records: [] };
  });

/** As they would be if they had come. */
const storedAs = (missing: ReadonlyMap<string, ShippedTest>): readonly StoredTest[] =>
  [...missing].map(([id, { preset, content }]) => ({
    id,
    version: 0,
    content,
    preset,
    archived: false,
  }));

async function describeTests(
  db: Executor,
  subjects: SubjectStore,
  asker: Subject,
  tests: readonly StoredTest[],
): Promise<readonly PolicyTest[]> {
  if (tests.length === 0) return [];
  const live = tests.filter(({ archived }) => !archived);
  const draft = await readOpenDraft(db);
  const changes = draft ? await readChanges(db, draft.id) : NO_CHANGES;
  const drafted = isNothing(changes) ? null : worldOfDraft(asker.world, changes);
  const run = { executor: db, subjects, asker };
  const now = await runTests({ ...run, world: asker.world }, live);
  const inDraft = drafted && (await runTests({ ...run, world: drafted }, live));
  const naming = await namingOf(db, asker, drafted ?? asker.world, tests);
  return tests.map(({ id, version, content, preset, archived }) => ({
    id,
    version,
    content,
    sentence: testSentence(content, naming),
    isShipped: preset !== null,
    isArchived: archived,
    now: now.get(id) ?? null,
    inDraft: inDraft?.get(id) ?? null,
  }));
}

/** Names as the reader of the sentences may know them. */
export async function namingOf(
  executor: Executor,
  asker: Subject,
  { model, policy }: World,
  tests: readonly Pick<StoredTest, "content">[],
): Promise<Naming> {
  const ids = new Map<string, Set<string>>();
  const want = (object: string, id: string | null): void => {
    if (id !== null && model.objects.has(object))
      ids.set(object, (ids.get(object) ?? new Set()).add(id));
  };
  for (const { content } of tests) {
    const { who, record, object } = content;
    if (who.kind === "role") want("unit", who.unit);
    if (who.kind === "person") want("person", who.person);
    if (who.kind === "post") want("post", who.post);
    if (record.kind === "record") want(object, record.id);
    else want("unit", record.unit);
  }
  const names = new Map<string, string>();
  for (const [object, wanted] of ids)
    for (const [id, title] of await readTitles(executor, asker, object, [...wanted]))
      if (title !== null) names.set(id, title);
  const roles = new Map(
    [...asker.world.policy.roles, ...policy.roles].map((role) => [role.id, role.name]),
  );
  return {
    model,
    zone: asker.zone,
    role: (id) => roles.get(id) ?? null,
    name: (id) => names.get(id) ?? null,
  };
}

/** Refuses what a red test speaks against, naming each with its reason. */
export async function demandGreen(
  tx: Executor,
  subjects: SubjectStore,
  asker: Subject,
  world: World,
): Promise<void> {
  const tests = (await readTests(tx)).filter(({ archived }) => !archived);
  const outcomes = await runTests({ executor: tx, subjects, asker, world }, tests);
  const red = tests.filter(({ id }) => outcomes.get(id)!.state === "red");
  if (red.length === 0) return;
  const naming = await namingOf(tx, asker, world, red);
  const problems = red.map(({ id, content }) => {
    const said = testSentence(content, naming);
    const why = outcomes.get(id)!.why!;
    const message = { zh: `${said.zh}${why.zh}`, en: `${said.en} ${why.en}` };
    return { path: `tests.${id}`, code: "tests_red" as const, message };
  });
  throw new Refusal("tests_red", { count: red.length }, { problems });
}
