/** Writing permission tests (R145). They are part of the policy, so whoever may edit its draft writes them. */
import { v7 as uuid } from "uuid";
import type { Executor } from "../../db/database.ts";
import { badRequest, problem, Refusal } from "../../errors.ts";
import { textOf, UUID } from "../../fields/shared.ts";
import type { Act, Caller, Done } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import type { TestsAdded } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { lockDrafts } from "../draft-store.ts";
import { demandOverPolicy } from "../over-policy.ts";
import { parseTest } from "./parse-test.ts";
import {
  insertShipped,
  insertTest,
  missingShipped,
  readTest,
  readTests,
  updateTest,
  type StoredTest,
} from "./test-store.ts";

export interface TestInput {
  readonly id?: unknown;
  readonly version?: unknown;
  readonly content?: unknown;
}

interface TestDone {
  readonly id: string;
}

/** All of them run with every publishing, under its locks. */
export const MAX_TESTS = 2_000;

const actOf = (action: string): Act => ({ object: "policyDraft", action, records: [] });

const doneWith = (id: string, detail: Record<string, unknown>): Done<TestDone> => ({
  result: { id },
  detail: { test: id, ...detail },
});

/** Without an id it is a new one. */
export const saveTest = ({ gate }: Services, caller: Caller, input: TestInput): Promise<TestDone> =>
  gate.write(caller, actOf("saveTest"), async (tx, subject) => {
    await begin(tx, subject);
    const content = parseTest(input.content, subject.world.model);
    const by = subject.person;
    if (input.id === undefined || input.id === null) {
      if ((await readTests(tx)).length >= MAX_TESTS)
        throw new Refusal("too_many_tests", { limit: MAX_TESTS });
      const id = uuid();
      await insertTest(tx, { id, content, by });
      return doneWith(id, { content });
    }
    const stored = await demandTest(tx, input);
    await updateTest(tx, { ...stored, content, by });
    return doneWith(stored.id, { before: stored.content, content });
  });

const setArchived =
  (archived: boolean) =>
  ({ gate }: Services, caller: Caller, input: TestInput): Promise<TestDone> =>
    gate.write(caller, actOf(archived ? "archiveTest" : "restoreTest"), async (tx, subject) => {
      await begin(tx, subject);
      const stored = await demandTest(tx, input);
      await updateTest(tx, { ...stored, archived, by: subject.person });
      return doneWith(stored.id, { content: stored.content });
    });

export const archiveTest = setArchived(true);
export const restoreTest = setArchived(false);

/**
 * Adds tests that came with the role templates after this organisation was set up: those that are named, of the missing
 * ones. One that is there by now is no mistake.
 */
export const addShippedTests = (
  { gate }: Services,
  caller: Caller,
  { ids }: { readonly ids?: unknown },
): Promise<TestsAdded> =>
  gate.write(caller, actOf("addShippedTests"), async (tx, subject) => {
    await begin(tx, subject);
    if (!Array.isArray(ids)) throw badRequest([problem("ids", "not_list")]);
    const missing = missingShipped(await readTests(tx), subject.world.published);
    const wanted = [...missing].filter(([id]) => ids.includes(id));
    await insertShipped(
      tx,
      wanted.map(([, test]) => test),
      subject.person,
    );
    const result = { added: wanted.map(([id]) => id) };
    return { result, detail: { tests: result.added } };
  });

/** A test that is written while somebody publishes is run by them, or comes after. */
async function begin(tx: Executor, subject: Subject): Promise<void> {
  demandOverPolicy(subject, "edit");
  await lockDrafts(tx);
}

async function demandTest(tx: Executor, { id, version }: TestInput): Promise<StoredTest> {
  const stored = UUID.test(textOf(id)) ? await readTest(tx, textOf(id)) : null;
  if (!stored) throw new Refusal("not_found");
  if (stored.version !== version) throw new Refusal("stale");
  return stored;
}
