/** What somebody is in the team of a record bounds what they see and do there, and nowhere else. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoleDraft, Row } from "../http/contract.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { exportFile } from "../testing/exchange.ts";
import { publishDraft, saveAndPublish } from "../testing/policy.ts";
import type { RoleTemplate } from "./role-template.ts";

const FULL = { own: "plain", beyond: "absent", write: true } as const;
const LOOKED_AT = { own: "plain", beyond: "absent", write: false } as const;
const HIDDEN = { own: "absent", beyond: "absent", write: false } as const;

const ALL_OF_OWN: RoleDraft["grants"] = {
  "customer.view": "own",
  "customer.create": "own",
  "customer.edit": "own",
  "customer.export": "own",
  "communication.view": "own",
  "communication.write": "own",
  "communication.versions": "own",
};
const CLASSES = { basic: FULL, contact: FULL, commercial: FULL, financial: FULL };

/** Both people hold this one: what differs between them is their function. */
const TUTOR: RoleTemplate = {
  id: "tutor",
  name: { zh: "导师", en: "Tutor" },
  duties: { zh: "试", en: "Test" },
  grants: { ...ALL_OF_OWN, "participant:view": "own" },
  classes: CLASSES,
};

const CONSULTANT: RoleDraft = {
  name: { zh: "顾问", en: "Consultant" },
  duties: { zh: "看不到金额", en: "Sees no amounts" },
  grants: ALL_OF_OWN,
  classes: { ...CLASSES, financial: HIDDEN },
  fields: { customer: { spend: HIDDEN } },
  function: "consultant",
};

const TEACHER: RoleDraft = {
  name: { zh: "班主任", en: "Class teacher" },
  duties: { zh: "不能修改联系方式", en: "Changes no contact data" },
  grants: { ...ALL_OF_OWN, "customer.export": "none", "contact:edit": "none" },
  classes: { ...CLASSES, contact: LOOKED_AT },
  function: "teacher",
};

let world: Enterprise;
let callers: Callers;
let store: string;
const people: Record<string, string> = {};
const id: Record<string, string> = {};

