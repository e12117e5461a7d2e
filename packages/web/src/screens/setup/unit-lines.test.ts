import { describe, expect, test } from "vitest";
import {
  addBelow,
  addBeside,
  countBelow,
  countPasted,
  linesOf,
  pasteLines,
  placesOf,
  removeLine,
  renameLine,
  toPlanned,
  twiceNamed,
  withoutPlaces,
} from "./unit-lines.ts";

const LEVELS = ["region", "city", "store"];
const said = (name: string) => ({ zh: name, en: name });
const EXAMPLE = linesOf(
  [
    { name: said("财务部"), kind: "department", key: "finance", below: [] },
    {
      name: said("华东"),
      kind: "region",
      below: [
        {
          name: said("上海"),
          kind: "city",
          below: [{ name: said("南京路店"), kind: "store", below: [] }],
        },
      ],
    },
  ],
  (text) => text.zh,
);
const shape = (lines: typeof EXAMPLE) =>
  lines.map(({ name, kind, depth }) => `${"  ".repeat(depth)}${name} ${kind}`);
const idOf = (name: string, lines = EXAMPLE) => lines.find((line) => line.name === name)!.id;

describe("the organisation as lines", () => {
  test("a pasted list joins what is there, each path ending where customers are met", () => {
    const pasted =
      "华东/上海/徐汇店\n华东 ／ 杭州 > 西湖店\n华南\\福田店\n\n机场店\n华东/上海/南京路店";
    expect(countPasted(EXAMPLE, pasted, LEVELS)).toBe(6);
    expect(shape(pasteLines(EXAMPLE, pasted, LEVELS))).toEqual([
      "财务部 department",
      "华东 region",
      "  上海 city",
      "    南京路店 store",
      "    徐汇店 store",
      "  杭州 city",
      "    西湖店 store",
      "华南 region",
      "  福田店 store",
      "机场店 store",
    ]);
  });

  test("a longer path than there are levels keeps its last for the store", () => {
    const deep = pasteLines([], "华南/广东/深圳/南山/科技园店", LEVELS);
    expect(deep.map(({ kind }) => kind)).toEqual(["region", "city", "city", "city", "store"]);
  });

  test("lines are added beside and below, and removed with all that is below them", () => {
    const beside = addBeside(EXAMPLE, idOf("上海"));
    expect(shape(renameLine(beside.lines, beside.added, "苏州"))).toEqual([
      "财务部 department",
      "华东 region",
      "  上海 city",
      "    南京路店 store",
      "  苏州 city",
    ]);
    const below = addBelow(EXAMPLE, idOf("华东"), LEVELS);
    expect(below.lines.find(({ id }) => id === below.added)).toMatchObject({
      kind: "city",
      depth: 1,
    });
    expect(countBelow(EXAMPLE, idOf("华东"))).toBe(2);
    expect(shape(removeLine(EXAMPLE, idOf("华东")))).toEqual(["财务部 department"]);
    expect(shape(withoutPlaces(EXAMPLE, LEVELS))).toEqual(["财务部 department"]);
  });

  test("the server gets parents by index, and lines that were left empty not at all", () => {
    const { lines } = addBeside(EXAMPLE, idOf("南京路店"));
    expect(toPlanned(lines)).toEqual([
      { name: "财务部", kind: "department", parent: null, key: "finance" },
      { name: "华东", kind: "region", parent: null },
      { name: "上海", kind: "city", parent: 1 },
      { name: "南京路店", kind: "store", parent: 2 },
    ]);
  });

  test("posts are counted by kind, by department and for the organisation itself", () => {
    expect(placesOf({ kind: "store" }, EXAMPLE)).toBe(1);
    expect(placesOf({ unit: "finance" }, EXAMPLE)).toBe(1);
    expect(placesOf({ unit: "gone" }, EXAMPLE)).toBe(0);
    expect(placesOf({ kind: "group" }, [])).toBe(1);
  });

  test("two of one name below one parent are told", () => {
    const twice = pasteLines(EXAMPLE, "华北/北京店", LEVELS);
    expect(twiceNamed(twice).size).toBe(0);
    const renamed = renameLine(twice, idOf("华北", twice), "华东");
    expect([...twiceNamed(renamed)]).toEqual([idOf("华北", twice)]);
  });
});
