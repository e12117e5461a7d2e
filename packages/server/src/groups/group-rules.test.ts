/** Groups whose members follow a rule (R167), over HTTP: who joins and leaves when, and who cannot make anybody join. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roleOfRules } from "../testing/enterprise.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import type { GroupRuleReply } from "../http/contract.ts";

const FULL = { own: "plain", beyond: "plain", write: true } as const;

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional administrator" },
  duties: { zh: "管理本大区的人员与授权", en: "Administers the people of a region" },
  grants: { administration: "subtree" },
  classes: { basic: FULL, contact: FULL },
  includes: ["staff"],
} as const;

const head = roleIdOf("storeHead");
const guide = roleIdOf("guide");

let world: Enterprise;
let callers: Callers;
let region: string;
let flagship: string;
let plain: string;
let far: string;
let tag: string;
let customers: readonly string[];
let admin: string;
let second: string;
let regional: string;
let boss: string;
let keeper: string;
let keeperPost: string;
let group: string;

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);
const record = async (object: string, id: string, person = admin) =>
  (await call(person, `${object}.get`, { id })).body.record;
const update = async (person: string, object: string, id: string, values: object) =>
  call(person, `${object}.update`, { id, version: (await record(object, id)).version, values });
const ruleOf = async (id: string, person = admin): Promise<GroupRuleReply> =>
  (await call(person, `groups/${id}/rule`)).body;
const setRule = async (person: string, id: string, rule: object | null, more: object = {}) =>
  call(person, "group.setRule", { id, version: (await ruleOf(id)).version, rule, ...more });
const members = async (id: string): Promise<readonly string[]> => {
  const { rows } = await world.services.db.query<{ person: string }>(
    `select person from group_member where "group" = $1 and deleted_at is null order by person`,
    [id],
  );
  return rows.map(({ person }) => person);
};
/** What somebody sees on the next request, which is all that counts. */
const sees = async (person: string): Promise<readonly string[]> =>
  (await call(person, "customer.list", {})).body.rows.map(({ id }: { id: string }) => id);
/** What somebody is told of groups, the latest first. */
const told = async (person: string): Promise<readonly string[]> =>
  (await call(person, "inbox")).body.lines
    .map(({ sentence }: { sentence?: { zh: string } }) => sentence?.zh ?? "")
    .filter((zh: string) => /^被.*人员组/.test(zh));
const newGroup = async (name: string, person = admin): Promise<string> =>
  (await call(person, "group.create", { values: { name } })).body.record.id;
const post = (person: string, holder: string, role: string, unit: string, more: object = {}) =>
  call(person, "post.create", {
    values: { title: role === head ? "店长" : "导购", person: holder, role, unit, ...more },
  });

