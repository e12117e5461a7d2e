import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProbeReply } from "../http/contract.ts";
import { metaFor } from "../http/meta.ts";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";

/** Changes customers of the own unit, and may make none: no right to probe. */
const EDITOR = roleOfRules("editor", [
  {
    id: "unit",
    effect: "permit",
    actions: ["customer.view", "customer.edit"],
    scope: "unit",
    fields: { read: ["@basic", "@contact"], write: ["@basic", "@contact"] },
  },
]);
/** May make customers and probe, but neither reads nor writes how to reach them. */
const NAMES_ONLY = roleOfRules("namesOnly", [
  {
    id: "names",
    effect: "permit",
    actions: ["customer.view", "customer.create", "customer.probe"],
    scope: "own",
    fields: { read: ["@basic"], write: ["@basic"] },
  },
]);

const MINE = "+8613911110001";
const THEIRS = "+8613911110002";
const BOTH = "+8613911110003";
const GONE = "+8613911110004";
const SECOND = "+8613911110006";
const COLLEAGUES = "+8613911110005";

let world: Enterprise;
let seller: string;
let guide: string;
let editor: string;
let namesOnly: string;
let mine: string;
let colleagues: string;

beforeAll(async () => {
  world = await createEnterprise({ templates: [EDITOR, NAMES_ONLY] });
  const [here, there] = [await world.unit("东店"), await world.unit("西店")];
  seller = await world.person("小王", "seller", here);
  guide = await world.person("小李", "guide", here);
  editor = await world.person("小陈", "editor", here);
  namesOnly = await world.person("小周", "namesOnly", here);
  const other = await world.person("小赵", "seller", there);
  const own = { owner: seller, unit: here, stage: "new", kind: "person" };
  const strange = { ...own, owner: other, unit: there };
  [mine, colleagues] = (await world.insert("customer", [
    { ...own, name: "王芳", phone: MINE },
    { ...own, name: "共事", phone: COLLEAGUES },
    { ...strange, name: "王芳", phone: THEIRS },
    { ...own, name: "两处", phone: BOTH },
    { ...own, name: "第二个号码", phone2: SECOND },
    { ...strange, name: "两处外", phone: BOTH },
    { ...own, name: "星河湾科技有限公司", kind: "company" },
    { ...strange, name: "Bright Tea (Ltd.)", kind: "company" },
    { ...strange, name: "税", taxId: "91 440300-163725x", webDomain: "shop.example" },
    { ...strange, name: "网", kind: "company", webDomain: "https://www.Starbay.example/about" },
  ])) as [string, string];
  const { stage: _stage, kind: _kind, ...place } = own;
  const away = { owner: other, unit: there };
  await world.insert("lead", [
    { ...place, name: "我的线索", phone: MINE, source: "other", status: "open" },
    { ...place, ...away, name: "别人的线索", phone: THEIRS, source: "other", status: "open" },
  ]);
  await world.insert("contact", [
    { ...place, customer: mine, name: "我的联系人", phone: MINE },
    { ...place, ...away, customer: mine, name: "别人的联系人", phone: THEIRS },
  ]);
  const [gone] = await world.insert("customer", [{ ...strange, name: "已删", phone: GONE }]);
  await world.services.db.query("update customer set deleted_at = now() where id = $1", [gone!]);
}, 60_000);
afterAll(() => world.close());

const ask = (person: string, values: object, rest: object = {}): Promise<ProbeReply> =>
  VERBS["probe"]!(world.services, as(person), "customer", { values, ...rest } as never) as never;
const told = async (person: string, values: object, rest: object = {}) => {
  const { twins, unseen } = await ask(person, values, rest);
  return { twins: twins.map(({ row, by, isSame }) => [row.values["name"], by, isSame]), unseen };
};
const NOTHING = { twins: [], unseen: [] };

test("R78: a phone that is there already is told while it is typed, however it is written", async () => {
  for (const phone of ["13911110001", "+86 139 1111 0001", " 139-1111-0001 "])
    expect(await told(seller, { phone })).toEqual({ twins: [["王芳", "phone", true]], unseen: [] });
  expect(await told(seller, { phone: "1391111" })).toEqual(NOTHING);
  expect(await told(seller, { phone: "13900000000" })).toEqual(NOTHING);
});

