import { decide, plan } from "@latchkey/policy";
import { makeRandom } from "@latchkey/policy/testing";
import { makeByHand } from "./decide/by-hand.ts";
import { makeCasbin } from "./decide/casbin.ts";
import { makeCasl } from "./decide/casl.ts";
import { makeCedar } from "./decide/cedar.ts";
import { compilePerson, makeLatchkey } from "./decide/latchkey.ts";
import { ACTIONS, OBJECTS, makeCompany } from "./decide/world.ts";
import type { BenchRecord, Check, Engine, Person } from "./decide/world.ts";

/**
 * Decisions a second, five engines beside each other in one process on one policy. Absolute numbers are the machine's;
 * the ratios are what to read. Every engine answers the same sample first and must give the same verdicts.
 */

/** People asked about in the timed part. Making an enforcer or an ability for each is not part of the time. */
const ASKED_PEOPLE = 100;
const QUESTIONS = 50_000;
const CHECKED = 5_000;
const ROUNDS = 5;
const ROUND_MILLISECONDS = 400;

interface Question {
  readonly person: Person;
  readonly action: string;
  readonly record: BenchRecord;
}

const company = makeCompany();
const random = makeRandom(7);
const people = company.people.slice(0, ASKED_PEOPLE);
const questions = Array.from({ length: QUESTIONS }, () => ask());
const engines = [
  makeByHand(company),
  makeLatchkey(company),
  makeCasl(company),
  await makeCasbin(company, people),
  makeCedar(company),
];
const prepared = engines.map((engine) => prepare(engine));

compareVerdicts();
const rates = measureAll();
printRates();
printBuildTimes();

/** Half of the questions are about records near the person, or nearly every answer would be no. */
function ask(): Question {
  const person = random.pick(people);
  const record = random.chance(0.5) ? random.pick(company.records) : nearRecord(person);
  return { person, action: random.pick(ACTIONS), record };
}

function nearRecord(person: Person): BenchRecord {
  const units = person.holdings.slice(1).map(({ unit }) => unit);
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const record = random.pick(company.records);
    const isNear = units.some((unit) => record.unitPath.includes(unit));
    if (record.owner === person.id || isNear) return record;
  }
  return random.pick(company.records);
}

/** The questions with each person's check at hand, so that finding it is not measured. */
function prepare(engine: Engine): readonly (readonly [Check, string, BenchRecord])[] {
  const checks = new Map(people.map((person) => [person, engine.build(person)]));
  return questions.map(({ person, action, record }) => [checks.get(person)!, action, record]);
}

function compareVerdicts(): void {
  let allowed = 0;
  for (let index = 0; index < CHECKED; index++) {
    const verdicts = prepared.map((list) => {
      const [check, action, record] = list[index]!;
      return check(action, record);
    });
    if (verdicts.some((verdict) => verdict !== verdicts[0])) {
      const names = engines.map(({ name }, position) => `${name}: ${verdicts[position]}`);
      throw new Error(`question ${index} divides the engines: ${names.join(", ")}`);
    }
    if (verdicts[0]) allowed += 1;
  }
  const share = Math.round((100 * allowed) / CHECKED);
  console.log(
    `${engines.length} engines agree on ${CHECKED} questions, ${share} % of them allowed\n`,
  );
}

/** Rounds of all engines in turn, so that a busy moment of the machine hits them all; the median counts. */
function measureAll(): readonly number[] {
  const rounds = engines.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    prepared.forEach((list, index) => {
      const rate = measure(list);
      // The first round warms up.
      if (round > 0) rounds[index]!.push(rate);
    });
  }
  return rounds.map(
    (list) => list.toSorted((left, right) => left - right)[Math.floor(ROUNDS / 2)]!,
  );
}

function measure(list: readonly (readonly [Check, string, BenchRecord])[]): number {
  const start = performance.now();
  let count = 0;
  let allowed = 0;
  while (performance.now() - start < ROUND_MILLISECONDS) {
    for (let step = 0; step < 200; step++) {
      const [check, action, record] = list[count % list.length]!;
      if (check(action, record)) allowed += 1;
      count += 1;
    }
  }
  if (allowed === 0) throw new Error("nothing was allowed");
  return (1_000 * count) / (performance.now() - start);
}

function printRates(): void {
  const [byHand, latchkey] = rates as [number, number];
  console.log("decisions a second".padEnd(34), "  by hand is", " latchkey is");
  engines.forEach(({ name }, index) => {
    const rate = rates[index]!;
    const times = [byHand / rate, latchkey / rate].map((ratio) =>
      `${ratio.toFixed(2)} ×`.padStart(12),
    );
    console.log(name.padEnd(20), Math.round(rate).toLocaleString("en").padStart(13), ...times);
  });
}

/** What the first question of a person costs, and what a list's plan does. */
function printBuildTimes(): void {
  const start = performance.now();
  const compiled = company.people.map((person) => compilePerson(person, company.tree));
  const afterCompile = performance.now();
  const [record] = company.records;
  for (const one of compiled) {
    for (const object of OBJECTS) {
      for (const action of ACTIONS) decide(one, object, action, record!.facts, { now: 1_000 });
    }
  }
  const afterTables = performance.now();
  for (const one of compiled) plan(one, "customer", "view", { now: 1_000 });
  const afterPlans = performance.now();
  const each = (from: number, to: number) =>
    `${((1_000 * (to - from)) / compiled.length).toFixed(1)} µs`;
  console.log(`\nfor each of ${compiled.length} people:`);
  console.log(`compile                              ${each(start, afterCompile)}`);
  console.log(
    `first decision of all ${OBJECTS.length * ACTIONS.length} actions      ${each(afterCompile, afterTables)}`,
  );
  console.log(`plan of one list                     ${each(afterTables, afterPlans)}`);
}