beforeAll(async () => {
  world = await createEnterprise({
    templates: [
      REGIONAL,
      roleOfRules("farSight", [
        {
          id: "see",
          effect: "permit",
          actions: ["customer.view"],
          scope: "subtree",
          fields: { read: ["@basic"] },
        },
      ]),
      roleOfRules("campaigner", [
        {
          id: "run",
          effect: "permit",
          actions: ["campaign.*", "participant.*", "person.view", "unit.view"],
          scope: "all",
          fields: { read: ["@basic"], write: ["@basic"] },
        },
      ]),
    ],
  });
  region = await world.unit("华南大区", world.root, "region");
  flagship = await world.unit("南山店", region);
  plain = await world.unit("罗湖店", region);
  far = await world.unit("外滩店", await world.unit("华东大区", world.root, "region"));
  [tag] = (await world.insert("tag", [{ name: "旗舰", unit: world.root }])) as [string];
  admin = await world.person("管理员", "administrator", world.root);
  second = await world.person("二号管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "regionalAdministrator", region);
  boss = await world.person("老板", "boss", world.root);
  await world.assign(boss, "administrator", world.root);
  keeper = await world.person("店长甲", null, flagship);
  customers = await world.insert("customer", [{ unit: far, name: "远客", stage: "new" }]);
  callers = await createCallers(world.services);
  for (const person of [admin, second, regional, boss, keeper]) await callers.signIn(person);
  keeperPost = (await post(admin, keeper, head, flagship)).body.record.id;
  group = await newGroup("旗舰店店长");
  await call(admin, "assignment.create", {
    values: { group, role: roleIdOf("farSight"), atUnit: far, reason: "互访" },
  });
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

const FLAGSHIP_HEADS = () => ({ roles: [head], tags: [tag] });

describe("R167: members of a dynamic group follow a rule", () => {
  test("a rule of a group that gives rights waits for a second person, who is not who asked", async () => {
    expect(await setRule(admin, group, FLAGSHIP_HEADS())).toMatchObject({
      status: 400,
      body: { problems: [{ path: "reason", code: "required" }] },
    });
    expect(await setRule(admin, group, FLAGSHIP_HEADS(), { reason: "旗舰互访" })).toMatchObject({
      status: 200,
      body: { state: "waiting" },
    });
    expect(await ruleOf(group)).toMatchObject({ rule: null, isWaiting: true });
    const waiting = async (person: string) =>
      (await call(person, "requests?which=decide")).body.requests;
    expect(await waiting(admin)).toEqual([]);
    const [request] = await waiting(second);
    expect(request.sentence.zh).toContain("岗位角色为店长，所在单元带有标签旗舰");
    expect(request.sentence.en).toContain("who holds a post as Store head, in a unit tagged 旗舰");
    const { id, version } = request;
    expect((await call(second, "request.approve", { id, version })).status).toBe(200);
    expect(await ruleOf(group)).toMatchObject({
      rule: { roles: [{ id: head }], tags: [{ id: tag, title: "旗舰" }] },
      isWaiting: false,
    });
    expect(await members(group)).toEqual([]);
  });

  test("a unit that gets the tag brings its head in with that very write, and takes them out again", async () => {
    expect(await sees(keeper)).not.toContain(customers[0]);
    expect((await update(admin, "unit", flagship, { tags: [tag] })).status).toBe(200);
    expect(await members(group)).toEqual([keeper]);
    expect(await sees(keeper)).toContain(customers[0]);
    expect((await update(admin, "unit", flagship, { tags: [] })).status).toBe(200);
    expect(await sees(keeper)).not.toContain(customers[0]);
    expect((await update(admin, "unit", flagship, { tags: [tag] })).status).toBe(200);
    // What happened to one membership within minutes is one line.
    expect(await told(keeper)).toEqual(["被加入人员组“旗舰店店长”", "被移出人员组“旗舰店店长”"]);
    expect(await told(admin)).toEqual([]);
  });

  test("who left a group is told what it was called then, and nothing it is called since", async () => {
    expect((await update(admin, "unit", flagship, { tags: [] })).status).toBe(200);
    expect((await update(admin, "group", group, { name: "旗舰店" })).status).toBe(200);
    expect(await told(keeper)).toEqual(Array(2).fill("被移出人员组“旗舰店店长”"));
    expect((await update(admin, "group", group, { name: "旗舰店店长" })).status).toBe(200);
    expect((await update(admin, "unit", flagship, { tags: [tag] })).status).toBe(200);
  });

  test("why somebody sees a record names the group, its rule and the post", async () => {
    const { people } = (await call(boss, "customer.whoCanSee", { id: customers[0] })).body;
    const seer = people.find((one: { person: { id: string } }) => one.person.id === keeper);
    expect(seer.because).toEqual({
      zh: "人员组“旗舰店店长”（按规则，因岗位“店长”）：互访",
      en: "Group 旗舰店店长 (by its rule, for the post Store head): 互访",
    });
  });

  test("a post that begins and ends brings its holder in from then until then", async () => {
    const person = await world.person("候任店长", null, flagship);
    const from = new Date(Date.now() + 3_600_000).toISOString();
    const until = new Date(Date.now() + 7_200_000).toISOString();
    await callers.signIn(person);
    expect((await post(admin, person, head, flagship, { from, until })).status).toBe(200);
    expect(await sees(person)).not.toContain(customers[0]);
    const { holder, validUntil } = await world.services.subjects.reload(person);
    const held = holder.assignments.find(({ role }) => role === roleIdOf("farSight"));
    expect(held).toMatchObject({ from: Date.parse(from), until: Date.parse(until) });
    expect(validUntil).toEqual(new Date(from));
  });

  test("somebody in by two posts stays in until the last of them is gone; the trail of joining stays", async () => {
    const two = await post(admin, keeper, head, plain);
    expect((await update(admin, "unit", plain, { tags: [tag] })).status).toBe(200);
    expect(await members(group)).toHaveLength(2);
    const remove = async (id: string) =>
      call(admin, "post.delete", { id, version: (await record("post", id)).version });
    expect((await remove(keeperPost)).status).toBe(200);
    expect(await sees(keeper)).toContain(customers[0]);
    expect((await remove(two.body.record.id)).status).toBe(200);
    expect(await members(group)).not.toContain(keeper);
    expect(await sees(keeper)).not.toContain(customers[0]);
    const { version } = await call(admin, "post.restore", {
      id: keeperPost,
      version: 2,
    }).then(({ body }) => body);
    expect(version).toBe(3);
    expect(await sees(keeper)).toContain(customers[0]);
  });

  test("nobody comes or goes by hand, and nobody is in by hand where a rule is set", async () => {
    const kept = { status: 409, body: { code: "kept_by_rule" } };
    expect(
      await call(admin, "groupMember.create", { values: { group, person: regional } }),
    ).toMatchObject(kept);
    const { rows } = await world.services.db.query<{ id: string; version: number }>(
      `select id, version from group_member where "group" = $1 and person = $2 and deleted_at is null`,
      [group, keeper],
    );
    expect(await call(admin, "groupMember.delete", { ...rows[0]! })).toMatchObject(kept);
    const byHand = await newGroup("手动");
    await call(admin, "groupMember.create", { values: { group: byHand, person: keeper } });
    expect(await setRule(admin, byHand, { roles: [guide] })).toMatchObject({
      status: 409,
      body: { code: "members_by_hand" },
    });
  });

  test("a group that goes ends it, one that comes back begins it again, and so does its rule", async () => {
    const { version } = await record("group", group);
    expect((await call(admin, "group.delete", { id: group, version })).status).toBe(200);
    expect(await sees(keeper)).not.toContain(customers[0]);
    expect((await call(admin, "group.restore", { id: group, version: version + 1 })).status).toBe(
      200,
    );
    expect(await sees(keeper)).toContain(customers[0]);
    const other = await newGroup("无权限的组");
    expect(await setRule(admin, other, { roles: [head] })).toMatchObject({
      body: { state: "set" },
    });
    expect(await members(other)).toContain(keeper);
    expect(await setRule(admin, other, null)).toMatchObject({ body: { state: "set" } });
    expect(await members(other)).toEqual([]);
  });
});

describe("R167: a rule that asks who takes part in a campaign", () => {
  let campaign: string;
  let crew: string;
  let clerk: string;
  const join = (by: string, principal: object, kind = "collaborator") =>
    call(by, "campaign.share", { id: campaign, principal, function: kind });

  beforeAll(async () => {
    await world.assign(boss, "campaigner", world.root);
    [campaign] = (await world.insert("campaign", [
      { name: "双十一", status: "draft", unit: world.root, owner: boss },
    ])) as [string];
    clerk = await world.person("导购乙", null, plain);
    await callers.signIn(clerk);
    await post(admin, clerk, guide, plain);
    crew = await newGroup("活动专班");
    await setRule(admin, crew, { campaigns: [campaign] });
    const held = { role: roleIdOf("farSight"), atUnit: far, unit: far, reason: "支援" };
    await world.insert("assignment", [{ group: crew, owner: admin, ...held }]);
  });

  test("who is put into its team is in with that very write, and out when taken from it; a share is no place", async () => {
    expect((await ruleOf(crew)).sentence!.zh).toBe("任职的岗位满足：本人或所在单元参与双十一");
    const principal = { kind: "person", id: clerk };
    expect((await join(boss, principal, "shared")).status).toBe(200);
    expect(await members(crew)).toEqual([]);
    const placed = await join(boss, principal);
    expect(await members(crew)).toEqual([clerk]);
    expect(await sees(clerk)).toContain(customers[0]);
    await call(boss, "campaign.unshare", { id: campaign, ...placed.body });
    expect(await members(crew)).toEqual([]);
    expect(await sees(clerk)).not.toContain(customers[0]);
  });

  test("a unit in the team brings those who hold a post there, for as long as it is in it", async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const place = { object: "campaign", recordId: campaign, function: "collaborator", until };
    const values = { ...place, principalKind: "unit", principalId: plain };
    const made = await call(boss, "participant.create", { values });
    expect(await sees(clerk)).toContain(customers[0]);
    const { validUntil } = await world.services.subjects.reload(clerk);
    expect(validUntil).toEqual(new Date(until));
    const { id } = made.body.record;
    const [other] = await world.insert("campaign", [
      { name: "会员日", status: "draft", unit: world.root, owner: boss },
    ]);
    const move = (recordId: unknown) =>
      update(boss, "participant", id, { object: "campaign", recordId });
    expect((await move(other)).status).toBe(200);
    expect(await members(crew)).toEqual([]);
    expect((await move(campaign)).status).toBe(200);
    expect(await members(crew)).toEqual([clerk]);
    const { version } = await record("participant", id, boss);
    await call(boss, "participant.delete", { id, version });
    expect(await members(crew)).toEqual([]);
  });

  test("who runs campaigns and grants nothing puts nobody in by it, and what a rule asks for stays", async () => {
    const marketer = await world.person("市场专员", "campaigner", world.root);
    await callers.signIn(marketer);
    const wide = { status: 403, body: { code: "grant_too_wide" } };
    expect(await join(marketer, { kind: "person", id: clerk })).toMatchObject(wide);
    expect((await post(admin, marketer, guide, plain)).status).toBe(200);
    expect(await join(marketer, { kind: "person", id: marketer })).toMatchObject(wide);
    expect(await members(crew)).toEqual([]);
    const { version } = await record("campaign", campaign, boss);
    const remove = () => call(boss, "campaign.delete", { id: campaign, version });
    expect(await remove()).toMatchObject({ status: 409, body: { code: "asked_by_group" } });
    expect(await setRule(admin, crew, null, { reason: "活动结束" })).toMatchObject({
      body: { state: "set" },
    });
    expect((await remove()).status).toBe(200);
  });
});

describe("R167, R154: nobody gets into a group by a way round", () => {
  test("a region's administrator appoints no head, tags no unit and moves none where the group gives more than they may", async () => {
    const wide = { status: 403, body: { code: "grant_too_wide" } };
    const person = await world.person("新店长", null, flagship);
    expect(await post(regional, person, head, flagship)).toMatchObject(wide);
    expect((await post(regional, person, guide, flagship)).status).toBe(200);
    const [vacant] = (await world.insert("post", [
      { title: "店长", role: head, unit: flagship, primary: true },
    ])) as [string];
    expect(await update(regional, "post", vacant, { person })).toMatchObject(wide);
    const inPlain = await post(regional, person, head, plain);
    expect(inPlain).toMatchObject(wide);
    expect((await update(admin, "unit", plain, { tags: [] })).status).toBe(200);
    expect((await post(regional, person, head, plain)).status).toBe(200);
    expect(await update(regional, "unit", plain, { tags: [tag] })).toMatchObject(wide);
    const { rows } = await world.services.db.query<{ id: string; version: number }>(
      "select id, version from post where person = $1 and role = $2",
      [person, guide],
    );
    const bulk = await call(regional, "post.bulk", {
      action: "update",
      ids: rows.map(({ id }) => id),
      values: { role: head },
    });
    expect(JSON.stringify(bulk.body)).toContain("grant_too_wide");
    expect(await members(group)).not.toContain(person);
    expect(await members(group)).toContain(keeper);
  });

  test("but ends a post that brings more than they could give, for that only takes", async () => {
    const own = await world.person("店长丙", null, plain);
    const made = await post(regional, own, head, plain);
    expect(made.status).toBe(200);
    expect((await update(admin, "unit", plain, { tags: [tag] })).status).toBe(200);
    expect(await members(group)).toContain(own);
    const { id } = made.body.record;
    const until = new Date(Date.now() + 60_000).toISOString();
    expect((await update(regional, "post", id, { until })).status).toBe(200);
    expect(await members(group)).toContain(own);
    const { version } = await record("post", id);
    expect((await call(regional, "post.delete", { id, version })).status).toBe(200);
    expect(await members(group)).not.toContain(own);
    const { rows } = await world.services.db.query<{ id: string; version: number }>(
      `select id, version from group_member where "group" = $1 and person = $2`,
      [group, own],
    );
    for (const row of rows)
      expect(await call(admin, "groupMember.restore", row)).toMatchObject({
        status: 409,
        body: { code: "kept_by_rule" },
      });
  });

  test("nobody puts themselves in, whatever they may write", async () => {
    const mine = await newGroup("管理员组");
    expect(
      (
        await call(admin, "assignment.create", {
          values: { group: mine, role: roleIdOf("farSight"), atUnit: far, reason: "试" },
        })
      ).status,
    ).toBe(200);
    await world.insert("post", [
      { title: "员工", person: admin, owner: admin, role: roleIdOf("staff"), unit: world.root },
    ]);
    expect(
      await setRule(admin, mine, { roles: [roleIdOf("staff")] }, { reason: "试" }),
    ).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    expect(await members(mine)).toEqual([]);
  });

  test("a region's rules look at the region, its previews show the region, and a stranger sees no rule", async () => {
    const ours = await newGroup("大区组", regional);
    for (const rule of [{ roles: [head] }, { units: [far] }, { units: [region, far] }])
      expect((await setRule(regional, ours, rule)).status).not.toBe(200);
    expect(await call(regional, "group.previewRule", { rule: { roles: [head] } })).toMatchObject({
      status: 403,
      body: { code: "rule_too_wide" },
    });
    const mine = { units: [region], roles: [head] };
    const seen = (await call(regional, "group.previewRule", { rule: mine })).body;
    expect(seen.members.map(({ person }: any) => person.id)).toContain(keeper);
    expect(seen.total).toBe(seen.members.length);
    expect(await setRule(regional, ours, mine)).toMatchObject({ body: { state: "set" } });
    expect(await members(ours)).toContain(keeper);
    for (const person of [keeper])
      expect((await call(person, `groups/${ours}/rule`)).status).toBe(404);
    expect(await call(keeper, "group.previewRule", { rule: mine })).not.toMatchObject({
      status: 200,
    });
    expect(await call(keeper, "group.setRule", { id: ours, version: 1, rule: null })).toMatchObject(
      { status: 404 },
    );
  });

  test("what a rule may not say is named", async () => {
    const problems = async (rule: unknown) =>
      (await setRule(admin, group, rule as object, { reason: "试" })).body.problems?.map(
        ({ path, code }: any) => `${path} ${code}`,
      );
    expect(await problems({})).toEqual(["rule rule_empty"]);
    expect(await problems({ kinds: ["castle"] })).toEqual(["rule.kinds not_choice"]);
    expect(await problems({ roles: ["x"], tags: 3 })).toEqual([
      "rule.roles no_such_record",
      "rule.tags not_list",
    ]);
    expect(await problems({ units: [tag] })).toEqual(["rule.units no_such_record"]);
  });
});
