import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import type { Gate } from "../gate/gate.ts";
import { createExchange } from "./exchange.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { csvRows, exportFile, importFile, uploadFile, ORDER_COLUMNS } from "../testing/exchange.ts";

describe.each(["embedded", "server"] as const)("on the %s database", (kind) => {
  let native: NativeServer | null = null;
  let world: Enterprise;
  let manager: string;
  let seller: string;
  let region: string;
  let other: string;

  beforeAll(async () => {
    native = kind === "server" ? await startNativeServer() : null;
    world = await createEnterprise(native ? { url: native.url } : {});
    region = await world.unit("华东", world.root, "region");
    other = await world.unit("华北", world.root, "region");
    manager = await world.person("洪光", "regionalSalesManager", region);
    seller = await world.person("李娜", "seller", region);
    await world.insert("tag", [
      { name: "老客", unit: world.root },
      { name: "VIP", unit: world.root },
    ]);
  });

  afterAll(async () => {
    await world.close();
    await native?.stop();
  });

  const list = async (object: string, filter: object) =>
    (await world.services.gate.list(as(manager), object, { filter: filter as never })).rows;

  describe("R135: importing a spreadsheet", () => {
    const FILE = [
      "客户名称,手机,负责人,标签,来源渠道",
      "王小明,139 0000 1111,李娜,老客；VIP,门店扫码",
      "赵六,abc,李娜,,门店扫码",
      "钱七,13900002222,没有此人,没有的标签,门店扫码",
    ].join("\n");

    it("guesses the mapping from labels, checks first, and reports every row that is wrong", async () => {
      const checked = await importFile(world.services, {
        person: manager,
        object: "customer",
        content: FILE,
        dry: true,
      });
      expect(checked.mapping.columns).toEqual({
        客户名称: "name",
        手机: "phone",
        负责人: "owner",
        标签: "tags",
        来源渠道: "source",
      });
      expect(checked).toMatchObject({
        state: "checked",
        total: 3,
        done: 3,
        counts: { created: 1, failed: 2 },
      });
      expect(checked.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
        [3, "phone", "not_phone"],
        [4, "owner", "no_such_name"],
        [4, "tags", "no_such_name"],
      ]);
      expect(await list("customer", { field: "name", op: "is", value: "王小明" })).toEqual([]);
    });

    it("takes a column headed by the common word for a name as the name", async () => {
      const { columns } = (
        await importFile(world.services, {
          person: manager,
          object: "customer",
          content: "姓名,手机\n孙八,13900003333",
          dry: true,
        })
      ).mapping;
      expect(columns).toEqual({ 姓名: "name", 手机: "phone" });
    });

    it("assigns owners and tags, and gives back the wrong rows as a file", async () => {
      const done = await importFile(world.services, {
        person: manager,
        object: "customer",
        content: FILE,
      });
      expect(done).toMatchObject({ state: "done", counts: { created: 1, failed: 2 } });
      const [row] = await list("customer", { field: "name", op: "is", value: "王小明" });
      expect(row!.values).toMatchObject({
        phone: "*******1111",
        owner: { title: "李娜" },
        unit: { title: "华东" },
        source: "storeCode",
      });
      expect(
        (row!.values["tags"] as { title: string }[]).map(({ title }) => title).toSorted(),
      ).toEqual(["VIP", "老客"]);
      const { text } = await world.services.exchange.imports.errors(as(manager), done.id);
      let file = "";
      for await (const part of text) file += String(part);
      expect(csvRows(file)).toMatchObject([
        { 客户名称: "赵六", 行号: "3" },
        { 客户名称: "钱七", 行号: "4" },
      ]);
    });

    it("remembers the mapping of a file with the same headers", async () => {
      const content = "甲,乙\n孙八,13700001234";
      const mapping = { columns: { 甲: "name", 乙: "phone" }, duplicates: "skip" } as const;
      await importFile(world.services, { person: manager, object: "customer", content, mapping });
      const again = await uploadFile(world.services, manager, "customer", {
        name: "b.csv",
        content: "甲,乙\n周九,13700005678",
      });
      expect(again.mapping.columns).toEqual(mapping.columns);
    });

    it("skips, updates or flags duplicates by normalised phone and by company name", async () => {
      const columns = {
        name: "name",
        phone: "phone",
        company: "company",
        kind: "kind",
        note: "note",
      };
      const first =
        "name,phone,company,kind,note\n甲,13811112222,,person,一\n,,,person,\n甲公司,,上海 甲乙（有限）公司,company,";
      const run = (content: string, duplicates: "skip" | "update" | "flag") =>
        importFile(world.services, {
          person: manager,
          object: "customer",
          content,
          mapping: { columns, duplicates },
        });
      expect((await run(first, "skip")).counts).toEqual({
        created: 2,
        updated: 0,
        skipped: 0,
        flagged: 0,
        failed: 1,
      });
      const second =
        "name,phone,company,kind,note\n甲,+86 138-1111-2222,,person,二\n乙,,上海甲乙(有限)公司,company,三";
      expect((await run(second, "skip")).counts).toMatchObject({ created: 0, skipped: 2 });
      expect((await run(second, "update")).counts).toMatchObject({ created: 0, updated: 2 });
      const [updated] = await list("customer", { field: "company", op: "isNotEmpty" });
      expect(updated!.values["note"]).toBe("三");
      expect((await run(second, "flag")).counts).toMatchObject({ created: 0, flagged: 2 });
    });

    it("reads GB18030 and refuses what it cannot read, with the way out", async () => {
      const gb = Buffer.concat([
        Buffer.from("name\n"),
        Buffer.from([0xc0, 0xee, 0xc4, 0xc8, 0x0a]),
      ]);
      const done = await importFile(world.services, {
        person: manager,
        object: "customer",
        content: gb,
      });
      expect(done.samples).toEqual([["李娜"]]);
      const legacy = Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(600),
      ]);
      await expect(
        uploadFile(world.services, manager, "customer", { name: "a.xls", content: legacy }),
      ).rejects.toMatchObject({ code: "legacy_xls" });
      await expect(
        uploadFile(world.services, manager, "customer", { name: "a.csv", content: "" }),
      ).rejects.toMatchObject({ code: "empty_file" });
    });

    it("decides on every row as the gate would: no row outside the importer's scope, none for people without the right", async () => {
      const content = "name,unit,owner\n里面,华东,李娜\n外面,华北,李娜";
      const done = await importFile(world.services, {
        person: manager,
        object: "customer",
        content,
        mapping: { columns: { name: "name", unit: "unit", owner: "owner" }, duplicates: "skip" },
      });
      expect(done.counts).toMatchObject({ created: 1, failed: 1 });
      expect(done.errors).toMatchObject([{ row: 3, code: "forbidden" }]);
      await expect(
        uploadFile(world.services, seller, "customer", { name: "a.csv", content }),
      ).rejects.toMatchObject({ code: "forbidden" });
      expect(other).not.toBe(region);
    });

    it("groups rows into one record with lines, finds the customer by name, and keeps its totals", async () => {
      const content = [
        "单号,客户,日期,货号,品名,数量,单价",
        "S1,王小明,2026-05-01 10:00,A,茶,3,1.255",
        "S2,没有的客户,2026-05-02,A,茶,1,2",
        "S1,王小明,2026-05-01 10:00,B,杯,-1,2",
      ].join("\n");
      const mapping = {
        columns: ORDER_COLUMNS,
        fields: {
          "lines.amount": { from: "{单价}", times: "{数量}" },
          total: { from: "{单价}", times: "{数量}", sum: true },
        },
        group: ["单号"],
        duplicates: "update",
      } as const;
      const done = await importFile(world.services, {
        person: manager,
        object: "order",
        content,
        mapping,
      });
      expect(done.counts).toMatchObject({ created: 1, failed: 1 });
      const [order] = await list("order", { field: "number", op: "is", value: "S1" });
      expect(order!.values).toMatchObject({
        total: { amount: "177" },
        placedAt: "2026-05-01T02:00:00.000Z",
        customer: { title: "王小明" },
      });
      expect(order!.values["lines"]).toMatchObject([
        { quantity: 3, amount: { amount: "377" } },
        { quantity: -1, amount: { amount: "-200" } },
      ]);
      const customer = await list("customer", { field: "name", op: "is", value: "王小明" });
      expect(customer[0]!.values).toMatchObject({ spend: { amount: "177" }, orderCount: 1 });
      const again = await importFile(world.services, {
        person: manager,
        object: "order",
        content: content.replace("1.255", "2"),
        mapping,
      });
      expect(again.counts).toMatchObject({ updated: 1, failed: 1 });
      const later = await list("customer", { field: "name", op: "is", value: "王小明" });
      expect(later[0]!.values).toMatchObject({ spend: { amount: "400" }, orderCount: 1 });
    });
  });

  describe("exports", () => {
    it("R134: writes what the exporter sees: a masked phone masked, money in major units, no formula, names for references", async () => {
      await world.insert("customer", [
        {
          name: "=HYPERLINK(1)",
          unit: region,
          owner: seller,
          stage: "new",
          phone: "+8613512345678",
          spend: { amount: "-1250", currency: "CNY" },
        },
      ]);
      const filter = { field: "name", op: "startsWith", value: "=" } as const;
      const { job, text } = await exportFile(world.services, manager, "customer", {
        filter,
        columns: ["name", "phone", "stage", "spend", "owner"],
      });
      expect(job).toMatchObject({ state: "done", rows: 1 });
      expect(job.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(text.startsWith("\u{feff}")).toBe(true);
      expect(csvRows(text)).toEqual([
        {
          客户名称: "'=HYPERLINK(1)",
          手机: "*******5678",
          客户阶段: "新客户",
          累计消费: "-12.50",
          "累计消费（币种）": "CNY",
          负责人: "李娜",
        },
      ]);
      const { rows } = await world.services.db.query<{ detail: string }>(
        "select detail from audit_line where action = 'customer.exported' order by at desc limit 1",
      );
      expect(JSON.parse(rows[0]!.detail)).toMatchObject({ rows: 1, digest: job.digest });
    });

    it("writes a workbook that imports again", async () => {
      const { exports, jobs } = world.services.exchange;
      const { id } = await exports.ask(as(manager), "customer", {
        format: "xlsx",
        columns: ["name", "stage"],
      });
      await jobs.idle();
      const { stream } = await exports.open(as(manager), id);
      const uploaded = await uploadFile(world.services, manager, "customer", {
        name: "a.xlsx",
        content: await buffer(stream),
      });
      expect(uploaded.headers).toEqual(["客户名称", "客户阶段"]);
      expect({ count: uploaded.total }).toEqual(
        await world.services.gate.count(as(manager), "customer", {}),
      );
    });

    it("R100: the rows that a right to export reaches are counted before, where it is narrower than that to see", async () => {
      const { gate } = world.services;
      const elsewhere = await world.unit("华中", world.root, "region");
      const guest = await world.person("兼岗", "regionalSalesManager", elsewhere);
      await world.insert("customer", [
        { name: "可导出", unit: elsewhere, owner: guest, stage: "new" },
        { name: "只能看", unit: region, owner: seller, stage: "new" },
      ]);
      const [shared] = await list("customer", { field: "name", op: "is", value: "只能看" });
      const place = { principalKind: "person", principalId: guest, function: "shared" };
      await world.insert("participant", [{ object: "customer", recordId: shared!.id, ...place }]);
      expect(await gate.count(as(guest), "customer", {})).toEqual({ count: 2 });
      const { count: exportable } = await gate.count(as(guest), "customer", { action: "export" });
      const { job } = await exportFile(world.services, guest, "customer");
      expect([exportable, job.rows]).toEqual([1, 1]);
      await expect(
        gate.count(as(guest), "customer", { action: "edit" } as never),
      ).rejects.toMatchObject({ code: "bad_request" });
    });

    it("R134: an English reader's file has English headings, choices and name", async () => {
      const { job, text } = await exportFile(world.services, manager, "customer", {
        columns: ["name", "stage"],
        locale: "en",
      });
      expect(job.fileName).toMatch(/^Customers-\d{4}-\d\d-\d\d\.csv$/);
      expect(Object.keys(csvRows(text)[0]!)).toEqual(["Name", "Stage"]);
    });

    it("R148: the file is the exporter's alone and only as long as the rights it was made under hold", async () => {
      const { exports, jobs } = world.services.exchange;
      const extra = await world.person("临时", "staff", region);
      const assignment = await world.assign(extra, "regionalSalesManager", region);
      const { id } = await exports.ask(as(extra), "customer", { format: "csv" });
      await jobs.idle();
      await expect(exports.open(as(manager), id)).rejects.toMatchObject({ code: "not_found" });
      await expect(exports.open(as(extra), id)).resolves.toMatchObject({ format: "csv" });
      await world.unassign(assignment, extra);
      await expect(exports.open(as(extra), id)).rejects.toMatchObject({ code: "rights_changed" });
      await expect(exports.ask(as(extra), "customer", { format: "csv" })).rejects.toMatchObject({
        code: "forbidden",
      });
    });

    it("R148: rights that change before the file is whole fail the job, and no file appears", async () => {
      const { db, gate, subjects } = world.services;
      const extra = await world.person("临时二", "staff", region);
      const assignment = await world.assign(extra, "regionalSalesManager", region);
      await world.insert(
        "customer",
        Array.from({ length: 2_500 }, (_, index) => ({
          name: `多${index}`,
          unit: region,
          owner: seller,
          stage: "new",
        })),
      );
      const directory = await mkdtemp(join(tmpdir(), "latchkey-export-"));
      const revoking: Gate = {
        ...gate,
        async read(caller, act, work) {
          const result = await gate.read(caller, act, work);
          if (act.action === "exportChunk") await world.unassign(assignment, extra);
          return result;
        },
      };
      const { exports, jobs } = createExchange({
        db,
        gate: revoking,
        subjects,
        directory,
        onError: () => {},
      });
      const { id } = await exports.ask(as(extra), "customer", { format: "csv" });
      await jobs.idle();
      expect(await exports.get(as(extra), id)).toMatchObject({
        state: "failed",
        error: { code: "rights_changed" },
      });
      expect(await readdir(join(directory, "exports"))).toEqual([]);
      await expect(exports.open(as(extra), id)).rejects.toMatchObject({ code: "wrong_state" });
      await rm(directory, { recursive: true });
    });
  });
});