beforeAll(async () => {
  world = await createEnterprise({ templates: [TUTOR] });
  store = await world.unit("南山店");
  people["admin"] = await world.person("管理员", "administrator", world.root);
  people["head"] = await world.person("店长", "storeHead", store);
  for (const name of ["consultant", "teacher", "collaborator", "partner"])
    people[name] = await world.person(name, "tutor", store);
  callers = await createCallers(world.services);
  for (const person of Object.values(people)) await callers.signIn(person);
  const insert = async (object: string, name: string, row: object) => {
    const place = { unit: store, owner: people["head"] };
    [id[name]] = (await world.insert(object, [{ ...place, ...row }])) as [string];
  };
  const yuan = (amount: string) => ({ amount, currency: "CNY" });
  const student = { stage: "signed", phone: "+8613900001234" };
  await insert("customer", "student", { ...student, name: "学员甲", spend: yuan("800000") });
  await insert("customer", "other", { ...student, name: "学员乙", spend: yuan("100") });
  await insert("contact", "parent", {
    name: "家长",
    customer: id["student"],
    phone: "+8613900001235",
  });
  await insert("followUp", "talk", {
    customer: id["student"],
    subject: "试听",
    kind: "call",
    content: "好",
    state: "draft",
    at: "2026-03-01T04:00:00.000Z",
  });
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

const call = (person: string, name: string, payload?: object) =>
  callers.call(people[person]!, name, payload);
const publish = (draft: RoleDraft) => saveAndPublish(callers, people["admin"]!, draft);
const join = (person: string, part: string, record = "student") =>
  call("head", "customer.share", {
    id: id[record],
    principal: { kind: "person", id: people[person] },
    function: part,
  });
const rowOf = async (person: string, object = "customer", record = "student"): Promise<Row> =>
  (await call(person, `${object}.get`, { id: id[record] })).body.record;
const listed = async (person: string, question: object): Promise<readonly string[]> =>
  (await call(person, "customer.list", question)).body.rows.map((row: Row) => row.id);

describe("R50: functions in the team of one record", () => {
  test("R50: they are set up as a change of the policy, and chosen when somebody joins the team", async () => {
    for (const draft of [CONSULTANT, TEACHER])
      expect(await publish(draft)).toMatchObject({ status: 200 });
    for (const part of ["consultant", "teacher", "collaborator"])
      for (const record of ["student", "other"])
        expect(await join(part, part, record)).toMatchObject({ status: 200 });
  });

  test("R50: two people of one role in the same team see different cells and do different things", async () => {
    const [consultant, teacher] = [await rowOf("consultant"), await rowOf("teacher")];
    expect(consultant.hidden).toContain("spend");
    expect(teacher.values["spend"]).toMatchObject({ amount: "800000" });
    expect(consultant.writable).toContain("phone");
    expect(teacher.values["phone"]).toBe("+8613900001234");
    expect(teacher.writable).not.toContain("phone");
    expect(teacher.writable).toContain("note");
    expect(consultant.can).toMatchObject({ edit: true, export: true });
    expect(teacher.can).toMatchObject({ edit: true, export: false });
    const contacts = [
      await rowOf("consultant", "contact", "parent"),
      await rowOf("teacher", "contact", "parent"),
    ];
    expect(contacts.map(({ can }) => can["edit"])).toEqual([true, false]);
    const values = { phone: "+8613900009999" };
    const { version } = teacher;
    expect(
      await call("teacher", "customer.update", { id: id["student"], version, values }),
    ).toMatchObject({
      status: 403,
      body: { code: "forbidden" },
    });
  });

  test("R50: what one does not see is in no list, filter, order, search, export and timeline of theirs", async () => {
    const both = [id["student"], id["other"]].toSorted();
    const dear = {
      filter: { field: "spend", op: "atLeast", value: { amount: "1000", currency: "CNY" } },
    };
    expect(await listed("teacher", dear)).toEqual([id["student"]]);
    expect(await listed("consultant", dear)).toEqual([]);
    const byAmount = (direction: string) => ({ sort: [{ field: "spend", direction }] });
    expect(await listed("teacher", byAmount("asc"))).toEqual([id["other"], id["student"]]);
    const orders = [
      await listed("consultant", byAmount("asc")),
      await listed("consultant", byAmount("desc")),
    ];
    expect(orders.map((order) => order.toSorted())).toEqual([both, both]);
    expect(await listed("teacher", { search: "学员甲" })).toEqual([id["student"]]);
    const { text } = await exportFile(world.services, people["consultant"]!, "customer", {
      columns: ["name", "spend"],
    });
    expect(text).toContain("学员甲");
    expect(text).not.toContain("8000");
    const taught = await exportFile(world.services, people["teacher"]!, "customer", {
      columns: ["name"],
    });
    expect(taught.job.rows).toBe(0);
    const told = async (person: string) =>
      JSON.stringify((await call(person, "customer.timeline", { id: id["student"] })).body);
    for (const person of ["consultant", "teacher"]) expect(await told(person)).toContain("试听");
    expect(await told("consultant")).not.toContain("8000");
  });

  test("whoever takes part without a function that bounds has what their role gives there", async () => {
    const row = await rowOf("collaborator");
    expect(row.values["spend"]).toMatchObject({ amount: "800000" });
    expect(row.writable).toContain("phone");
    expect(row.can).toMatchObject({ edit: true, export: true });
  });

  test("to be in the team twice adds up; to leave it takes what that function brought", async () => {
    const { body } = await join("consultant", "teacher");
    const row = await rowOf("consultant");
    expect(row.values["spend"]).toMatchObject({ amount: "800000" });
    expect(row.writable).toContain("phone");
    await call("head", "customer.unshare", { id: id["student"], participant: body.participant });
    expect((await rowOf("consultant")).hidden).toContain("spend");
  });
});

describe("functions of an organisation's own", () => {
  const GUEST: RoleDraft = {
    name: { zh: "外部伙伴", en: "Partner" },
    duties: { zh: "只看基本信息", en: "Looks at basics" },
    grants: { "customer.view": "own" },
    classes: { basic: LOOKED_AT },
    fields: { customer: { source: { ...LOOKED_AT, own: "absent" } } },
    function: "new",
  };
  let part: string;
  let version: number;

  test("one that only looks is lent by who may share, to a person, a unit or a group", async () => {
    const { body } = await publish(GUEST);
    part = body.id;
    version = body.version;
    const { functions } = (await call("head", "teamFunctions")).body;
    expect(functions).toContainEqual({
      name: part,
      label: GUEST.name,
      duties: GUEST.duties,
      opens: { classes: { basic: "plain" }, fields: { customer: { source: "absent" } } },
      isLooking: true,
    });
    const shared = await call("head", "customer.share", {
      id: id["other"],
      principal: { kind: "unit", id: store },
      function: part,
    });
    expect(shared.status).toBe(200);
    const row = await rowOf("partner", "customer", "other");
    expect(row.values["name"]).toBe("学员乙");
    expect(row.hidden).toEqual(expect.arrayContaining(["phone", "spend", "source"]));
    expect(row.can).toMatchObject({ view: true, edit: false, export: false });
    expect(await call("admin", "role.archive", { id: part, version })).toMatchObject({
      body: { code: "role_in_use" },
    });
    const { participant } = shared.body;
    await call("head", "customer.unshare", { id: id["other"], participant });
    expect((await call("partner", "customer.get", { id: id["other"] })).status).toBe(404);
  });

  test("is nobody's role: given to somebody it gives nothing", async () => {
    const given = await call("admin", "assignment.create", {
      values: { person: people["partner"], role: part, atUnit: store, reason: "试" },
    });
    expect(given.status).toBe(200);
    expect(await listed("partner", {})).toEqual([]);
    const { record } = given.body;
    await call("admin", "assignment.delete", { id: record.id, version: record.version });
  });

  test("there is one of a name, it stays what it is, and has no rules of its own", async () => {
    const save = (draft: object) => call("admin", "role.save", { ...GUEST, ...draft });
    expect((await save({ function: "teacher" })).body.problems).toMatchObject([
      { path: "function", code: "taken" },
    ]);
    expect((await save({ function: "king" })).body.problems).toMatchObject([
      { path: "function", code: "not_choice" },
    ]);
    const rule = { id: "r", effect: "permit", actions: ["customer.view"], scope: "all" };
    expect((await save({ function: "service", rules: [rule] })).body.problems).toMatchObject([
      { path: "rules", code: "function_rules" },
    ]);
    const { status } = await call("admin", "role.archive", { id: part, version });
    expect(status).toBe(200);
    expect(await publishDraft(callers, people["admin"]!)).toMatchObject({ status: 200 });
    expect(await join("partner", part)).toMatchObject({ status: 400 });
  });
});
