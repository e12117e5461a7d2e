/** Publishing takes rights away like any other revocation: without a window, on every node (R144, R148). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "../errors.ts";
import { publishDraft } from "../policies/draft-commands.ts";
import { draftReply } from "../policies/draft-reply.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { saveRole } from "../policies/role-commands.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import type { Services } from "../services.ts";
import { as } from "../testing/enterprise.ts";
import { keepDoing, LENGTH, outcome, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

const WORDS = { zh: "赛跑", en: "Racing" };
const CLASSES = { basic: { own: "plain", beyond: "plain", write: true } } as const;
const OPEN = { "customer:view": "unit", "customer:edit": "unit" } as const;
const RACING: RoleTemplate = {
  id: "racing",
  name: WORDS,
  duties: WORDS,
  grants: OPEN,
  classes: CLASSES,
};

let race: TwoNodes;
let administrator: string;
let store: string;

beforeAll(async () => {
  race = await startTwoNodes([RACING]);
  store = await race.world.unit("南山店");
  administrator = await race.world.person("管理员", "administrator", race.world.root);
});
afterAll(() => race.close());

async function publish(node: Services, grants: Readonly<Record<string, string>>): Promise<void> {
  const caller = as(administrator);
  const { rows } = await node.db.query<{ version: number }>(
    "select version from role where id = $1",
    [roleIdOf("racing")],
  );
  const role = { id: roleIdOf("racing"), version: rows[0]!.version, name: WORDS, duties: WORDS };
  await saveRole(node, caller, { ...role, grants, classes: CLASSES });
  const { draft } = await draftReply(node, caller);
  await publishDraft(node, caller, { version: draft!.version });
}

test("R144, R148: nothing is written by a right that a publishing took, whichever node it comes to", async () => {
  const { world, nodes } = race;
  const { db } = world.services;
  const people = await Promise.all(
    [0, 1, 2].map((at) => world.person(`同事${at}`, "racing", store)),
  );
  const records = await world.insert(
    "customer",
    people.map((owner) => ({ unit: store, owner, name: "张三", stage: "new" })),
  );
  let written = 0;
  let refused = 0;
  const writers = people.map((person, index) =>
    keepDoing(async () => {
      const { gate } = nodes[index % 2]!;
      const id = records[index]!;
      const seen = await outcome(gate.get(as(person), "customer", id));
      if (seen instanceof Refusal) return void refused++;
      const { version } = seen.record;
      const done = await outcome(
        gate.update(as(person), "customer", { id, version, values: { note: `${version}` } }),
      );
      if (done instanceof Refusal) refused++;
      else written++;
    }),
  );
  for (let round = 0; round < 6 * LENGTH; round++) {
    await publish(nodes[round % 2]!, {});
    await publish(nodes[(round + 1) % 2]!, OPEN);
  }
  await publish(nodes[0]!, {});
  for (const writer of writers) await writer.stop();
  // From each publishing that took the right to the one that gave it back.
  const { rows } = await db.query<{ late: string }>(
    `select count(*) as late from record_history h join policy_version v on h.at > v.at
       and v.number % 2 = 0 and not exists (
         select 1 from policy_version w where w.number > v.number and w.at <= h.at)
     where h.object = 'customer' and h."by" = any($1::uuid[])`,
    [people],
  );
  expect(rows[0]!.late).toBe("0");
  expect(written).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});
