import { afterAll, beforeAll, expect, test } from "vitest";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";

let server: NativeServer;
let world: Enterprise;

beforeAll(async () => {
  server = await startNativeServer();
  world = await createEnterprise({ url: server.url });
});

afterAll(async () => {
  await world.close();
  await server.stop();
});

test("of administrators who all leave in the same moment, one stays", async () => {
  const { gate, db } = world.services;
  for (let round = 0; round < 5; round++) {
    const administrators: string[] = [];
    const assignments: string[] = [];
    for (let index = 0; index < 3; index++) {
      const person = await world.person(`管理员${index}`, null, world.root);
      administrators.push(person);
      assignments.push(await world.assign(person, "administrator", world.root));
    }
    const ends = administrators.map((person, index) =>
      gate.delete(as(person), "assignment", { id: assignments[index]!, version: 1 }).then(
        () => "left",
        (error: { code?: string }) => error.code,
      ),
    );
    const outcomes = await Promise.all(ends);
    expect(outcomes.toSorted()).toEqual(["last_administrator", "left", "left"]);
    await db.query(
      "update assignment set deleted_at = statement_timestamp() where id = any($1::uuid[])",
      [assignments],
    );
  }
});

test("a share that is taken back under a write is obeyed: nothing is decided by it afterwards", async () => {
  const { gate, db } = world.services;
  const store = await world.unit("南山店");
  const owner = await world.person("店长", "storeHead", store);
  const reader = await world.person("销售", "seller", await world.unit("福田店"));
  const [customer] = (await world.insert("customer", [
    { unit: store, owner, name: "张三", stage: "new" },
  ])) as [string];
  const [participant] = (await world.insert("participant", [
    {
      object: "customer",
      recordId: customer,
      principalKind: "person",
      principalId: reader,
      function: "collaborator",
    },
  ])) as [string];
  await gate.update(as(reader), "customer", { id: customer, version: 1, values: { note: "前" } });
  const writes = Array.from({ length: 8 }, async () => {
    const { record } = await gate.get(as(reader), "customer", customer);
    return gate.update(as(reader), "customer", {
      id: customer,
      version: record.version,
      values: { note: `后${Math.random()}` },
    });
  });
  const ended = VERBS["unshare"]!(world.services, as(owner), "customer", {
    id: customer,
    participant,
  } as never);
  await Promise.allSettled(writes);
  await ended;
  const { rows } = await db.query<{ late: string }>(
    `select count(*) as late from record_history h where h.record = $1 and h."by" = $2
       and h.at > (select at from record_history where record = $3 and action = 'delete')`,
    [customer, reader, participant],
  );
  expect(rows[0]!.late).toBe("0");
  await expect(gate.get(as(reader), "customer", customer)).rejects.toMatchObject({
    code: "not_found",
  });
});
