/** The suite of the policy model against a database: each case, then random worlds by the thousand. */
import {
  CASES,
  describeCoverage,
  findGaps,
  generateWorld,
  makeCoverage,
  runCase,
} from "@latchkey/policy/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Connection, type Database } from "../db/database.ts";
import type { Driver } from "../db/database.ts";
import { askWorlds, listInSql } from "./world-questions.ts";
import { createWorldTables } from "./world-tables.ts";

/** `LATCHKEY_FUZZ` makes it any number. A world costs six milliseconds of work, so fewer at a desk than in CI. */
const WORLDS = Number(process.env["LATCHKEY_FUZZ"] ?? (process.env["CI"] ? 20_000 : 2_000));
/** Worlds that one statement asks about. */
const AT_ONCE = 250;

const ALL = Object.entries(CASES).flatMap(([chapter, cases]) =>
  cases.map((testCase) => [chapter, testCase.name, testCase] as const),
);

export function describeConformance(
  name: string,
  open: () => Promise<{ driver: Driver; stop?: () => Promise<void> }>,
): void {
  describe(`the policy model in SQL on ${name}`, () => {
    let database: Database;
    let session: Connection;
    let stop: (() => Promise<void>) | undefined;

    beforeAll(async () => {
      const opened = await open();
      stop = opened.stop;
      database = createDatabase(opened.driver);
      // One session, whose settings hold.
      session = await database.acquire();
      await createWorldTables(session);
    });

    afterAll(async () => {
      session.release();
      await database.close();
      await stop?.();
    });

    test.each(ALL)("%s: %s", async (_chapter, _name, testCase) => {
      expect(await runCase(testCase, { list: (question) => listInSql(session, question) })).toEqual(
        [],
      );
    });

    test(
      `plans and facts agree with the reference on ${WORLDS} worlds`,
      { timeout: 7_200_000 },
      async () => {
        const coverage = makeCoverage();
        for (let first = 0; first < WORLDS; first += AT_ONCE) {
          const seeds = Array.from(
            { length: Math.min(AT_ONCE, WORLDS - first) },
            (_, index) => first + index,
          );
          expect(await askWorlds(session, { seeds, generate: generateWorld, coverage })).toEqual(
            [],
          );
        }
        process.stdout.write(`${WORLDS} worlds on ${name}\n${describeCoverage(coverage)}\n`);
        // A handful of worlds shows too little of everything.
        expect(WORLDS < 1_000 ? [] : findGaps(coverage)).toEqual([]);
      },
    );
  });
}
