/**
 * A sandbox on a real clock: two nodes read and write by it all the time, and the database's clock, asked just before and
 * just after each of them, judges: nothing is allowed before it begins or after it ends, and nothing refused while it runs.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { approveRequest } from "../approvals/approvals.ts";
import { readRequest } from "../approvals/request-store.ts";
import { Refusal } from "../errors.ts";
import type { SandboxInput } from "../http/contract.ts";
import { readSandbox } from "../policies/sandboxes/sandbox-store.ts";
import { noteEnds } from "../sandboxes/note-ends.ts";
import { endSandbox, initiateSandbox } from "../sandboxes/sandbox-commands.ts";
import { sandboxTrace } from "../sandboxes/sandbox-reply.ts";
import type { Services } from "../services.ts";
import { as } from "../testing/enterprise.ts";
import { fillSandboxWorld, SANDBOX_ROLES, type SandboxWorld } from "../testing/sandbox-world.ts";
import { keepDoing, outcome, pause, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

const LENGTH_MS = 4_000;

let race: TwoNodes;
let filled: SandboxWorld;

beforeAll(async () => {
  race = await startTwoNodes(SANDBOX_ROLES);
  filled = await fillSandboxWorld(race.world);
});
afterAll(() => race.close());

/** Milliseconds by the clock that decides. */
async function clock({ db }: Services): Promise<number> {
  const { rows } = await db.query<{ at: Date }>("select clock_timestamp() as at");
  return rows[0]!.at.getTime();
}

async function open(input: SandboxInput): Promise<string> {
  const [node] = race.nodes;
  const { people } = filled;
  const { id } = await initiateSandbox(node, as(people["maker"]!), input);
  const { request } = (await readSandbox(node.db, id))!;
  const { version } = (await readRequest(node.db, request!))!;
  await approveRequest(node.approvals, as(people["approver"]!), { id: request, version });
  return id;
}

class Judge {
  readonly #from: number;
  readonly #until: number;
  early = 0;
  late = 0;
  refused = 0;
  allowed = 0;

  constructor(from: number, until: number) {
    this.#from = from;
    this.#until = until;
  }

  judge(isAllowed: boolean, before: number, after: number): void {
    if (isAllowed && after < this.#from) this.early++;
    if (isAllowed && before >= this.#until) this.late++;
    if (!isAllowed && before >= this.#from && after < this.#until) this.refused++;
    if (isAllowed) this.allowed++;
  }
}

/** Reads and writes the visit by turns. */
const work = (node: Services, visit: string, judge: Judge) => async (): Promise<void> => {
  const member = as(filled.people["specialist"]!);
  const beforeRead = await clock(node);
  const seen = await outcome(node.gate.get(member, "storeVisit", visit));
  judge.judge(!(seen instanceof Refusal), beforeRead, await clock(node));
  if (seen instanceof Refusal) return pause(3);
  const { id, version } = seen.record;
  const beforeWrite = await clock(node);
  const values = { note: `${version}` };
  const written = await outcome(node.gate.update(member, "storeVisit", { id, version, values }));
  judge.judge(!(written instanceof Refusal), beforeWrite, await clock(node));
};

const FULL = { own: "plain", beyond: "plain", write: true } as const;

/** Visits of the region to be worked on, between two moments. */
const taskForce = (name: string, from: number, until: number): SandboxInput => ({
  name,
  kind: "taskForce",
  reason: "双十一",
  people: [filled.people["specialist"]!],
  groups: [],
  places: [filled.units["region"]!],
  roles: [],
  grants: { "storeVisit:view": "subtree", "storeVisit:edit": "subtree" },
  classes: { basic: FULL },
  fields: {},
  adds: ["edit"],
  blocks: [],
  approver: filled.people["approver"]!,
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

test("R58: it begins and ends on two nodes at once by the clock, for reads and for writes", async () => {
  const { people, records } = filled;
  const from = (await clock(race.nodes[0])) + 3_000;
  const until = from + LENGTH_MS;
  const id = await open(taskForce("专班", from, until));
  expect(await clock(race.nodes[0])).toBeLessThan(from);
  const judges = [new Judge(from, until), new Judge(from, until)];
  const visits = [records["visit"]!, records["otherVisit"]!];
  const working = race.nodes.map((node, at) => keepDoing(work(node, visits[at]!, judges[at]!)));
  await pause(until + 1_500 - Date.now());
  await Promise.all(working.map((one) => one.stop()));
  for (const { early, late, refused, allowed } of judges) {
    expect({ early, late, refused }).toEqual({ early: 0, late: 0, refused: 0 });
    // Enough to mean something; how many there are is the machine's business.
    expect(allowed).toBeGreaterThan(5);
  }
  for (const node of race.nodes) await node.trail.flush();
  const { end, people: done } = await sandboxTrace(race.nodes[1], as(people["maker"]!), id);
  expect(end).toMatchObject({ at: new Date(until).toISOString(), allowedAfter: 0 });
  expect(done.map(({ person }) => person.id)).toEqual([people["specialist"]]);
}, 60_000);

test("R148: ended early on one node, nothing by it is allowed on either once that act is done", async () => {
  const [here] = race.nodes;
  const now = await clock(here);
  const id = await open(taskForce("提前结束", now, now + 3_600_000));
  // It has been running from before anything is asked, and its end is judged by the answer to ending it.
  const judges = race.nodes.map(() => new Judge(now, Number.POSITIVE_INFINITY));
  const visits = [filled.records["visit"]!, filled.records["otherVisit"]!];
  const before = race.nodes.map((node, at) => keepDoing(work(node, visits[at]!, judges[at]!)));
  await pause(1_000);
  await Promise.all(before.map((one) => one.stop()));
  for (const { allowed, refused } of judges) {
    expect(allowed).toBeGreaterThan(5);
    expect(refused).toBe(0);
  }
  const after = race.nodes.map(() => new Judge(now, now));
  const { version } = (await readSandbox(here.db, id))!;
  let isOver = false;
  const working = race.nodes.map((node, at) => {
    const during = new Judge(now, Number.POSITIVE_INFINITY);
    return keepDoing(async () => work(node, visits[at]!, isOver ? after[at]! : during)());
  });
  await pause(300);
  await endSandbox(here, as(filled.people["maker"]!), { id, version });
  isOver = true;
  await pause(1_000);
  await Promise.all(working.map((one) => one.stop()));
  for (const { late, allowed } of after) expect({ late, allowed }).toEqual({ late: 0, allowed: 0 });
}, 60_000);

test("the trail has one line of each end, whichever node wrote it", async () => {
  const [{ db }] = race.nodes;
  const lines = async () =>
    (
      await db.query<{ at: string }>(
        "select detail::jsonb ->> 'at' as at from audit_line where action = 'sandbox.ended'",
      )
    ).rows;
  await expect.poll(lines, { timeout: 20_000, interval: 500 }).toHaveLength(2);
  await Promise.all(race.nodes.map((node) => noteEnds(node.db, node.trail)));
  expect(await lines()).toHaveLength(2);
}, 40_000);
