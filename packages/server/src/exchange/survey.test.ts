import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasData, readData } from "../testing/real-data.ts";
import { compoundFile, rewritten, workbook, zipOf } from "../testing/workbooks.ts";
import type { ImportReading } from "../http/contract.ts";
import { readTable } from "./read-table.ts";
import { surveyFile } from "./survey.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "latchkey-survey-"));
});
afterAll(() => rm(directory, { recursive: true }));

const WORDS = new Set(["客户名称", "手机", "备注", "name", "phone"]);
const countKnown = (cells: readonly string[]): number =>
  cells.filter((cell) => WORDS.has(cell)).length;

async function put(content: Buffer | string): Promise<string> {
  const path = join(directory, "file");
  await writeFile(path, content);
  return path;
}

async function survey(content: Buffer | string, said: ImportReading = {}) {
  const path = await put(content);
  const found = await surveyFile(path, said, countKnown);
  const rows: (readonly [number, readonly string[]])[] = [];
  for await (const { number, cells } of readTable(path, found.reading)) rows.push([number, cells]);
  return { ...found, rows };
}

describe("R135: workbooks", () => {
  const CUSTOMERS = [
    ["2026 年客户名单", null, null],
    [],
    [null, null, "内部资料"],
    ["客户名称", "手机", "建档日"],
    ["王小明", "13900001111", new Date("2026-03-31T00:00:00Z")],
    [],
    ["李娜", 13900002222, new Date("2026-04-01T09:30:00Z")],
  ] as const;

  test("the first sheet with data is read, its header found below the title, rows numbered as in the sheet", async () => {
    const content = await workbook({ 说明: [], 名单: CUSTOMERS, 归档: [["客户名称"], ["赵六"]] });
    const found = await survey(content);
    expect(found.reading).toEqual({ sheet: "名单", header: 4 });
    expect(found.sheets).toEqual([
      { name: "说明", rows: 0, isHidden: false },
      { name: "名单", rows: 5, isHidden: false },
      { name: "归档", rows: 2, isHidden: false },
    ]);
    expect(found).toMatchObject({ headers: ["客户名称", "手机", "建档日"], total: 2 });
    expect(found.preview.map(({ number }) => number)).toEqual([1, 3, 4, 5, 7]);
    expect(found.rows).toEqual([
      [4, ["客户名称", "手机", "建档日"]],
      [5, ["王小明", "13900001111", "2026-03-31"]],
      [7, ["李娜", "13900002222", "2026-04-01 09:30:00"]],
    ]);
  });

  test("another sheet and another header can be said, and must be there", async () => {
    const content = await workbook({ 名单: CUSTOMERS, 归档: [["客户名称"], ["赵六"]] });
    expect(await survey(content, { sheet: "归档" })).toMatchObject({
      total: 1,
      reading: { header: 1 },
    });
    expect(await survey(content, { sheet: "名单", header: 5 })).toMatchObject({
      headers: ["王小明", "13900001111", "2026-03-31"],
      total: 1,
    });
    const refused = (reading: ImportReading) =>
      survey(content, reading).catch((error: { extras?: { problems?: { code: string }[] } }) =>
        error.extras?.problems?.map(({ code }) => code),
      );
    expect(await refused({ sheet: "没有" })).toEqual(["unknown_sheet"]);
    expect(await refused({ header: 2 })).toEqual(["blank_header"]);
    await expect(survey(content, { header: 7 })).rejects.toMatchObject({ code: "empty_file" });
  });

  test("a sheet that is hidden is not the first choice", async () => {
    const content = await workbook({ 选项: [["来源"], ["门店"]], 名单: CUSTOMERS });
    const hidden = rewritten(content, (xml) =>
      xml.replace(/<sheet (?=[^>]*name="选项")/, '<sheet state="hidden" '),
    );
    expect(await survey(hidden)).toMatchObject({
      reading: { sheet: "名单" },
      sheets: [{ name: "选项", isHidden: true }, { name: "名单" }],
    });
  });

  test.each(["1", "true"])("dates that count from 1904 are right (%s)", async (written) => {
    const content = rewritten(await workbook({ 名单: CUSTOMERS }), (xml) =>
      xml
        .replace(/<workbookPr[^>]*\/>/, "")
        .replace(/<sheets>/, `<workbookPr date1904="${written}"/><sheets>`),
    );
    const days = (await survey(content)).rows.slice(1).map(([, cells]) => cells[2]);
    // The same number of days, counted from four years and a day later.
    expect(days).toEqual(["2030-04-01", "2030-04-02 09:30:00"]);
  });

  test("the upper row of a header of two rows names what it is merged over", async () => {
    const content = await workbook({
      名单: [
        ["客户名称", "联系方式", null, "等级"],
        [null, "手机", "邮箱", null],
        ["王小明", "13900001111", "w@test.example", "A"],
      ],
    });
    expect(await survey(content, { header: 2 })).toMatchObject({
      headers: ["客户名称", "手机", "邮箱", "等级"],
    });
  });
});

