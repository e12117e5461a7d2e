/** A publishing that is scheduled happens once, whichever nodes find it due, and however a node ends over it (R144). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishDue, scheduleDraft } from "../policies/schedule-draft.ts";
import { draftReply } from "../policies/draft-reply.ts";
import { lockDrafts } from "../policies/draft-store.ts";
import { saveRole } from "../policies/role-commands.ts";
import { as } from "../testing/enterprise.ts";
import { untilKilled } from "../testing/until-killed.ts";
import { LENGTH, pause, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

const MINUTE = 60_000;

let race: TwoNodes;
let administrator: string;

beforeAll(async () => {
  race = await startTwoNodes();
  administrator = await race.world.person("管理员", "administrator", race.world.root);
});
afterAll(() => race.close());

/** A draft with a new role in it, to be published in an hour by the clock on the wall. */
async function schedule(name: string): Promise<Date> {
  const [node] = race.nodes;
  const caller = as(administrator);
  const words = { zh: name, en: name };
  await saveRole(node, caller, { name: words, duties: words, grants: {}, classes: {} });
  const { draft } = await draftReply(node, caller);
  const at = new Date(Math.ceil(Date.now() / MINUTE) * MINUTE + 60 * MINUTE);
  await scheduleDraft(node, caller, { version: draft!.version, at: at.toISOString() });
  return at;
}

async function publications(): Promise<readonly { at: Date; scheduledFor: Date }[]> {
  const { rows } = await race.nodes[0].db.query<{ at: Date; scheduledFor: Date }>(
    `select at, scheduled_for as "scheduledFor" from policy_version where scheduled_for is not null order by number`,
  );
  return rows;
}

test("R144: two nodes find it due at once, and one of them publishes it", async () => {
  for (let round = 1; round <= 3 * LENGTH; round++) {
    const at = await schedule(`第${round}个`);
    await Promise.all([0, 1, 0, 1].map((node) => publishDue(race.nodes[node]!, at)));
    expect(await publications()).toHaveLength(round);
  }
  const { rows } = await race.nodes[0].db.query(
    "select 1 from audit_line where action = 'policyDraft.publish' and verdict = 'refused'",
  );
  expect(rows).toEqual([]);
});

test("R144: a node that is killed over it publishes nothing, and one that starts later publishes it then", async () => {
  const { db } = race.nodes[0];
  const before = await publications();
  const at = await schedule("被打断");
  const url = race.url;
  await db.transaction(async (tx) => {
    await lockDrafts(tx);
    const child = new URL("../testing/publish-child.ts", import.meta.url);
    await untilKilled(child, [url, at.toISOString()]);
  });
  expect(await publications()).toEqual(before);
  const late = new Date(Date.now() - 5 * MINUTE);
  await db.query("update policy_draft set publish_at = $1 where state = 'scheduled'", [late]);
  // What every node does by itself when it has time.
  while ((await publications()).length === before.length) await pause(100);
  const [found] = (await publications()).slice(before.length);
  expect(found!.scheduledFor).toEqual(late);
  expect(found!.at.getTime()).toBeGreaterThan(late.getTime() + 4 * MINUTE);
});
