import { decide, plan } from "@latchkey/policy";
import { makeRandom } from "@latchkey/policy/testing";
import { makeByHand } from "./decide/by-hand.ts";
import { makeCasbin } from "./decide/casbin.ts";
import { makeCasl } from "./decide/casl.ts";
import { makeCedar } from "./decide/cedar.ts";
import { compilePerson, makeLatchkey } from "./decide/latchkey.ts";
import { ACTIONS, OBJECTS, makeCompany } from "./decide/world.ts";
import type { BenchRecord, Engine, Person } from "./decide/world.ts";

/**
 * Decisions a second, five engines beside each other in one process on one policy. Absolute numbers are the machine's;
 * the ratios are what to read. Every engine answers the same sample first and must give the same verdicts.
 */

/** People asked about in the timed part. Making an enforcer or an ability for each is not part of the time. */
const ASKED_PEOPLE = 100;
const QUESTIONS = 50_000;
const CHECKED = 5_000;
const PAGE_START = QUESTIONS;
const PAGE_ROWS = 200;
const PAGE = PAGE_ROWS * ACTIONS.length;
/** Many and short, so that some fall between the other work of the machine. */
const ROUNDS = 40;
const ROUND_MILLISECONDS = 50;

interface Question {
  readonly person: Person;
  readonly action: string;
  readonly record: BenchRecord;
}

const company = makeCompany();
const random = makeRandom(7);
const people = company.people.slice(0, ASKED_PEOPLE);
/** After the random questions come those of a list: one person, one object, the rows of one page. */
const questions = [...Array.from({ length: QUESTIONS }, () => ask()), ...askPage()];
const engines = [
  prepare(makeByHand(company)),
  prepare(makeLatchkey(company)),
  prepare(makeCasl()),
  prepare(await makeCasbin(company, people)),
  prepare(makeCedar(company)),
];

compareVerdicts();
printRates("any person about any record", measureAll(0, QUESTIONS));
printRates("one person about one page of records", measureAll(PAGE_START, PAGE));
printBuildTimes();

/** Half of the questions are about records near the person, or nearly every answer would be no. */
function ask(): Question {
  const person = random.pick(people);
  const record = random.chance(0.5) ? random.pick(company.records) : nearRecord(person);
  return { person, action: random.pick(ACTIONS), record };
}

/** All actions on each row of a page, as the gate asks them to tell a screen what it may offer. */
function askPage(): readonly Question[] {
  const person = people.find(({ holdings }) => holdings.some(({ role }) => role === "clerk"))!;
  const rows = Array.from({ length: PAGE_ROWS }, () => nearRecord(person));
  return rows.flatMap((record) => ACTIONS.map((action) => ({ person, action, record })));
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

type Ask = (index: number) => boolean;

interface Prepared {
  readonly name: string;
  readonly ask: Ask;
}

/** The questions with each person's check and each record at hand, so that finding them is not measured. */
function prepare<R>(engine: Engine<R>): Prepared {
  const checks = new Map(people.map((person) => [person, engine.build(person)]));
  const wrapped = new Map(company.records.map((record) => [record, engine.wrap(record)]));
  const list = questions.map(({ person, action, record }) => ({
    check: checks.get(person)!,
    action,
    object: record.object,
    record: wrapped.get(record)!,
  }));
  return {
    name: engine.name,
    ask: (index) => {
      const { check, action, object, record } = list[index]!;
      return check(action, object, record);
    },
  };
}

function compareVerdicts(): void {
  let allowed = 0;
  for (let index = 0; index < CHECKED; index++) {
    const verdicts = engines.map(({ ask: answer }) => answer(index));
    if (verdicts.some((verdict) => verdict !== verdicts[0])) {
      const names = engines.map(({ name }, position) => `${name}: ${verdicts[position]}`);
      throw new Error(`question ${index} divides the engines: ${names.join(", ")}`);
    }
    if (verdicts[0]) allowed += 1;
  }
  const share = Math.round((100 * allowed) / CHECKED);
  console.log(
    `${engines.length} engines agree on ${CHECKED} questions, ${share} % of them allowed`,
  );
}

/** Rounds of all engines in turn; the best of each counts, since other work on the machine only ever slows it. */
function measureAll(first: number, count: number): readonly number[] {
  const rounds = engines.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, engine] of engines.entries()) {
      const rate = measure(engine.ask, first, count);
      // The first round warms up.
      if (round > 0) rounds[index]!.push(rate);
    }
  }
  return rounds.map((list) => Math.max(...list));
}

function measure(answer: Ask, first: number, count: number): number {
  const start = performance.now();
  let asked = 0;
  let allowed = 0;
  while (performance.now() - start < ROUND_MILLISECONDS) {
    for (let step = 0; step < 200; step++) {
      if (answer(first + (asked % count))) allowed += 1;
      asked += 1;
    }
  }
  if (allowed === 0) throw new Error("nothing was allowed");
  return (1_000 * asked) / (performance.now() - start);
}

function printRates(title: string, rates: readonly number[]): void {
  const [byHand, latchkey] = rates as [number, number];
  const cell = (text: string) => text.padStart(16);
  console.log(
    `\n${title.padEnd(38)}${cell("a second")}${cell("by hand is")}${cell("latchkey is")}`,
  );
  for (const [index, { name }] of engines.entries()) {
    const rate = rates[index]!;
    const times = [byHand / rate, latchkey / rate].map((ratio) => cell(`${ratio.toFixed(2)} ×`));
    console.log(
      `${name.padEnd(38)}${cell(Math.round(rate).toLocaleString("en"))}${times.join("")}`,
    );
  }
}

/** What the first question of a person costs, and what a list's plan does. */
function printBuildTimes(): void {
  const start = performance.now();
  const compiled = company.people.map((person) => compilePerson(person, company.tree));
  const afterCompile = performance.now();
  const facts = { values: { ...company.records[0] }, related: () => null };
  for (const one of compiled) {
    for (const object of OBJECTS) {
      for (const action of ACTIONS) decide(one, object, action, facts, { now: 1_000 });
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
