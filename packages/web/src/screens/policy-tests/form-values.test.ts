import type { PolicyTestContent } from "@latchkey/server/contract";
import { expect, test } from "vitest";
import { toContent, toForm } from "./form-values.ts";

const basis: PolicyTestContent = {
  who: { kind: "role", role: "r", unit: "u" },
  expect: "cannot",
  object: "customer",
  action: "edit",
  field: "phone",
  record: { kind: "sample", of: "unit", unit: "v", takesPart: "teacher", values: { level: "vip" } },
  at: "2026-03-01T04:00:00.000Z",
};

test.each<PolicyTestContent>([
  basis,
  { ...basis, who: { kind: "person", person: "p" }, record: { kind: "record", id: "c" }, at: null },
  { ...basis, who: { kind: "post", post: "o" }, expect: "masked", action: "view" },
  {
    ...basis,
    field: null,
    record: { kind: "sample", of: "self", unit: null, takesPart: null, values: {} },
  },
])("R145: a test is the same behind the form as before it", (content) => {
  expect(toContent(toForm(content))).toEqual(content);
});

test("R145: what was chosen for another kind of test is left out", () => {
  const form = { ...toForm(basis), of: "self" as const, expect: "absent" as const };
  const cells = [...form.cells!, { name: "stage" }, {}];
  expect(toContent({ ...form, cells })).toEqual({
    ...basis,
    expect: "absent",
    action: "view",
    record: { ...basis.record, of: "self", unit: null },
  });
});
