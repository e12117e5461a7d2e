import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { demandContent } from "./file-kinds.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "latchkey-kinds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function contentOf(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, typeof content === "string" ? Buffer.from(content, "latin1") : content);
  return demandContent(path, name);
}

const PNG = "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR".padEnd(64, "\u0000");
const COMPOUND = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1".padEnd(1_000, "\u0000");

test.each([
  ["page.html", "<script>alert(1)</script>"],
  ["logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["安装.exe", "MZ\u0090"],
  ["资料.zip", "PK\u0003\u0004"],
  ["macro.docm", "PK\u0003\u0004"],
  ["constructor", "text"],
  ["a.constructor", "text"],
])("%s is of no kind that is kept", async (name, content) => {
  await expect(contentOf(name, content)).rejects.toMatchObject({ code: "file_kind" });
});

test.each([
  ["fake.pdf", "<html><script>alert(1)</script>"],
  ["fake.png", "MZ\u0090\u0000\u0003"],
  ["fake.docx", "PK\u0005\u0006".padEnd(22, "\u0000")],
  ["picture.pdf", PNG],
  ["binary.txt", "text\u0000more"],
])("%s is not what its name says", async (name, content) => {
  await expect(contentOf(name, content)).rejects.toMatchObject({ code: "file_content" });
});

test.each([
  ["合同.pdf", "%PDF-1.7\n%%EOF", "application/pdf"],
  ["照片.JPG", PNG, "image/png"],
  ["备注.txt", "one\r\ntwo", "text/plain"],
  ["名单.csv", Buffer.from("姓名,电话\n"), "text/csv"],
  ["旧报价.xls", COMPOUND, "application/vnd.ms-excel"],
])("%s is kept as what it is", async (name, content, type) => {
  expect(await contentOf(name, content)).toBe(type);
});

test("a workbook is known from its parts", async () => {
  const workbook = await writeExcel([[{ value: "茶" }]]).toBuffer();
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  expect(await contentOf("表.xlsx", Buffer.from(workbook))).toBe(type);
});
