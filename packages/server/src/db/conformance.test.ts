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
import { driverInMemory } from "../testing/in-memory.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import {
  answersFrom,
  differencesIn,
  listInSql,
  prepareInquiry,
} from "../testing/world-questions.ts";
import { createWorldTables } from "../testing/world-tables.ts";
import { createDatabase, type Connection, type Database } from "./database.ts";
import { connectServer } from "./server-driver.ts";

/** `LATCHKEY_FUZZ` makes it any number. A world costs milliseconds of work, so fewer at a desk than in CI. */
const WORLDS = Number(process.env["LATCHKEY_FUZZ"] ?? (process.env["CI"] ? 6_000 : 2_000));
/** Worlds that one statement asks about. */
const AT_ONCE = 250;

const NAMES = ["the embedded database", "a PostgreSQL server"] as const;

const ALL = Object.entries(CASES).flatMap(([chapter, cases]) =>
  cases.map((testCase) => [chapter, testCase.name, testCase] as const),
);

let server: NativeServer;
const databases: Database[] = [];
/** One of each database, by its name: a session's settings hold. */
const sessions = new Map<string, Connection>();

beforeAll(async () => {
  server = await startNativeServer();
  for (const [index, driver] of [await driverInMemory(), connectServer(server.url)].entries()) {
    const database = createDatabase(driver);
    databases.push(database);
    const session = await database.acquire();
    sessions.set(NAMES[index]!, session);
    await createWorldTables(session);
  }
});

afterAll(async () => {
  for (const session of sessions.values()) session.release();
  for (const database of databases) await database.close();
  await server?.stop();
});

describe.each(NAMES)("the policy model in SQL on %s", (name) => {
  test.each(ALL)("%s: %s", async (_chapter, _name, testCase) => {
    const session = sessions.get(name)!;
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
        [...sessions].map(
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