test("R78: of a customer of others only that there is one, and by which key", async () => {
  const reply = await ask(seller, { phone: THEIRS, name: "王芳" });
  expect(reply.unseen).toEqual(["phone"]);
  expect(reply.twins.map(({ row, isSame }) => [row.id, isSame])).toEqual([[mine, false]]);
  expect(Object.keys(reply).toSorted()).toEqual(["twins", "unseen"]);
  expect(await told(seller, { phone: BOTH })).toEqual({
    twins: [["两处", "phone", true]],
    unseen: ["phone"],
  });
  expect(await told(seller, { phone: GONE })).toEqual(NOTHING);
});

test("R78: a company by its name, whatever its spaces, brackets and case", async () => {
  const company = { kind: "company" };
  expect(await told(seller, { ...company, name: "bright tea ltd" })).toEqual({
    twins: [],
    unseen: ["company"],
  });
  expect(await told(seller, { ...company, company: "BrightTea Ltd" })).toMatchObject({
    unseen: ["company"],
  });
  // A person of that name is no company.
  expect(await told(seller, { name: "bright tea ltd" })).toEqual(NOTHING);
  expect(await told(seller, { ...company, name: "星河湾科技 有限公司" })).toEqual({
    twins: [["星河湾科技有限公司", "company", true]],
    unseen: [],
  });
  expect(await told(seller, { ...company, name: "星河湾科技" })).toMatchObject({
    twins: [["星河湾科技有限公司", "name", false]],
  });
});

test("R78: a tax id and a company's web domain, however they are written", async () => {
  expect(await told(seller, { taxId: "91440300163725X" })).toEqual({
    twins: [],
    unseen: ["taxId"],
  });
  expect(await told(seller, { taxId: " - " })).toEqual(NOTHING);
  const company = { kind: "company" };
  for (const webDomain of [
    "starbay.example",
    "WWW.starbay.example:443/shop?a=1",
    "http://starbay.example",
  ])
    expect(await told(seller, { ...company, webDomain })).toMatchObject({ unseen: ["webDomain"] });
  expect(await told(seller, { ...company, webDomain: "tarbay.example" })).toEqual(NOTHING);
  // A person's domain is their employer's, and so is nobody's twin.
  expect(await told(seller, { webDomain: "starbay.example" })).toEqual(NOTHING);
  expect(await told(seller, { ...company, webDomain: "shop.example" })).toEqual(NOTHING);
});

test("a like name is looked for in one's own list only", async () => {
  expect(await told(seller, { name: "王芳" })).toEqual({
    twins: [["王芳", "name", false]],
    unseen: [],
  });
  expect(await told(seller, { name: "两处外" })).toEqual(NOTHING);
  expect(await told(seller, { name: "王" })).toEqual(NOTHING);
});

test("a masked phone is nothing to try numbers against: not that record, only that there is one", async () => {
  const { record } = await world.services.gate.get(as(guide), "customer", colleagues);
  expect(record.masked).toContain("phone");
  expect(await told(guide, { phone: COLLEAGUES })).toEqual({ twins: [], unseen: ["phone"] });
  // Nor does leaving that record out tell that it is the one.
  const without = await told(guide, { phone: COLLEAGUES }, { except: colleagues });
  expect(without).toEqual({ twins: [], unseen: ["phone"] });
});

test("the record that is being edited is no twin of itself", async () => {
  expect(await told(seller, { phone: MINE }, { except: mine })).toEqual(NOTHING);
});

test("who may make no customers learns of their own lists only", async () => {
  expect(await told(editor, { phone: MINE })).toMatchObject({ twins: [["王芳", "phone", true]] });
  expect(await told(editor, { phone: THEIRS })).toEqual(NOTHING);
  expect((await linesOf(editor)).map(({ action }) => action)).not.toContain("customer.probe");
});

test("nobody tries out a field that is closed to them", async () => {
  expect(await told(namesOnly, { phone: THEIRS })).toEqual(NOTHING);
  const subject = await world.services.subjects.current(namesOnly);
  const customer = metaFor(subject).objects.find(({ name }) => name === "customer")!;
  expect(customer.keys).toEqual(["kind", "company", "name"]);
  expect(await told(namesOnly, { taxId: "91440300163725X" })).toEqual(NOTHING);
});

