/**
 * R148 on native PostgreSQL with two nodes: readers, writers and sharers against revocations. The database's own commit
 * timestamps judge the writes; reads that begin after a revocation was acknowledged must come back empty.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "../db/database.ts";
import { bumpSubjects, lockSubjects } from "../gate/guard.ts";
import { connectServer } from "../db/server-driver.ts";
import { Refusal } from "../errors.ts";
import { VERBS } from "../http/verbs.ts";
import { startServices, type Services } from "../services.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";

/** Rounds of grant, race, revoke for each of so many people at once. `LATCHKEY_RACE` multiplies the rounds. */
const PEOPLE = 8;
const ROUNDS = 45 * Number(process.env["LATCHKEY_RACE"] ?? 1);

let server: NativeServer;
let world: Enterprise;
let second: Services;
let store: string;
let administrator: string;

beforeAll(async () => {
  server = await startNativeServer();
  world = await createEnterprise({ url: server.url });
  second = await startServices({
    db: createDatabase(connectServer(server.url)),
    baseUrl: "http://127.0.0.1",
  });
  store = await world.unit("南山店");
  administrator = await world.person("管理员", "administrator", world.root);
});

afterAll(async () => {
  await second.close();
  await world.close();
  await server.stop();
});

/** The codes a call may be refused with once its right is gone. */
const REFUSED: ReadonlySet<string> = new Set([
  "not_found",
  "forbidden",
  "suspended",
  "bad_request",
  "stale",
]);

async function outcome<Result>(call: Promise<Result>): Promise<Result | Refusal> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refusal && REFUSED.has(error.code)) return error;
    throw error;
  }
}

interface Late {
  readonly late: string;
  readonly checked: string;
}

/** Writes of a person that committed after a revocation of that person did, by the database's own clock of commits. */
async function lateWrites(actions: readonly string[]): Promise<Late> {
  const { rows } = await world.services.db.query<Late>(
    `with writes as (
       select person, pg_xact_commit_timestamp(transaction::xid) as at, at as began from audit_line
       where action = any($1) and verdict = 'allowed'
     ), windows as (
       select person, granted, revoked from race_window
     )
     select count(*) as checked, count(*) filter (where not exists (
       select from windows w where w.person = writes.person and writes.at >= w.granted and writes.at <= w.revoked
     )) as late from writes`,
    [actions],
  );
  return rows[0]!;
}

async function commitTime(services: Services, transaction: string): Promise<Date> {
  const { rows } = await services.db.query<{ at: Date }>(
    "select pg_xact_commit_timestamp($1::text::xid) as at",
    [transaction],
  );
  return rows[0]!.at;
}

interface Revocation {
  readonly person: string;
  readonly assignment: string;
}

/** As the administrator does it, through the gate. Returns its transaction. */
async function revokeByGate({ gate, db }: Services, { assignment }: Revocation): Promise<string> {
  const { record } = await gate.get(as(administrator), "assignment", assignment);
  await gate.delete(as(administrator), "assignment", { id: assignment, version: record.version });
  const { rows } = await db.query<{ transaction: string }>(
    `select transaction::text from audit_line where action = 'assignment.delete' and $1 = any(records)`,
    [assignment],
  );
  return rows[0]!.transaction;
}

/** The same locks and the same bump without the rest of the gate, so that thousands fit into a test. */
function revokeBare({ db }: Services, { person, assignment }: Revocation): Promise<string> {
  return db.transaction(async (tx) => {
    await lockSubjects(tx, [person]);
    await tx.query("update assignment set deleted_at = statement_timestamp() where id = $1", [
      assignment,
    ]);
    await bumpSubjects(tx, [person]);
    const { rows } = await tx.query<{ transaction: string }>(
      "select pg_current_xact_id()::text as transaction",
    );
    return rows[0]!.transaction;
  });
}

/** One in so many goes through the gate. */
const BY_GATE = 15;

