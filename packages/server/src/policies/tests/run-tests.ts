/** Runs permission tests (R145) against a world, the published one or the draft's: reads, and writes nothing. */
import { decide } from "../../gate/demands.ts";
import type { Subject } from "../../gate/subject.ts";
import type { PolicyTestContent, TestOutcome } from "../../http/contract.ts";
import {
  findTarget,
  judge,
  MISSING,
  type Judged,
  type Missing,
  type Run,
  type Target,
} from "./judge.ts";

interface Runnable {
  readonly id: string;
  readonly content: PolicyTestContent;
}

/** By the tests' ids. */
export async function runTests(
  run: Run,
  tests: readonly Runnable[],
): Promise<ReadonlyMap<string, TestOutcome>> {
  const found = new Map<string, Target | Missing>();
  const outcomes = new Map<string, TestOutcome>();
  for (const { id, content } of tests) {
    const key = JSON.stringify([content.who, content.at]);
    const target = found.get(key) ?? (await findTarget(run, content));
    found.set(key, target);
    outcomes.set(id, await runOne(run, content, target));
  }
  return outcomes;
}

async function runOne(
  run: Run,
  content: PolicyTestContent,
  target: Target | Missing,
): Promise<TestOutcome> {
  const judged = typeof target === "string" ? target : await judge(run, content, target);
  if (typeof target === "string" || typeof judged === "string")
    return { state: "unanswered", why: MISSING[judged as Missing] };
  return isAsExpected(content, target.subject, judged)
    ? { state: "green", why: null }
    : { state: "red", why: (await judged.explain()).sentence };
}

function isAsExpected(
  { expect, object, action, field }: PolicyTestContent,
  { compiled }: Subject,
  { facts, context }: Judged,
): boolean {
  const { allow, write, levels } = decide(compiled, object, action, facts, context);
  if (expect === "can" || expect === "cannot")
    return (allow && (field === null || write.includes(field))) === (expect === "can");
  return (levels[field!] ?? "absent") === expect;
}
