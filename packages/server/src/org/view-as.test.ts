/** Looking at the product as somebody else sees it (R105). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCallers, type Callers } from "../testing/callers.ts";
import { noteViewingEnds } from "./view-as.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let seller: string;
let admin: string;
/** Administers, and reads all customers with contact data masked. */
let chief: string;
let colleague: string;
let mine: string;
let others: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  seller = await world.person("销售甲", "seller", store);
  colleague = await world.person("销售乙", "seller", store);
  admin = await world.person("管理员丁", "administrator", world.root);
  chief = await world.person("总监", "operationsDirector", world.root);
  await world.assign(chief, "administrator", world.root);
  const base = { stage: "new", phone: "+8613900001234", unit: store };
  [mine, others] = (await world.insert("customer", [
    { ...base, owner: seller, name: "张三" },
    { ...base, owner: colleague, name: "李四" },
  ])) as [string, string];
  callers = await createCallers(world.services);
});
beforeEach(async () => {
  for (const person of [seller, admin, chief]) await callers.signIn(person);
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

const NO_REQUESTS = { requests: [], waiting: 0, deputies: [] };

const start = (person: string, target: unknown) =>
  callers.call(person, "viewing/start", { person: target });
const end = (person: string) => callers.call(person, "viewing/end", {});
const idsSeen = async (person: string): Promise<readonly string[]> =>
  (await callers.call(person, "customer.list", {})).body.rows.map(({ id }: { id: string }) => id);
const linesOf = async (person: string) => {
  await world.services.trail.flush();
  const { rows } = await world.services.db.query<Record<string, unknown>>(
    `select action, viewed_as as "viewedAs", verdict, reason, detail from audit_line where person = $1 order by at, id`,
    [person],
  );
  return rows;
};

describe("R105: to view as somebody", () => {
  test("is to see the rows that both may, at the lower of both levels, on the screens of the other", async () => {
    expect((await idsSeen(chief)).toSorted()).toEqual([mine, others].toSorted());
    expect((await start(chief, seller)).status).toBe(200);
    expect(await idsSeen(chief)).toEqual([mine]);
    const { record } = (await callers.call(chief, "customer.get", { id: mine })).body;
    // The seller reads it in full, the director masked.
    expect(record.masked).toContain("phone");
    expect((await callers.call(chief, "customer.get", { id: others })).status).toBe(404);
    const own = (await callers.call(seller, "me")).body;
    const me = (await callers.call(chief, "me")).body;
    expect(me.person).toEqual({ ...own.person, email: "" });
    expect(me.may).toEqual(own.may);
    expect(me.viewing.by.id).toBe(chief);
    expect(Date.parse(me.viewing.until) - Date.now()).toBeLessThanOrEqual(30 * 60_000);
    await end(chief);
    expect((await callers.call(chief, "me")).body.viewing).toBeNull();
    expect((await idsSeen(chief)).length).toBe(2);
  });

  test("shows no customer to who may see none", async () => {
    await start(admin, seller);
    expect(await idsSeen(admin)).toEqual([]);
    expect((await callers.call(admin, "customer.get", { id: mine })).status).toBe(404);
    const { objects } = (await callers.call(admin, "meta")).body;
    expect(objects.map(({ name }: { name: string }) => name)).toContain("customer");
    const sorted = { sort: [{ field: "createdAt", direction: "desc" }] };
    expect((await callers.call(admin, "customer.list", sorted)).body.rows).toEqual([]);
    await end(admin);
  });

  test("changes nothing: every write, mark and file to take away is refused by name", async () => {
    await start(chief, seller);
    const { body } = await callers.call(chief, "customer.get", { id: mine });
    const { version } = body.record;
    const attempts: Readonly<Record<string, object>> = {
      "customer.create": { values: { name: "王五" } },
      "customer.update": { id: mine, version, values: { name: "王五" } },
      "customer.delete": { id: mine, version },
      "customer.bulk": { ids: [mine], action: "delete" },
      "customer.reveal": { id: mine, field: "phone" },
      "customer.export": { format: "csv" },
      "customer.print": {},
      "customer.probe": { values: { phone: "+8613900001234" } },
      "customer.lookUp": { order: "1" },
      "customer.share": { id: mine },
      "inbox/read": { ids: null },
      "viewing/start": { person: colleague },
      "auth/change-password": { currentPassword: "x", newPassword: "y" },
      "person.suspend": { id: colleague, version: 1 },
    };
    for (const [name, payload] of Object.entries(attempts)) {
      const reply = await callers.call(chief, name, payload);
      expect([name, reply.status, reply.body.code]).toEqual([name, 403, "viewing_only"]);
    }
    const now = await callers.call(chief, "customer.get", { id: mine });
    expect(now.body.record.version).toBe(version);
    await end(chief);
  });

  test("the gate itself writes nothing for who looks through another's eyes", async () => {
    const viewing = { target: seller, until: new Date(Date.now() + 60_000) };
    const caller = { person: chief, source: null, viewing };
    await expect(
      world.services.gate.create(caller, "customer", { name: "王五", stage: "new" }),
    ).rejects.toMatchObject({ code: "viewing_only" });
    await expect(
      world.services.gate.reveal(caller, "customer", { id: mine, field: "phone" }),
    ).rejects.toMatchObject({ code: "viewing_only" });
  });

  test("everything read is in the trail under the real name, with whose eyes; and so are its beginning and its end", async () => {
    await start(chief, seller);
    await callers.call(chief, "customer.get", { id: mine });
    await end(chief);
    const lines = await linesOf(chief);
    const at = lines.findLastIndex(({ action }) => action === "person.viewAs");
    expect(lines.slice(at).map(({ action, viewedAs }) => [action, viewedAs])).toEqual([
      ["person.viewAs", null],
      ["customer.get", seller],
      ["person.endViewAs", null],
    ]);
    expect(JSON.stringify(lines[at]!["detail"])).toContain("until");
    expect((await linesOf(seller)).some(({ action }) => action === "customer.get")).toBe(false);
    // What was opened by other eyes is not among what one has opened.
    const recent = (await callers.call(chief, "workbench/recent")).body.records;
    expect(recent).toEqual([]);
  });

  test("what the other was told and has opened is theirs", async () => {
    await callers.call(seller, "customer.get", { id: mine });
    await start(chief, seller);
    expect((await callers.call(chief, "workbench/recent")).body.records).toEqual([]);
    expect((await callers.call(chief, "inbox")).body).toEqual({ lines: [], unread: 0 });
    await end(chief);
  });

  test("takes the right to it, the assignments of that person, and somebody else", async () => {
    expect((await start(seller, colleague)).status).toBe(404);
    expect((await start(chief, chief)).body.code).toBe("forbidden");
    for (const nobody of ["01a00000-0000-7000-8000-000000000000", "x", 7, null])
      expect((await start(chief, nobody)).status).toBe(404);
    const gone = await world.person("离职", "seller", store);
    await world.services.db.query("update person set status = 'suspended' where id = $1", [gone]);
    expect((await start(chief, gone)).body.code).toBe("viewing_suspended");
  });

  test("ends by itself, with the session, and is one session's alone", async () => {
    await start(chief, seller);
    await callers.signIn(chief);
    expect((await callers.call(chief, "me")).body.viewing).toBeNull();
    await start(chief, seller);
    await callers.call(chief, "auth/sign-out", {});
    const { rows } = await world.services.db.query<{ person: string }>(
      "select v.person from viewing_as v join auth_session s on s.id = v.session",
    );
    expect(rows).toHaveLength(1);
    await callers.signIn(chief);
    await start(chief, seller);
    await idsSeen(chief);
    await world.services.db.query(
      "update viewing_as set until = statement_timestamp() where person = $1",
      [chief],
    );
    expect((await callers.call(chief, "me")).body.viewing).toBeNull();
    // The trail has its end also where nobody ended it.
    const { db, trail } = world.services;
    await noteViewingEnds(db, trail);
    const last = (await linesOf(chief)).findLast(({ action }) => action === "person.endViewAs")!;
    expect(JSON.parse(String(last["detail"]))).toMatchObject({ byItself: true });
    expect((await db.query("select from viewing_as where person = $1", [chief])).rowCount).toBe(0);
  });

  test("R148: the guard itself ends it to the moment, whatever was planned before", async () => {
    const viewing = { target: seller, until: new Date(Date.now() + 900) };
    const caller = { person: chief, source: null, viewing };
    const { gate } = world.services;
    expect((await gate.list(caller, "customer", {})).rows).toHaveLength(1);
    await new Promise((done) => setTimeout(done, 1_000));
    await expect(gate.list(caller, "customer", {})).rejects.toMatchObject({ code: "viewing_over" });
  });

  test("R148: ends when the right of either side to it ends", async () => {
    const helper = await world.person("助理", "operationsDirector", world.root);
    const right = await world.assign(helper, "administrator", world.root);
    await callers.signIn(helper);
    await start(helper, seller);
    expect(await idsSeen(helper)).toEqual([mine]);
    await world.unassign(right, helper);
    const over = await callers.call(helper, "customer.list", {});
    expect([over.status, over.body.code]).toEqual([409, "viewing_over"]);
    // Over for good: what follows is their own again.
    expect((await idsSeen(helper)).length).toBe(2);

    await start(chief, colleague);
    expect(await idsSeen(chief)).toEqual([others]);
    await world.services.db.query(
      "update subject_version set suspended = true, n = n + 1 where person = $1",
      [colleague],
    );
    expect((await callers.call(chief, "customer.list", {})).body.code).toBe("viewing_over");
    expect((await callers.call(chief, "me")).body.viewing).toBeNull();
    await world.services.db.query(
      "update subject_version set suspended = false, n = n + 1 where person = $1",
      [colleague],
    );
  });

  test("R148: what is taken from either is gone from the next answer", async () => {
    const target = await world.person("新人", null, store);
    const role = await world.assign(target, "storeHead", store);
    await start(chief, target);
    expect((await idsSeen(chief)).length).toBe(2);
    await world.unassign(role, target);
    expect(await idsSeen(chief)).toEqual([]);
    await end(chief);
  });

  test("a page that was opened before it began, or before it ended, is told so", async () => {
    const page = { "x-latchkey-person": chief };
    await start(chief, seller);
    expect((await callers.call(chief, "me", undefined, page)).body.code).toBe("viewing_changed");
    const eyes = { ...page, "x-latchkey-views-as": seller };
    expect((await callers.call(chief, "me", undefined, eyes)).status).toBe(200);
    await end(chief);
    expect((await callers.call(chief, "me", undefined, eyes)).body.code).toBe("viewing_changed");
  });

  test("nothing that is not known to read is answered meanwhile", async () => {
    await start(chief, seller);
    for (const name of ["policy/file", "exports/1", "imports/1"])
      expect([name, (await callers.call(chief, name)).status]).toEqual([name, 403]);
    for (const verb of ["request.propose", "rehearsal.judge", "sandbox.preview"])
      expect([verb, (await callers.call(chief, verb, {})).body.code]).toEqual([
        verb,
        "viewing_only",
      ]);
    // What the other asked and may decide is theirs; what both may see is answered.
    expect((await callers.call(chief, "requests")).body).toEqual(NO_REQUESTS);
    expect((await callers.call(chief, "me/rehearsals")).body).toEqual({ rehearsals: [] });
    const reads = ["sandboxes", "policy/impact", "policy/rehearsals", "policy/vocabulary"];
    for (const name of reads)
      expect([name, (await callers.call(chief, name)).status]).toEqual([name, 200]);
    expect((await callers.call(chief, "policy/rehearsals")).body.mayStart).toBe(false);
    await end(chief);
  });
});
