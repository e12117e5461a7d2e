import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportJob } from "../http/contract.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { csvRows, importFile, ORDER_COLUMNS } from "../testing/exchange.ts";
import type { Mapping } from "./mapping.ts";

/** Every column of the header is headed by its field's name; who has the phone is updated. */
function byPhone(content: string): Mapping {
  const header = content.split("\n").find((line) => line.startsWith("name,"))!;
  const columns = Object.fromEntries(header.split(",").map((name) => [name, name]));
  return { columns, duplicates: "update" };
}

describe.each(["embedded", "server"] as const)(
  "R135: undoing an import on the %s database",
  (kind) => {
    let native: NativeServer | null = null;
    let world: Enterprise;
    let manager: string;
    let colleague: string;
    let region: string;

    beforeAll(async () => {
      native = kind === "server" ? await startNativeServer() : null;
      world = await createEnterprise(native ? { url: native.url } : {});
      region = await world.unit("华东", world.root, "region");
      manager = await world.person("洪光", "regionalSalesManager", region);
      colleague = await world.person("李娜", "regionalSalesManager", region);
    });

    afterAll(async () => {
      await world.close();
      await native?.stop();
    });

    const bring = (
      content: string,
      mapping: Mapping = byPhone(content),
      object = "customer",
      person = manager,
    ) => importFile(world.services, { person, object, content, mapping });

    const bringAs = (person: string, content: string) =>
      bring(content, byPhone(content), "customer", person);

    async function undo({ id }: ImportJob, person = manager): Promise<ImportJob> {
      const { imports, jobs } = world.services.exchange;
      await imports.undo(as(person), id);
      await jobs.idle();
      return imports.get(as(person), id);
    }

    /** Names with the cells asked for, as the manager's list has them. */
    async function customers(...fields: string[]): Promise<Record<string, unknown>> {
      const { rows } = await world.services.gate.list(as(manager), "customer", {});
      return Object.fromEntries(
        rows.map(({ values }) => [values["name"], fields.map((field) => values[field])]),
      );
    }

    async function edit(
      person: string,
      name: string,
      values: Record<string, unknown>,
    ): Promise<void> {
      const { gate } = world.services;
      const filter = { field: "name", op: "is", value: name } as const;
      const [row] = (await gate.list(as(person), "customer", { filter })).rows;
      await gate.update(as(person), "customer", { id: row!.id, version: row!.version, values });
    }

    async function idOf(name: string): Promise<string> {
      const { rows } = await world.services.db.query<{ id: string }>(
        "select id from customer where name = $1 and deleted_at is null",
        [name],
      );
      return rows[0]!.id;
    }

    async function lines(): Promise<number> {
      const { rows } = await world.services.db.query<{ n: number }>(
        "select count(*)::int as n from record_history",
      );
      return rows[0]!.n;
    }

    const reasons = async (job: ImportJob): Promise<readonly (readonly [number, string])[]> => {
      const { problems } = world.services.exchange.imports;
      const pages = await Promise.all(
        (job.undo?.problems ?? []).map(async ({ column, code }) => {
          const { rows } = await problems(as(manager), job.id, {
            of: "undo",
            column,
            code,
            after: 0,
          });
          return rows.map(({ row }) => [row, code] as const);
        }),
      );
      return pages.flat().toSorted(([one], [other]) => one - other);
    };

    it("moves what it made to the trash and gives the rest its earlier cells back, once", async () => {
      await bring("name,phone,note\n老客,13800000001,一");
      const before = await customers("note");
      const job = await bring(
        "name,phone,note\n老客户,13800000001,二\n新甲,13800000002,\n新乙,13800000003,\n新乙,13800000003,三",
      );
      expect(job).toMatchObject({ state: "done", undo: { state: "possible" } });
      expect(await customers("note")).toMatchObject({ 老客户: ["二"], 新乙: ["三"] });
      const undone = await undo(job);
      expect(undone).toMatchObject({
        state: "undone",
        counts: job.counts,
        undo: {
          state: "undone",
          total: 3,
          done: 3,
          removed: 2,
          restored: 1,
          kept: 0,
          problems: [],
        },
      });
      expect(await customers("note")).toEqual(before);
      const { rows: trash } = await world.services.db.query<{ name: string }>(
        "select name from customer where deleted_at is not null order by name",
      );
      expect(trash.map(({ name }) => name).toSorted()).toEqual(["新乙", "新甲"].toSorted());
      const { rows: audit } = await world.services.db.query<{ count: number }>(
        "select sum(record_count)::int as count from audit_line where action = 'customer.undoImport' and verdict = 'allowed'",
      );
      expect(audit[0]!.count).toBe(3);
      const written = await lines();
      expect(await undo(job)).toEqual(undone);
      expect(await lines()).toBe(written);
    });

    it("takes away whole what a row made and one far below completed, once", async () => {
      const between = Array.from({ length: 1_000 }, (_, index) => `远${index},,`).join("\n");
      const job = await bring(
        `name,phone,note\n远近,13800000071,\n${between}\n远近,13800000071,后来`,
      );
      expect(job.counts).toMatchObject({ created: 1_001, updated: 1 });
      const { undo: outcome } = await undo(job);
      expect(outcome).toMatchObject({ total: 1_001, done: 1_001, removed: 1_001, kept: 0 });
    });

    it("keeps what somebody changed since: records they touched, cells they changed again", async () => {
      await bring("name,phone,note\n丙,13800000011,一\n丁,13800000012,一\n戊,13800000013,一");
      const job = await bring(
        "name,phone,note\n丙丙,13800000011,二\n丁,13800000012,二\n戊戊,13800000013,二\n己,13800000014,\n庚,13800000015,",
      );
      await edit(colleague, "丙丙", { note: "同事写的" });
      await edit(colleague, "丁", { note: "也是" });
      await edit(colleague, "戊戊", { city: "上海" });
      await edit(colleague, "己", { note: "跟进中" });
      const undone = await undo(job);
      expect(undone.undo).toMatchObject({ removed: 1, restored: 2, kept: 2 });
      expect(await customers("note")).toMatchObject({
        丙: ["同事写的"],
        丁: ["也是"],
        戊: ["一"],
        己: ["跟进中"],
      });
      expect(await reasons(undone)).toEqual([
        [2, "partly_since"],
        [3, "changed_since"],
        [5, "changed_since"],
      ]);
      const file = await world.services.exchange.imports.errors(as(manager), job.id, "undo");
      expect(csvRows(await text(Readable.from(file.text))).map(({ name }) => name)).toEqual([
        "丙丙",
        "丁",
        "己",
      ]);
    });

    it("keeps a customer that has an order by now, and tells of none that the undoer does not see", async () => {
      const job = await bring("name,phone\n辛,13800000021\n壬,13800000022");
      const other = await world.unit(`华北${kind}`, world.root, "region");
      const stranger = await world.person("陌生", "regionalSalesManager", other);
      await world.insert("order", [
        {
          number: `A-${kind}`,
          customer: await idOf("辛"),
          owner: manager,
          unit: region,
          status: "paid",
        },
        // It hangs on the customer, and stands where the manager sees nothing.
        {
          number: `B-${kind}`,
          customer: await idOf("壬"),
          owner: stranger,
          unit: other,
          status: "paid",
        },
      ]);
      const undone = await undo(job);
      expect(await reasons(undone)).toEqual([[2, "used_since"]]);
      expect(Object.keys(await customers())).toContain("辛");
      expect(Object.keys(await customers())).not.toContain("壬");
    });

    it("takes orders back before the customers they came for, and puts the totals right", async () => {
      const first = await bring("name,phone\n癸,13800000031");
      const orders = await bring(
        "单号,客户,日期,金额\nU1,癸,2026-05-01,12.50\nU2,癸,2026-05-02,7.50",
        {
          columns: { 单号: "number", 客户: "customer", 日期: "placedAt", 金额: "total" },
          duplicates: "skip",
        },
        "order",
      );
      expect(orders.counts.created).toBe(2);
      expect(await customers("orderCount")).toMatchObject({ 癸: [2] });
      expect((await undo(orders)).undo).toMatchObject({ removed: 2, kept: 0 });
      expect(await customers("orderCount")).toMatchObject({ 癸: [0] });
      expect((await undo(first)).undo).toMatchObject({ removed: 1, kept: 0 });
    });

    it("is decided with the rights of now, record by record, and is the importer's alone", async () => {
      const mover = await world.person(`临时${kind}`, "staff", region);
      const assignment = await world.assign(mover, "regionalSalesManager", region);
      const [job, later] = [
        await bringAs(mover, "name,phone\n子,13800000041\n丑,13800000042"),
        await bringAs(mover, "name,phone\n寅,13800000043"),
      ];
      const { imports } = world.services.exchange;
      const asked = { of: "undo", column: "", code: "gone_since", after: 0 } as const;
      for (const attempt of [
        () => imports.undo(as(manager), job.id),
        () => imports.get(as(manager), job.id),
        () => imports.read(as(manager), job.id, {}),
        () => imports.problems(as(manager), job.id, asked),
        () => imports.errors(as(manager), job.id, "undo"),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
      // One of the two is handed to where its importer sees nothing.
      const far = await world.unit(`西南${kind}`, world.root, "region");
      await world.services.db.query("update customer set owner = null, unit = $2 where id = $1", [
        await idOf("子"),
        far,
      ]);
      expect((await undo(job, mover)).undo).toMatchObject({
        removed: 1,
        kept: 1,
        problems: [{ code: "gone_since", count: 1 }],
      });
      await world.unassign(assignment, mover);
      expect((await undo(later, mover)).undo).toMatchObject({ removed: 0, kept: 1 });
      expect(Object.keys(await customers())).toContain("寅");
    });

    it("ends after a month", async () => {
      const job = await bring("name,phone\n卯,13800000051");
      await world.services.db.query(
        "update import_job set finished_at = finished_at - interval '31 days' where id = $1",
        [job.id],
      );
      const { imports } = world.services.exchange;
      expect((await imports.get(as(manager), job.id)).undo).toBeNull();
      await expect(imports.undo(as(manager), job.id)).rejects.toMatchObject({
        code: "undo_expired",
      });
      expect(Object.keys(await customers())).toContain("卯");
    });

    it("takes back people with the posts they came with, and units from the leaves up", async () => {
      const admin = await world.person(`管理${kind}`, "administrator", world.root);
      const units = await bring(
        `名称,上级单元\n甲店${kind},乙区${kind}\n乙区${kind},总部`,
        { columns: { 名称: "name", 上级单元: "parent" }, duplicates: "skip" },
        "unit",
        admin,
      );
      const people = await bring(
        `姓名,邮箱,岗位,门店\n周一,${kind}1@test.example,店长,甲店${kind}\n周二,${kind}2@test.example,店长,甲店${kind}`,
        {
          columns: { 姓名: "name", 邮箱: "email", 岗位: "post.role", 门店: "unit" },
          duplicates: "skip",
        },
        "person",
        admin,
      );
      expect([units.counts.created, people.counts.created]).toEqual([2, 2]);
      // People still stand in the lower unit, and it in the upper one.
      expect((await undo(units, admin)).undo).toMatchObject({ removed: 0, kept: 2 });
      expect((await undo(people, admin)).undo).toMatchObject({ total: 4, removed: 4, kept: 0 });
    });

    it("says what was wrong by kind and column, page by page, and gives the failed rows back to be mended", async () => {
      const rows = Array.from(
        { length: 60 },
        (_, index) => `人${index},${index < 55 ? "abc" : `1390000${1000 + index}`},`,
      );
      const content = `名单,,\nname,phone,note\n${rows.join("\n")}\n,13900009999,没有名字`;
      const job = await bring(content);
      expect(job.counts).toMatchObject({ created: 5, failed: 56 });
      expect(job.problems.map(({ column, code, count }) => [column, code, count])).toEqual([
        ["phone", "not_phone", 55],
        ["name", "required", 1],
      ]);
      const { imports } = world.services.exchange;
      const asked = { of: "failed", column: "phone", code: "not_phone" } as const;
      const first = await imports.problems(as(manager), job.id, { ...asked, after: 0 });
      const second = await imports.problems(as(manager), job.id, { ...asked, after: first.next! });
      expect([first.rows.length, second.rows.length, second.next]).toEqual([50, 5, null]);
      expect(first.rows[0]!.row).toBe(3);
      const file = await imports.errors(as(manager), job.id);
      const mended = (await text(Readable.from(file.text))).replaceAll(/,abc,/g, ",,");
      const again = await importFile(world.services, {
        person: manager,
        object: "customer",
        content: mended,
      });
      expect(again.counts).toMatchObject({ created: 55, failed: 1 });
    });

    it("gives back every row of an order that failed in one of them", async () => {
      const mapping = {
        columns: ORDER_COLUMNS,
        fields: {
          "lines.amount": { from: "{单价}" },
          total: { from: "{单价}", sum: true },
        },
        group: ["单号"],
        duplicates: "skip",
      } as const;
      const content = [
        "单号,客户,日期,货号,品名,数量,单价",
        "G1,卯,2026-05-01,A,茶,1,2",
        "G2,卯,2026-05-01,A,茶,1,2",
        "G1,卯,2026-05-01,B,杯,两个,2",
      ].join("\n");
      const job = await bring(content, mapping, "order");
      expect(job.errors).toMatchObject([{ row: 4 }]);
      expect(job.counts).toMatchObject({ created: 1, failed: 1 });
      const file = await world.services.exchange.imports.errors(as(manager), job.id);
      const rows = csvRows(await text(Readable.from(file.text)));
      expect(rows.map((row) => [row["单号"], row["行号"]])).toEqual([
        ["G1", "2"],
        ["G1", "4"],
      ]);
    });

    it.skipIf(kind === "embedded")("keeps what somebody is changing at that moment", async () => {
      const { services } = world;
      const { imports, jobs } = services.exchange;
      const job = await bring("name,phone\n辰,13800000061\n巳,13800000062");
      const held = Promise.withResolvers<void>();
      const editing = services.db.transaction(async (tx) => {
        await tx.query(
          "update customer set note = '正在写', version = version + 1 where name = '辰'",
        );
        held.resolve();
        const isWaitedFor = async () => {
          const { rows } = await tx.query(
            "select from pg_locks where not granted and locktype = 'transactionid'",
          );
          return rows.length > 0;
        };
        for (let tries = 0; tries < 400 && !(await isWaitedFor()); tries++)
          await new Promise((resolve) => setTimeout(resolve, 25));
        expect(await isWaitedFor()).toBe(true);
      });
      await held.promise;
      await imports.undo(as(manager), job.id);
      await Promise.all([editing, jobs.idle()]);
      expect((await imports.get(as(manager), job.id)).undo).toMatchObject({
        removed: 1,
        kept: 1,
        problems: [{ code: "changed_since" }],
      });
      expect(await customers("note")).toMatchObject({ 辰: ["正在写"] });
      expect(Object.keys(await customers())).not.toContain("巳");
    });
  },
);
