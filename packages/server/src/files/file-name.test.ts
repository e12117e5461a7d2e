import { expect, test } from "vitest";
import { cleanFileName } from "./file-name.ts";

test.each([
  ["合同(终稿)2026-03.pdf", "合同(终稿)2026-03.pdf"],
  ["../../etc/passwd.txt", "passwd.txt"],
  ["C:\\Users\\x\\报价.xlsx", "报价.xlsx"],
  ["a\u202egnp.exe.pdf", "agnp.exe.pdf"],
  ["soft\u00adhyphen\u3164\u{e0041}.pdf", "softhyphen.pdf"],
  ["\u115f\u034f.pdf", "pdf"],
  ["葛\u{e0100}飾.pdf", "葛\u{e0100}飾.pdf"],
  ["zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"],
  ["line\nbreak\u0000.pdf", "linebreak.pdf"],
  ["lone \ud800.pdf", "lone.pdf"],
  ['a<b>c:d"e|f?g*.pdf', "a_b_c_d_e_f_g_.pdf"],
  ["CON.pdf", "_CON.pdf"],
  ["nul.tar.pdf", "_nul.tar.pdf"],
  ["..hidden.pdf", "hidden.pdf"],
  ["trailing.pdf. . ", "trailing.pdf"],
  [".pdf", "pdf"],
  ["", "file"],
  ["e\u0301.png", "é.png"],
  ["👩‍👧.png", "👩‍👧.png"],
])("%j is kept as %j", (given, kept) => {
  expect(cleanFileName(given)).toBe(kept);
});

test("a long name is cut before its ending, between letters", () => {
  const name = cleanFileName(`${"😀".repeat(300)}.docx`);
  expect(Array.from(name)).toHaveLength(120);
  expect(name.endsWith("😀.docx")).toBe(true);
});