test("R78: a phone is the same whether it is somebody's first or second one", async () => {
  expect(await told(guide, { phone: SECOND })).toEqual({ twins: [], unseen: ["phone"] });
  expect(await told(seller, { phone: SECOND })).toMatchObject({
    twins: [["第二个号码", "phone", true]],
  });
  expect(await told(seller, { phone2: MINE })).toMatchObject({ twins: [["王芳", "phone2", true]] });
});

test("R78: leads and contacts are known by their phones too", async () => {
  for (const object of ["lead", "contact"]) {
    const asked = (person: string, phone: string) =>
      VERBS["probe"]!(world.services, as(person), object, { values: { phone } } as never);
    expect(await asked(seller, MINE)).toMatchObject({ twins: [{ by: "phone" }], unseen: [] });
    expect(await asked(seller, THEIRS)).toEqual({ twins: [], unseen: ["phone"] });
    expect(await asked(editor, THEIRS)).toEqual({ twins: [], unseen: [] });
  }
});

test("R107: every question about others leaves its line, with what was asked and what was told", async () => {
  await ask(guide, { phone: THEIRS });
  const [line] = await linesOf(guide);
  expect(line).toMatchObject({ action: "customer.probe", verdict: "allowed", records: [] });
  expect(JSON.parse(line!.asked)).toEqual({ phone: THEIRS });
  expect(JSON.parse(line!.detail)).toEqual({ unseen: ["phone"] });
});

test("R107: what people look for tells of customers: who administers people reads that they looked, and not for what", async () => {
  const { gate, trail } = world.services;
  const admin = await world.person("管理员", "administrator", world.root);
  const head = await world.person("老板", "boss", world.root);
  await ask(guide, { phone: THEIRS });
  await gate.list(as(guide), "customer", { search: "13911110002" });
  const filter = { field: "phone", op: "contains", value: "11110002" } as const;
  await gate.count(as(guide), "customer", { filter });
  await trail.flush();
  const linesFor = async (reader: string) => {
    const mine = { field: "person", op: "is", value: guide } as const;
    const { rows } = await gate.list(as(reader), "auditLine", { filter: mine, limit: 20 });
    return { acts: rows.map(({ values }) => values["action"]), text: JSON.stringify(rows) };
  };
  const told = await linesFor(admin);
  expect(told.acts).toEqual(
    expect.arrayContaining(["customer.probe", "customer.list", "customer.count"]),
  );
  expect(told.text).not.toContain("11110002");
  expect((await linesFor(head)).text).toContain("11110002");
});

test("R110: numbers cannot be tried out by the thousand: after sixty in an hour no more is told of others", async () => {
  const questions = Array.from({ length: 60 }, (_, index) => ({ phone: `139222200${10 + index}` }));
  for (const values of questions) await ask(seller, values);
  expect(await ask(seller, { phone: THEIRS })).toEqual({ twins: [], unseen: [], isLimited: true });
  expect(await ask(seller, { phone: MINE })).toMatchObject({
    twins: [{ row: { id: mine } }],
    isLimited: true,
  });
  const [line] = await linesOf(seller);
  expect(line).toMatchObject({ verdict: "refused", reason: "too_many_probes" });
  expect(await told(guide, { phone: THEIRS })).toMatchObject({ unseen: ["phone"] });
});

test("what comes in any other form is refused", async () => {
  for (const values of [undefined, null, [], "phone", 7])
    await expect(ask(seller, values as never)).rejects.toMatchObject({ code: "bad_request" });
  expect(await told(seller, { phone: { a: 1 }, name: ["王芳"], nothing: 1 })).toEqual(NOTHING);
});

async function linesOf(person: string) {
  await world.services.trail.flush();
  const { rows } = await world.services.db.query<{
    action: string;
    verdict: string;
    reason: string | null;
    records: readonly string[];
    detail: string;
    asked: string;
  }>(
    "select action, verdict, reason, records, detail, asked from audit_line where person = $1 and action in ('customer.probe') order by id desc",
    [person],
  );
  return rows;
}
