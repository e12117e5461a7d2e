import { expect, test } from "vitest";
import { parseMappingFile } from "./parse-mapping-file.ts";

test("R135: a mapping file keeps what the wizard itself does not offer", () => {
  const mapping = {
    columns: { 地区: "name" },
    fields: { total: { from: "{销售额}", sum: true } },
    group: ["订单 ID"],
    key: "code",
    duplicates: "update",
  };
  expect(parseMappingFile(JSON.stringify(mapping))).toEqual(mapping);
});

test("a mapping of fields alone is one, and duplicates are skipped where it does not say", () => {
  expect(parseMappingFile('{"fields":{"kind":{"from":"region"}}}')).toEqual({
    columns: {},
    fields: { kind: { from: "region" } },
    duplicates: "skip",
  });
});

test("anything else is no mapping", () => {
  for (const text of ["", "name,phone", "[]", "null", "{}", '{"columns":["name"]}', '{"a":1}'])
    expect(parseMappingFile(text), text).toBeNull();
});
