/** R148 on native PostgreSQL with two nodes: shares that are taken back and people who leave, against readers and writers. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "../errors.ts";
import { VERBS } from "../http/verbs.ts";
import type { Services } from "../services.ts";
import { as } from "../testing/enterprise.ts";
import { keepDoing, LENGTH, outcome, pause, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

let race: TwoNodes;
let store: string;
let administrator: string;

beforeAll(async () => {
  race = await startTwoNodes();
  store = await race.world.unit("南山店");
  administrator = await race.world.person("管理员", "administrator", race.world.root);
  // As in `revocation.test.ts`: what is read closed was read after the share had been taken back.
  const { db } = race.world.services;
  await db.query(`
    create function close_record() returns trigger language plpgsql as $$ begin
      update customer set note = 'closed' where id = new.record_id;
      return null;
    end $$`);
  await db.query(`
    create trigger taken_back after update of deleted_at on participant
      for each row when (new.deleted_at is not null) execute function close_record()`);
});

afterAll(() => race.close());

test("R148: a share that is taken back is gone for the statement that begins next, on every node", async () => {
  const { world, nodes } = race;
  const owner = await world.person("分享人", "storeHead", store);
  const guest = await world.person("被分享人", "seller", await world.unit("夜间柜台", store));
  const [customer] = await world.insert("customer", [
    { owner, unit: store, name: "共享客户", stage: "new" },
  ]);
  const share = (services: Services, verb: string, body: object) =>
    VERBS[verb]!(services, as(owner), "customer", { id: customer, ...body } as never);
  let seen = 0;
  const readers = nodes.map(({ gate }) =>
    keepDoing(async () => {
      const { rows } = await gate.list(as(guest), "customer", {});
      for (const { values } of rows) {
        seen++;
        expect(values["note"]).toBe("open");
      }
    }),
  );
  for (let round = 0; round < 20 * LENGTH; round++) {
    await world.services.db.query("update customer set note = 'open' where id = $1", [customer]);
    const principal = { kind: "person", id: guest };
    const { participant } = (await share(nodes[0], "share", { principal })) as {
      participant: string;
    };
    expect((await nodes[1].gate.list(as(guest), "customer", {})).rows).toHaveLength(1);
    await share(nodes[1], "unshare", { participant });
    for (const { gate } of nodes)
      expect((await gate.list(as(guest), "customer", {})).rows).toEqual([]);
  }
  for (const reader of readers) await reader.stop();
  expect(seen).toBeGreaterThan(0);
}, 600_000);

test("R148: a create cannot race a departure: what a suspended person created was committed before", async () => {
  const { world, nodes } = race;
  const { db } = world.services;
  let created = 0;
  let late = 0;
  for (let round = 0; round < 15 * LENGTH; round++) {
    const person = await world.person(`离职${round}`, "seller", store);
    let first: () => void = () => {};
    const firstCreated = new Promise<void>((resolve) => (first = resolve));
    const creating = nodes.map(({ gate }) =>
      keepDoing(async () => {
        const done = await outcome(gate.create(as(person), "customer", { name: "新客户" }));
        if (done instanceof Refusal) await pause(2);
        else first();
      }),
    );
    await firstCreated;
    await pause(Math.random() * 10);
    const { record } = await nodes[1].gate.get(as(administrator), "person", person);
    await nodes[1].gate.update(as(administrator), "person", {
      id: person,
      version: record.version,
      values: { status: "suspended" },
    });
    await Promise.all(creating.map((one) => one.stop()));
    const { rows } = await db.query<{ created: string; late: string }>(
      `select count(*) as created, count(*) filter (where pg_xact_commit_timestamp(c.xmin) > pg_xact_commit_timestamp(p.xmin)) as late
       from customer c join person p on p.id = c.owner where p.id = $1`,
      [person],
    );
    created += Number(rows[0]!.created);
    late += Number(rows[0]!.late);
  }
  expect(created).toBeGreaterThanOrEqual(15 * LENGTH);
  expect(late).toBe(0);
}, 600_000);
