/** An organisation built from files, and what no file may do to it: the same as on the screens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bumpSubjects } from "../gate/guard.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { csvRows, importFile, uploadFile } from "../testing/exchange.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import type { Mapping } from "./mapping.ts";

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional administrator" },
  duties: { zh: "管理本大区的人员与授权", en: "Administers the people of a region" },
  grants: { administration: "subtree" },
  classes: {
    basic: { own: "plain", beyond: "plain", write: true },
    contact: { own: "plain", beyond: "plain", write: true },
  },
  includes: ["staff"],
} as const;

describe.each(["embedded", "server"] as const)("on the %s database", (kind) => {
  let native: NativeServer | null = null;
  let world: Enterprise;
  let region: string;
  let admin: string;
  let regional: string;

  beforeAll(async () => {
    native = kind === "server" ? await startNativeServer() : null;
    world = await createEnterprise({
      templates: [REGIONAL],
      ...(native ? { url: native.url } : {}),
    });
    region = await world.unit("华南大区", world.root, "region");
    await world.unit("外滩店", await world.unit("华东大区", world.root, "region"));
    admin = await world.person("管理员", "administrator", world.root);
    regional = await world.person("大区管理员", "regionalAdministrator", region);
  });

  afterAll(async () => {
    await world.close();
    await native?.stop();
  });

  const load = (
    person: string,
    object: string,
    rows: readonly string[],
    { dry = false, ...mapping }: Partial<Mapping> & { dry?: boolean } = {},
  ) =>
    importFile(world.services, {
      person,
      object,
      content: rows.join("\n"),
      dry,
      ...(mapping.columns ? { mapping: { duplicates: "skip", columns: {}, ...mapping } } : {}),
    });
  const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await world.services.db.query<Row>(text, values)).rows;
  const wrong = (job: { errors: readonly { row: number; column: string; code: string }[] }) =>
    job.errors.map(({ row, column, code }) => [row, column, code]);
  const mayCount = async (person: string, object: string) =>
    (await world.services.gate.count(as(person), object, {})).count;

  describe("R135: units from a file", () => {
    /** Children before their parents, a circle, a parent that nobody knows, and departments of one name. */
    const UNITS = [
      "名称,上级单元,类型",
      "福田店,深圳,门店",
      "深圳,广东,城市",
      "广东,华南大区,省区",
      "销售部,福田店,部门",
      "南山店,深圳,门店",
      "销售部,南山店,部门",
      "甲,乙,门店",
      "乙,甲,门店",
      "孤岛店,没有的单元,门店",
    ];
    const FOUND_WRONG = [
      [8, "parent", "no_such_name"],
      [9, "parent", "no_such_name"],
      [10, "parent", "no_such_name"],
    ];

    it("a dry run knows what stands in the same file, and writes nothing", async () => {
      const before = await query("select n from policy_state");
      const checked = await load(admin, "unit", UNITS, { dry: true });
      expect(checked.mapping.columns).toEqual({ 名称: "name", 上级单元: "parent", 类型: "kind" });
      expect(checked).toMatchObject({
        state: "checked",
        done: 9,
        counts: { created: 6, failed: 3 },
      });
      expect(wrong(checked)).toEqual(FOUND_WRONG);
      expect(await query("select 1 from unit where name = '福田店'")).toEqual([]);
      expect(await query("select n from policy_state")).toEqual(before);
    });

    it("parents come before children whatever the order of the rows, and the tree holds at once", async () => {
      const seller = await world.person("区经理", "regionalSalesManager", region);
      const done = await load(admin, "unit", UNITS);
      expect(done).toMatchObject({ state: "done", done: 9, counts: { created: 6, failed: 3 } });
      expect(wrong(done)).toEqual(FOUND_WRONG);
      const tree = await query<{ path: string }>(
        `with recursive below as (
           select id, name, name as path, unit from unit where name = '华南大区'
           union all select u.id, u.name, b.path || '/' || u.name, u.unit from unit u join below b on u.parent = b.id)
         select path from below where id = unit order by path`,
      );
      expect(tree.map(({ path }) => path).toSorted()).toEqual(
        [
          "华南大区",
          "华南大区/广东",
          "华南大区/广东/深圳",
          "华南大区/广东/深圳/南山店",
          "华南大区/广东/深圳/南山店/销售部",
          "华南大区/广东/深圳/福田店",
          "华南大区/广东/深圳/福田店/销售部",
        ].toSorted(),
      );
      const [store] = await query<{ id: string }>("select id from unit where name = '福田店'");
      await world.insert("customer", [
        { name: "张三", unit: store!.id, owner: seller, stage: "new" },
      ]);
      expect(await mayCount(seller, "customer")).toBe(1);
    });

    it("the same file again finds every unit where it stands", async () => {
      const again = await load(admin, "unit", UNITS);
      // Both 销售部 are known by their parents.
      expect(again.counts).toMatchObject({ created: 0, skipped: 6, failed: 3 });
    });

    it("R154: a region's administrator builds below the region, at any depth, and nowhere else", async () => {
      const rows = [
        "name,parent,kind",
        "广西,华南大区,province",
        "南宁店,广西,store",
        "静安店,华东大区,store",
        "虹桥店,外滩店,store",
      ];
      const expected = [
        [4, "", "forbidden"],
        [5, "", "forbidden"],
      ];
      const checked = await load(regional, "unit", rows, { dry: true });
      expect(wrong(checked)).toEqual(expected);
      const done = await load(regional, "unit", rows);
      expect(done.counts).toMatchObject({ created: 2, failed: 2 });
      expect(wrong(done)).toEqual(expected);
    });

    it("a move by file is a move: it needs the right and makes no circle", async () => {
      const columns = { code: "code", name: "name", parent: "parent" };
      const make = ["code,name,parent", "C1,一区,华南大区", "C2,二区,一区"];
      expect((await load(admin, "unit", make, { columns })).counts).toMatchObject({ created: 2 });
      const turned = ["code,name,parent", "C1,一区,二区", "C2,二区新,一区"];
      const done = await load(admin, "unit", turned, { columns, duplicates: "update" });
      expect(wrong(done)).toEqual([[2, "", "unit_cycle"]]);
      expect(done.counts).toMatchObject({ updated: 1, failed: 1 });
      expect(await query("select name from unit where code = 'C2'")).toEqual([{ name: "二区新" }]);
    });
  });

  describe("R135: people and their posts from a file", () => {
    const PEOPLE = [
      "姓名,工作邮箱,手机,所属单元,岗位,开始,结束",
      "店长甲,head@test.example,13800001111,南山店,店长,,",
      "导购乙,guide@test.example,,福田店,店员/导购,2020-01-01,2020-02-01",
      "无岗丙,nobody@test.example,,南山店,,,",
      "错岗丁,wrong@test.example,,南山店,没有的角色,,",
      "错窗戊,window@test.example,,南山店,店员/导购,2026-03-01,2026-02-01",
      "重复己,HEAD@test.example,,南山店,店员/导购,,",
    ];

    it("each person comes with the post of their row, or not at all", async () => {
      const expected = [
        [5, "post.role", "no_such_name"],
        [6, "", "window_reversed"],
        [7, "email", "duplicate"],
      ];
      const checked = await load(admin, "person", PEOPLE, { dry: true });
      expect(checked.mapping.columns).toEqual({
        姓名: "name",
        工作邮箱: "email",
        手机: "phone",
        所属单元: "unit",
        岗位: "post.role",
        开始: "post.from",
        结束: "post.until",
      });
      expect(wrong(checked)).toEqual(expected);
      expect(await query("select 1 from person where email = 'head@test.example'")).toEqual([]);
      const done = await load(admin, "person", PEOPLE);
      expect(done).toMatchObject({ state: "done", counts: { created: 3, skipped: 1, failed: 2 } });
      expect(wrong(done)).toEqual(expected);
      const posts = await query(
        `select p.name, u.name as unit, o.title, o.owner = p.id as own, o."from" is not null as windowed
         from post o join person p on p.id = o.person join unit u on u.id = o.unit order by p.email`,
      );
      expect(posts).toEqual([
        { name: "导购乙", unit: "福田店", title: "店员/导购", own: true, windowed: true },
        { name: "店长甲", unit: "南山店", title: "店长", own: true, windowed: false },
      ]);
    });

    it("their rights hold at once, they have no password, and own themselves", async () => {
      const [head] = await query<{ id: string; owner: string }>(
        "select id, owner from person where email = 'head@test.example'",
      );
      const [store] = await query<{ id: string }>("select id from unit where name = '南山店'");
      expect(head!.owner).toBe(head!.id);
      await world.insert("customer", [
        { name: "李四", unit: store!.id, owner: head!.id, stage: "new" },
      ]);
      expect(await mayCount(head!.id, "customer")).toBe(1);
      expect(await query("select 1 from auth_user where id = $1", [head!.id])).toEqual([]);
    });

    it("a further row gives an existing person a further post, and the same file none twice", async () => {
      const rows = [
        "name,email,unit,role,at",
        "店长甲,head@test.example,南山店,店长,南山店",
        "店长甲,head@test.example,南山店,guide,福田店",
      ];
      const mapping = {
        columns: { name: "name", email: "email", role: "post.role", at: "post.unit" },
        duplicates: "update",
      } as const;
      for (let turn = 0; turn < 2; turn++) {
        const done = await load(admin, "person", rows, mapping);
        expect(done.counts).toMatchObject({ created: 0, updated: 2, failed: 0 });
      }
      const posts = await query(
        "select title from post where person = (select id from person where email = 'head@test.example') order by title",
      );
      expect(posts).toEqual([{ title: "店员/导购" }, { title: "店长" }]);
    });

    it("the wrong rows come back as a file with what was wrong with each", async () => {
      const rows = [...PEOPLE.slice(0, 1), ...PEOPLE.slice(4, 6)];
      const done = await load(admin, "person", rows);
      const { text } = await world.services.exchange.imports.errors(as(admin), done.id);
      let file = "";
      for await (const part of text) file += String(part);
      expect(csvRows(file).map((row) => [row["姓名"], row["问题"]])).toEqual([
        ["错岗丁", "post.role：没有找到“没有的角色”，或您无权查看。"],
        ["错窗戊", "结束时间应晚于开始时间。"],
      ]);
    });
  });

  it("whoever maps a post maps its role", async () => {
    const columns = { 姓名: "name", 邮箱: "email" };
    const fields = { "post.title": { from: "经理" } };
    const idle = load(admin, "person", ["姓名,邮箱", "甲,a@test.example"], { columns, fields });
    await expect(idle).rejects.toMatchObject({
      extras: { problems: [{ path: "post.role", code: "mapping_incomplete" }] },
    });
  });

  describe("nobody raises themselves by a file", () => {
    const columns = {
      name: "name",
      email: "email",
      unit: "unit",
      role: "post.role",
      at: "post.unit",
    };
    const header = "name,email,unit,role,at";

    it("R154: grants are bounded row by row: the good rows stand, the others say why", async () => {
      const rows = [
        header,
        "一,one@test.example,南宁店,店长,南宁店",
        "二,two@test.example,南宁店,管理员,南宁店",
        "三,three@test.example,南宁店,店长,外滩店",
        "四,four@test.example,南宁店,Clerk / guide,南宁店",
        "五,five@test.example,南宁店,老板,南宁店",
        "六,six@test.example,南宁店,,",
      ];
      const expected = [
        [3, "post.role", "grant_too_wide"],
        [4, "post.role", "grant_too_wide"],
        [6, "post.role", "grant_too_wide"],
      ];
      expect(wrong(await load(regional, "person", rows, { columns, dry: true }))).toEqual(expected);
      const done = await load(regional, "person", rows, { columns });
      expect(done.counts).toMatchObject({ created: 3, failed: 3 });
      expect(wrong(done)).toEqual(expected);
      const made = await query<{ name: string }>(
        "select name from person where email like any(array['one@%','two@%','three@%','four@%','five@%','six@%']) order by created_at, id",
      );
      expect(made.map(({ name }) => name).toSorted()).toEqual(["一", "六", "四"].toSorted());
    });

    it("a file that is refused from end to end says so for every row, once", async () => {
      const count = 60;
      const rows = Array.from(
        { length: count },
        (_, index) => `号${index},all${index}@test.example,南宁店,老板,`,
      );
      const done = await load(regional, "person", [header, ...rows], { columns });
      expect(done).toMatchObject({ done: count, counts: { created: 0, failed: count } });
      const found = await query(
        "select count(*)::int as all, count(distinct row)::int as rows, min(code) as least, max(code) as most from import_problem where job = $1",
        [done.id],
      );
      expect(found).toEqual([
        { all: count, rows: count, least: "grant_too_wide", most: "grant_too_wide" },
      ]);
      expect(await query("select 1 from person where email like 'all%'")).toEqual([]);
    });

    it("not through a post of their own, nor through posts alone", async () => {
      await world.services.db.query("update person set email = $2 where id = $1", [
        admin,
        "admin@test.example",
      ]);
      const self = [header, "管理员,admin@test.example,,老板,华南大区"];
      const done = await load(admin, "person", self, { columns, duplicates: "update" });
      expect(wrong(done)).toEqual([[2, "", "grant_too_wide"]]);
      const posts = ["title,person,role,unit", "老板,admin@test.example,老板,华南大区"];
      const asPosts = await load(admin, "post", posts, {
        columns: { title: "title", person: "person", role: "role", unit: "unit" },
      });
      expect(wrong(asPosts)).toEqual([[2, "", "grant_too_wide"]]);
      expect(await query("select 1 from post where person = $1", [admin])).toEqual([]);
    });

    it("nor stops somebody higher, or themselves, whoever else is in the file", async () => {
      const stop = (email: string) => ["email,name,status", `${email},改名,suspended`];
      const mapping = {
        columns: { email: "email", name: "name", status: "status" },
        duplicates: "update",
      } as const;
      const higher = await world.person("总部管理员", "administrator", world.root);
      await world.services.db.query(
        "update person set unit = $2, email = 'higher@test.example' where id = $1",
        [higher, region],
      );
      expect(wrong(await load(regional, "person", stop("higher@test.example"), mapping))).toEqual([
        [2, "", "grant_too_wide"],
      ]);
      const both = [...stop("higher@test.example"), "admin@test.example,改名,suspended"];
      const done = await load(admin, "person", both, mapping);
      expect(done.counts).toMatchObject({ updated: 1, failed: 1 });
      expect(wrong(done)).toEqual([[3, "", "forbidden"]]);
      expect(
        await query("select status from person where id = any($1::uuid[]) order by email", [
          [admin, higher],
        ]),
      ).toEqual([{ status: "active" }, { status: "suspended" }]);
    });

    it("who may not administer uploads no organisation, and nobody uploads roles or assignments", async () => {
      const seller = await world.person("小卖", "seller", region);
      const file = { name: "a.csv", content: "name\n甲" };
      for (const [person, object] of [
        [seller, "unit"],
        [seller, "person"],
        [seller, "post"],
        [admin, "assignment"],
        [admin, "role"],
      ] as const)
        await expect(uploadFile(world.services, person, object, file)).rejects.toMatchObject({
          code: "forbidden",
        });
    });
  });

  it("the last administrator stays, whatever a file says", async () => {
    await world.insert("post", [
      {
        title: "总管",
        person: admin,
        owner: admin,
        unit: world.root,
        role: roleIdOf("administrator"),
      },
    ]);
    await world.services.db.query("update assignment set deleted_at = now() where person = $1", [
      admin,
    ]);
    await bumpSubjects(world.services.db, [admin]);
    const ended = ["title,until", "总管,2099-01-01"];
    const done = await load(admin, "post", ended, {
      columns: { title: "title", until: "until" },
      fields: { role: { from: "administrator" } },
      key: "title",
      duplicates: "update",
    });
    expect(wrong(done)).toEqual([[2, "", "last_administrator"]]);
    expect(await query("select until from post where title = '总管'")).toEqual([{ until: null }]);
  });

  it("R148: rights that a file gives or takes are known to the very next request, with their trace", async () => {
    const colleague = await world.person("同事", null, region);
    await world.insert("customer", [{ name: "王五", unit: region, owner: admin, stage: "new" }]);
    expect(await mayCount(colleague, "customer")).toBe(0);
    const email = `${colleague}@test.example`;
    const rows = ["title,person,role,unit", `经理,${email},大区经理,华南大区`];
    const done = await load(admin, "post", rows, {
      columns: { title: "title", person: "person", unit: "unit" },
      fields: { role: { from: "regionalSalesManager", by: "preset" } },
    });
    expect(done.counts).toMatchObject({ created: 1 });
    expect(await mayCount(colleague, "customer")).toBeGreaterThan(0);
    const [line] = await query(
      "select record_count, verdict from audit_line where action = 'post.import' order by at desc limit 1",
    );
    expect(line).toEqual({ record_count: 1, verdict: "allowed" });
    expect(
      await query("select 1 from post where person = $1 and role = $2", [
        colleague,
        roleIdOf("regionalSalesManager"),
      ]),
    ).toHaveLength(1);
  });
});
