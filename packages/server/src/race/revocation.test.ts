/**
 * R148 on native PostgreSQL with two nodes: readers, writers, sharers and exports against revocations, every one of them
 * through the gate. The database judges both ways:
 *
 * - What is written: commit timestamps. A write must commit before the revocation of its right does.
 * - What is read: a trigger closes the person's records in the very transaction that revokes. Whoever reads a closed
 *   record has read it by a statement that began after the revocation had committed, and must not have got it.
 */
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "../errors.ts";
import { VERBS } from "../http/verbs.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import type { Services } from "../services.ts";
import { as } from "../testing/enterprise.ts";
import { keepDoing, LENGTH, outcome, pause, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

const PEOPLE = 6;
/** Of grant, race, revoke; for each person. */
const ROUNDS = 12 * LENGTH;
/** Milliseconds between one thing and the next: where all take their full share of a small machine, all only wait. */
const BREATH = 4;
/** More than one chunk of an export. */
const OTHERS = 2_100;

/** Everything the race needs and little else: planning a rich role anew for every round would be most of the race. */
const RACING: RoleTemplate = {
  id: "racing",
  name: { zh: "赛跑", en: "Racing" },
  duties: { zh: "赛跑", en: "Races" },
  grants: {
    "customer:view": "unit",
    "customer:edit": "unit",
    "customer:share": "unit",
    "customer:export": "unit",
    "person:view": "all",
  },
  classes: { basic: { own: "plain", beyond: "plain", write: true } },
};

let race: TwoNodes;
let store: string;
let administrator: string;
let guest: string;

beforeAll(async () => {
  race = await startTwoNodes([RACING]);
  const { world } = race;
  store = await world.unit("南山店");
  administrator = await world.person("管理员", "administrator", world.root);
  guest = await world.person("同事", "seller", store);
  await world.services.db.query(`
    create function close_records() returns trigger language plpgsql as $$ begin
      update customer set name = 'closed ' || owner where owner = new.person;
      return null;
    end $$`);
  await world.services.db.query(`
    create trigger revoked after update of deleted_at on assignment
      for each row when (new.deleted_at is not null) execute function close_records()`);
});

afterAll(() => race.close());

/** Everything that a person's right is used for at once, and what came of it. */
class Racer {
  readonly person: string;
  readonly records: readonly string[];
  /** Export jobs asked for. */
  readonly exports: string[] = [];
  reads = 0;
  lateReads = 0;
  #waiting: string | null = null;
  #shared: string | null = null;
  #onWrite: () => void = () => {};
  #onExport: (state: string) => void = () => {};

  constructor(person: string, records: readonly string[]) {
    this.person = person;
    this.records = records;
  }

  firstWrite(): Promise<void> {
    return new Promise((resolve) => (this.#onWrite = resolve));
  }

  /** An export is being written, or one is done. */
  exportThatIs(wanted: "running" | "done"): Promise<void> {
    return new Promise((resolve) => {
      this.#onExport = (state) => {
        if (state === wanted) resolve();
      };
    });
  }

  /** No answer, of whatever form, may hold a record that the revocation closed. */
  check(answer: unknown): void {
    if (!(answer instanceof Refusal)) this.reads++;
    if (JSON.stringify(answer).includes(`closed ${this.person}`)) this.lateReads++;
  }

  async write({ gate }: Services): Promise<void> {
    const seen = await outcome(gate.get(as(this.person), "customer", this.records[0]!));
    if (seen instanceof Refusal) return pause(BREATH);
    this.check(seen);
    const { id, version } = seen.record;
    const values = { note: `${version}` };
    const written = await outcome(
      gate.update(as(this.person), "customer", { id, version, values }),
    );
    if (!(written instanceof Refusal)) this.#onWrite();
    this.check(written);
    return pause(BREATH);
  }

  async list({ gate }: Services): Promise<void> {
    const filter = { field: "owner", op: "is", value: this.person } as const;
    const listed = await outcome(gate.list(as(this.person), "customer", { filter }));
    this.check(listed);
    return pause(BREATH);
  }

  async share(node: Services): Promise<void> {
    const call = (verb: string, body: object) =>
      outcome(VERBS[verb]!(node, as(this.person), "customer", body as never));
    const id = this.records[1]!;
    const done = this.#shared
      ? await call("unshare", { id, participant: this.#shared })
      : await call("share", { id, principal: { kind: "person", id: guest } });
    if (!(done instanceof Refusal))
      this.#shared = this.#shared ? null : (done as { participant: string }).participant;
    return pause(BREATH);
  }

  /** One export at a time; one that is under way at a revocation may go on under the next grant. */
  async export({ exchange }: Services): Promise<void> {
    if (this.#waiting !== null) {
      const { state } = await exchange.exports.get(as(this.person), this.#waiting);
      this.#onExport(state);
      if (state === "done" || state === "failed") this.#waiting = null;
      return pause(BREATH);
    }
    const asked = await outcome(
      exchange.exports.ask(as(this.person), "customer", { columns: ["name"] }),
    );
    if (asked instanceof Refusal) return pause(BREATH);
    this.exports.push(asked.id);
    this.#waiting = asked.id;
  }
}

async function createRacer(name: string): Promise<Racer> {
  const { world } = race;
  const person = await world.person(name, null, store);
  // The first and the last of a file, which are the ends of its chunks.
  const records = await world.insert(
    "customer",
    ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"].map((createdAt) => ({
      name: "closed",
      owner: person,
      unit: store,
      stage: "new",
      createdAt,
    })),
  );
  return new Racer(person, records);
}

interface Right {
  readonly assignment: string;
  /** Of the database's clock, before the right was given. */
  readonly from: Date;
}

async function grant({ person }: Racer): Promise<Right> {
  const { db } = race.world.services;
  await db.query("update customer set name = 'open ' || owner where owner = $1", [person]);
  const { rows } = await db.query<{ now: Date }>("select clock_timestamp() as now");
  return { assignment: await race.world.assign(person, RACING.id, store), from: rows[0]!.now };
}

const revoke = ({ gate }: Services, { assignment }: Right): Promise<unknown> =>
  gate.delete(as(administrator), "assignment", { id: assignment, version: 1 });

async function raceOnce(racer: Racer, round: number): Promise<void> {
  const right = await grant(racer);
  const started = [racer.firstWrite()];
  if (round % 4 === 1) started.push(racer.exportThatIs("running"));
  if (round % 4 === 3) started.push(racer.exportThatIs("done"));
  const [one, other] = round % 2 === 0 ? race.nodes : race.nodes.toReversed();
  const busy = [
    keepDoing(() => racer.write(one!)),
    keepDoing(() => racer.write(other!)),
    keepDoing(() => racer.list(other!)),
    keepDoing(() => racer.share(one!)),
    keepDoing(() => racer.export(other!)),
  ];
  // The race is on once the right is in use, now and then by an export too; the revocation comes at any point of what
  // follows.
  await Promise.all(started);
  await pause(Math.random() ** 3 * 200);
  await revoke(one!, right);
  await race.world.services.db.query(
    `insert into race_window select $1, $2, pg_xact_commit_timestamp(xmin) from assignment where id = $3`,
    [racer.person, right.from, right.assignment],
  );
  await expectNothing(racer);
  await Promise.all(busy.map((one) => one.stop()));
}

/** Whoever asks once the revocation was acknowledged gets nothing, on whichever node. */
async function expectNothing({ person, exports }: Racer): Promise<void> {
  for (const { gate, exchange } of race.nodes) {
    if (exports[0])
      await expect(exchange.exports.open(as(person), exports[0])).rejects.toBeInstanceOf(Refusal);
    expect((await gate.list(as(person), "customer", {})).rows).toEqual([]);
  }
}

interface Written {
  readonly action: string;
  readonly committed: string;
  readonly late: string;
}

/** What racers wrote, and how much of it committed while they had no right. Reads leave lines in batches: no judge. */
async function readWritten(racers: readonly Racer[]): Promise<readonly Written[]> {
  const { rows } = await race.world.services.db.query<Written>(
    `with writes as (
       select action, person, pg_xact_commit_timestamp(transaction::xid) as at from audit_line
       where action = any($1) and verdict = 'allowed' and person = any($2::uuid[])
     )
     select action, count(*) as committed, count(*) filter (where not exists (
       select from race_window w where w.person = writes.person and at >= w.granted and at <= w.revoked
     )) as late from writes group by action order by action`,
    [
      ["update", "share", "unshare", "export", "exported"].map((verb) => `customer.${verb}`),
      racers.map(({ person }) => person),
    ],
  );
  return rows;
}

interface Files {
  readonly done: number;
  /** By the code of the refusal. */
  readonly failed: Readonly<Record<string, number>>;
}

/** Opens every file that was finished, under the same right given once more. */
async function readFiles(racer: Racer): Promise<Files> {
  await grant(racer);
  const { exchange } = race.nodes[0];
  const failed: Record<string, number> = {};
  let done = 0;
  for (const id of racer.exports) {
    const job = await exchange.exports.get(as(racer.person), id);
    if (job.state !== "done") {
      const code = job.error?.code ?? job.state;
      failed[code] = (failed[code] ?? 0) + 1;
      continue;
    }
    const { stream } = await exchange.exports.open(as(racer.person), id);
    const text = (await buffer(stream)).toString();
    expect(text.includes(`open ${racer.person}`), "an export of everything").toBe(true);
    racer.check(text);
    done++;
  }
  return { done, failed };
}

test("R148: nothing commits, nothing answers and no file is finished by a right that was revoked before it", async () => {
  const { db } = race.world.services;
  await db.query(
    "create table race_window (person uuid, granted timestamptz, revoked timestamptz)",
  );
  await race.world.insert(
    "customer",
    Array.from({ length: OTHERS }, (_, index) => ({
      name: `客户${index}`,
      unit: store,
      stage: "new",
    })),
  );
  const racers: Racer[] = [];
  for (let index = 0; index < PEOPLE; index++) racers.push(await createRacer(`店长${index}`));
  await Promise.all(
    racers.map(async (racer) => {
      for (let round = 0; round < ROUNDS; round++) await raceOnce(racer, round);
    }),
  );
  for (const { exchange } of race.nodes) await exchange.jobs.idle();
  const written = await readWritten(racers);
  const files: Files[] = [];
  for (const racer of racers) files.push(await readFiles(racer));
  const sum = (of: (racer: Racer) => number) => racers.reduce((all, racer) => all + of(racer), 0);
  const lateReads = sum((racer) => racer.lateReads);
  console.log(
    `R148: ${PEOPLE * ROUNDS} revocations through the gate; ${sum(({ reads }) => reads)} answers with records, ${lateReads} late; written`,
    Object.fromEntries(written.map(({ action, committed, late }) => [action, { committed, late }])),
    "exports",
    files,
  );
  expect(lateReads).toBe(0);
  expect(written.filter(({ late }) => late !== "0")).toEqual([]);
  const committed = new Map(written.map((one) => [one.action, Number(one.committed)]));
  expect(committed.get("customer.update")).toBeGreaterThanOrEqual(PEOPLE * ROUNDS);
  expect(committed.get("customer.share")).toBeGreaterThan(0);
  expect(committed.get("customer.unshare")).toBeGreaterThan(0);
  // Some files were finished in time, some were caught on the way: the race was one.
  expect(files.filter(({ done }) => done > 0)).not.toEqual([]);
  const codes = new Set(files.flatMap(({ failed }) => Object.keys(failed)));
  expect([...codes]).toEqual(["rights_changed"]);
}, 3_600_000);