test("R148: no write commits, and no read answers, under a right that was revoked before it", async () => {
  const { db } = world.services;
  await db.query(
    "create table race_window (person uuid, granted timestamptz, revoked timestamptz)",
  );
  let readsAfter = 0;
  let revocations = 0;

  async function racePerson(index: number): Promise<void> {
    const person = await world.person(`销售${index}`, null, store);
    const [customer] = await world.insert("customer", [
      { owner: person, unit: store, name: `客户${index}`, stage: "new" },
    ]);
    const nodes = [world.services, second];
    for (let round = 0; round < ROUNDS; round++) {
      const granted = await db.query<{ at: Date }>("select clock_timestamp() as at");
      const assignment = await world.assign(person, "seller", store);
      const stop = { now: false };
      let written: () => void = () => {};
      const firstWrite = new Promise<void>((resolve) => (written = resolve));
      const busy = nodes.map(async (node, place) => {
        while (!stop.now) {
          const seen = await outcome(node.gate.get(as(person), "customer", customer!));
          if (seen instanceof Refusal) {
            // Every refusal is a line in the trail: asking without a breath would only fill it.
            await new Promise((resolve) => setTimeout(resolve, 2));
            continue;
          }
          const { version } = seen.record;
          const values = { note: `${round} ${place} ${Math.random()}` };
          const done = await outcome(
            node.gate.update(as(person), "customer", { id: customer!, version, values }),
          );
          if (!(done instanceof Refusal)) written();
        }
      });
      // The race is on once the right is in use; the revocation comes at any point of the writes that follow.
      await firstWrite;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
      const revoke = round % BY_GATE === 0 ? revokeByGate : revokeBare;
      const transaction = await revoke(nodes[round % 2]!, { person, assignment });
      revocations++;
      const replies = await Promise.all(
        nodes.map((node) => node.gate.list(as(person), "customer", {})),
      );
      for (const { rows } of replies) {
        readsAfter++;
        expect(rows, "a list that began after the revocation was acknowledged").toEqual([]);
      }
      stop.now = true;
      await Promise.all(busy);
      await db.query("insert into race_window values ($1, $2, $3)", [
        person,
        granted.rows[0]!.at,
        await commitTime(world.services, transaction),
      ]);
    }
  }

  await Promise.all(Array.from({ length: PEOPLE }, (_, index) => racePerson(index)));
  const { late, checked } = await lateWrites(["customer.update"]);
  console.log(
    `R148: ${revocations} revocations, ${checked} writes committed, ${late} late; ${readsAfter} reads after`,
  );
  expect(Number(checked)).toBeGreaterThan(revocations / 2);
  expect(Number(late)).toBe(0);
}, 600_000);

test("R148: a share that is taken back is gone for the next statement on every node", async () => {
  const { gate } = world.services;
  const owner = await world.person("分享人", "storeHead", store);
  const guest = await world.person("被分享人", "seller", await world.unit("福田店"));
  const [customer] = await world.insert("customer", [
    { owner, unit: store, name: "共享客户", stage: "new" },
  ]);
  const share = (services: Services, body: object) =>
    VERBS["share"]!(services, as(owner), "customer", body as never) as Promise<{
      participant: string;
    }>;
  for (let round = 0; round < 40; round++) {
    const principal = { kind: "person", id: guest };
    const { participant } = await share(world.services, { id: customer, principal });
    expect((await second.gate.list(as(guest), "customer", {})).rows).toHaveLength(1);
    await VERBS["unshare"]!(second, as(owner), "customer", { id: customer, participant } as never);
    const replies = await Promise.all(
      [gate, second.gate].map((one) => one.list(as(guest), "customer", {})),
    );
    for (const { rows } of replies) expect(rows).toEqual([]);
  }
});

test("R148: a create cannot race a departure: what a suspended person created was committed before", async () => {
  const { db } = world.services;
  for (let round = 0; round < 25; round++) {
    const person = await world.person(`离职${round}`, "seller", store);
    const stop = { now: false };
    const creating = [world.services, second].map(async ({ gate }) => {
      while (!stop.now) await outcome(gate.create(as(person), "customer", { name: "新客户" }));
    });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    const { record } = await second.gate.get(as(administrator), "person", person);
    await second.gate.update(as(administrator), "person", {
      id: person,
      version: record.version,
      values: { status: "suspended" },
    });
    const count = async () =>
      (
        await db.query<{ n: string }>("select count(*) as n from customer where owner = $1", [
          person,
        ])
      ).rows[0]!.n;
    const atDeparture = await count();
    await new Promise((resolve) => setTimeout(resolve, 15));
    stop.now = true;
    await Promise.all(creating);
    expect(await count()).toBe(atDeparture);
  }
});
