import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReadAs, readingsOf } from "../matrix/read-as.ts";
import { pinyinPattern, pinyinTokens, pinyinTokensOfWord } from "./pinyin.ts";

const HAN = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, at) =>
  String.fromCodePoint(0x4e00 + at),
);

test("the readings are the library's, of every character", async () => {
  const characters = new Map<string, string>();
  for (const character of HAN)
    for (const syllable of readingsOf(character))
      characters.set(syllable, (characters.get(syllable) ?? "") + character);
  const lines = [...characters].map(([syllable, read]) => `${syllable} ${read}`);
  await expect(lines.toSorted().join("\n")).toMatchFileSnapshot("./readings.txt");
});

function isFound(text: string, word: string): boolean {
  return pinyinPattern(word)?.test(text) ?? false;
}

describe("R168: what is found by letters", () => {
  test.each([
    ["李梅", ["lm", "LM", "lim", "lime", "limei"], ["li", "l", "ml", "lmm", "limeii", "lmei"]],
    ["曾国强", ["zg", "cg", "zengg", "zengguoqiang", "cengguo", "gq"], ["sg", "qiang"]],
    ["单小平", ["sx", "dx", "sxp", "shanxiao"], ["zx"]],
    ["吕绿", ["ll", "lvl", "lvlv", "lvlu"], ["lv"]],
    ["深圳市腾讯公司", ["szs", "tx", "txgs", "tengxun"], ["sx"]],
    ["西安", ["xa", "xian"], []],
    ["李\n梅", [], ["lm", "limei"]],
    ["李a梅", [], ["lm", "lam"]],
    ["Lima", [], ["lm"]],
  ])("%s: by %j, not by %j", (text, found, missing) => {
    for (const word of found) expect([word, isFound(text, word)]).toEqual([word, true]);
    for (const word of missing) expect([word, isFound(text, word)]).toEqual([word, false]);
  });

  test("is what a slow reader finds, and has the tokens that it is looked for by", () => {
    const rare = HAN.filter((_, at) => at % 997 === 0);
    const character = fc.constantFrom(..."李梅曾单安娜西行长乐强王a1 \n", ...rare);
    const texts = fc.array(character, { minLength: 1, maxLength: 7 });
    const asked = fc.record({
      from: fc.nat(6),
      readings: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
      isShort: fc.boolean(),
      less: fc.nat(3),
    });
    let found = 0;
    fc.assert(
      fc.property(texts, asked, (characters, { from, readings, isShort, less }) => {
        const syllables = readings.map((pick, at) => {
          const all = readingsOf(characters[from + at] ?? "");
          return all[pick % Math.max(all.length, 1)] ?? "x";
        });
        const letters = syllables.map((one) => (isShort ? one.slice(0, 1) : one)).join("");
        const word = letters.slice(0, Math.max(1, letters.length - less));
        const text = characters.join("");
        expect([text, word, isFound(text, word)]).toEqual([text, word, isReadAs(text, word)]);
        if (!isFound(text, word)) return;
        found++;
        const tokens = new Set(pinyinTokens(text));
        const ways = pinyinTokensOfWord(word);
        expect(ways.some((way) => way.every((token) => tokens.has(token)))).toBe(true);
      }),
      { numRuns: 800 },
    );
    expect(found).toBeGreaterThan(40);
  });

  test.each(["an".repeat(12), "a".repeat(24), "xian".repeat(6), "zhuangzhuang"])(
    "%s is cut in few ways, and soon",
    (word) => {
      const began = performance.now();
      expect(pinyinPattern(word)?.source.length ?? 0).toBeLessThan(60_000);
      expect(performance.now() - began).toBeLessThan(500);
    },
  );
});