describe("R135: text", () => {
  const GB18030 = Buffer.from([0xc0, 0xee, 0xc4, 0xc8]);

  test.each([
    ["commas", "客户名称,手机\n王小明,1", ","],
    ["semicolons", "客户名称;手机;备注\n王小明;1;a,b\n李娜;2;c,d", ";"],
    ["tabs", "名单\n客户名称\t手机\n王小明\t1", "\t"],
    ["bars", "客户名称|手机\n王小明|1", "|"],
    ["commas in quotes", '客户名称;备注\n王小明;"一,二,三"\n李娜;"四,五,六"', ";"],
  ])("columns parted by %s are found", async (_, content, delimiter) => {
    const found = await survey(content);
    expect(found.reading).toMatchObject({ delimiter, encoding: "utf-8" });
    expect(found.headers[0]).toBe("客户名称");
  });

  test("the letters are found, or said, and what is said must fit", async () => {
    const gb = Buffer.concat([Buffer.from("name,phone\n"), GB18030, Buffer.from(",1\n")]);
    expect(await survey(gb)).toMatchObject({
      reading: { encoding: "gb18030" },
      samples: [["李娜", "1"]],
    });
    const marked = `\u{feff}name,phone\n李娜,1`;
    expect(await survey(marked)).toMatchObject({
      headers: ["name", "phone"],
      reading: { encoding: "utf-8" },
    });
    const wide = Buffer.from(marked, "utf16le");
    expect(await survey(wide)).toMatchObject({
      headers: ["name", "phone"],
      samples: [["李娜", "1"]],
    });
    await expect(survey(gb, { encoding: "utf-8" })).rejects.toMatchObject({
      extras: { problems: [{ path: "encoding", code: "not_encoded" }] },
    });
    expect((await survey(marked, { encoding: "gb18030" }).catch(() => null))?.samples).not.toEqual([
      ["李娜", "1"],
    ]);
  });

  test("blank rows are no rows, and keep their numbers", async () => {
    const found = await survey("客户名单\n\nname,phone\n王小明,1\n,\n\n李娜,2\n");
    expect(found).toMatchObject({ total: 2, reading: { header: 3 } });
    expect(found.rows.map(([number]) => number)).toEqual([3, 4, 7]);
  });

  test("a header of words that nobody knows is the first wide row without figures", async () => {
    expect(await survey("汇总表,,\n制表日期 2026-03-01,,\n甲,乙,丙\n1,2,3\n")).toMatchObject({
      headers: ["甲", "乙", "丙"],
    });
  });
});

describe("R135: what is no table is refused with the way out", () => {
  const OTHERS: readonly (readonly [string, Buffer | string, string])[] = [
    ["a legacy workbook", compoundFile("Root Entry", "Workbook"), "legacy_xls"],
    [
      "a workbook with a password",
      compoundFile("Root Entry", "EncryptedPackage"),
      "encrypted_file",
    ],
    [
      "a Numbers document",
      zipOf("Index/Document.iwa", "Metadata/Properties.plist"),
      "numbers_file",
    ],
    ["an OpenDocument sheet", zipOf("mimetype", "content.xml"), "other_sheet"],
    ["a binary workbook", zipOf("xl/workbook.bin"), "other_sheet"],
    ["a letter", zipOf("word/document.xml"), "not_a_table"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), "not_a_table"],
    ["a PDF", "%PDF-1.7\n", "not_a_table"],
    [
      "a page under the name .xls",
      "\u{feff}<html><table><tr><td>客户</td></tr></table>",
      "web_table",
    ],
    [
      "the XML of Excel 2003",
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
      "web_table",
    ],
    ["a broken zip file", Buffer.from("PK\u0003\u0004 and nothing else"), "bad_file"],
    ["nothing", "", "empty_file"],
    ["a header alone", "name,phone\n", "empty_file"],
  ];

  test.each(OTHERS)("%s", async (_, content, code) => {
    await expect(survey(content)).rejects.toMatchObject({ code });
  });

  const LEGACY = "cn-superstore/superstore.xls";
  test.skipIf(!hasData(LEGACY))(
    `a real legacy workbook${hasData(LEGACY) ? "" : " (SKIPPED: cn-superstore is not beside the project)"}`,
    async () => {
      await expect(survey(readData(LEGACY))).rejects.toMatchObject({ code: "legacy_xls" });
    },
  );
});
