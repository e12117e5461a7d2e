/** The suite of the policy model against both databases: each case, then random worlds by the thousand. */
import {
  CASES,
  describeCoverage,
  findGaps,
  generateWorld,
  makeCoverage,
  runCase,
} from "@latchkey/policy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  DATABASE_NAMES,
  openBothDatabases,
  type BothDatabases,
} from "../testing/both-databases.ts";
import {
  answersFrom,
  differencesIn,
  listInSql,
  prepareInquiry,
} from "../testing/world-questions.ts";

/** `LATCHKEY_FUZZ` makes it any number. A world costs milliseconds of work, so fewer at a desk than in CI. */
const WORLDS = Number(process.env["LATCHKEY_FUZZ"] ?? (process.env["CI"] ? 1_500 : 1_000));
/** Worlds that one statement asks about. */
const AT_ONCE = 250;

const ALL = Object.entries(CASES).flatMap(([chapter, cases]) =>
  cases.map((testCase) => [chapter, testCase.name, testCase] as const),
);

let both: BothDatabases;
beforeAll(async () => {
  both = await openBothDatabases();
});
afterAll(() => both?.close());

describe.each(DATABASE_NAMES)("the policy model in SQL on %s", (name) => {
  test.each(ALL)("%s: %s", async (_chapter, _name, testCase) => {
    const session = both.sessions.get(name)!;
    expect(await runCase(testCase, { list: (question) => listInSql(session, question) })).toEqual(
      [],
    );
  });
});

/** Both databases at once; what to ask next is prepared while they answer. */
test(
  `plans and facts agree with the reference on ${WORLDS} worlds, on both databases`,
  { timeout: 7_200_000 },
  async () => {
    const coverage = makeCoverage();
    let next = inquiryFrom(0);
    while (next) {
      const inquiry = next;
      const answering = Promise.all(
        [...both.sessions].map(
          async ([name, session]) => [name, await answersFrom(session, inquiry)] as const,
        ),
      );
      next = inquiryFrom(inquiry.seeds.at(-1)! + 1);
      expect(differencesIn(inquiry, new Map(await answering), coverage)).toEqual([]);
    }
    process.stdout.write(`${WORLDS} worlds on both databases\n${describeCoverage(coverage)}\n`);
    // A handful of worlds shows too little of everything.
    expect(WORLDS < 1_000 ? [] : findGaps(coverage)).toEqual([]);
  },
);

/** Null where all worlds were asked about. */
function inquiryFrom(first: number) {
  if (first >= WORLDS) return null;
  const length = Math.min(AT_ONCE, WORLDS - first);
  return prepareInquiry(
    Array.from({ length }, (_, index) => first + index),
    generateWorld,
  );
}
