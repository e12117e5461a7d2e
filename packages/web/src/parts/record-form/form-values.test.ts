import type { FieldMeta } from "@latchkey/server/contract";
import { expect, test } from "vitest";
import { changedValues, toFormValues } from "./form-values.ts";

const field = (name: string, type: FieldMeta["type"]): FieldMeta => ({
  name,
  type,
  label: { zh: name, en: name },
  sensitivity: "basic",
  custom: false,
  level: "plain",
  required: false,
  readOnly: false,
  writable: true,
  operators: [],
  sortable: false,
});

const fields = [field("owner", "person"), field("tags", "tags"), field("note", "text")];

const values = {
  owner: { id: "p1", title: "周小芽" },
  tags: [{ id: "t1", title: null }],
  note: "常客",
};

test("a form holds references with their titles, and untouched ones are no change", () => {
  const before = toFormValues(fields, values);
  expect(before["owner"]).toEqual({ id: "p1", title: "周小芽" });
  expect(changedValues(fields, before, before)).toEqual({});
  expect(changedValues(fields, before, { owner: "p1", tags: ["t1"], note: "常客" })).toEqual({});
});

test("what is chosen anew is sent as ids", () => {
  const before = toFormValues(fields, values);
  expect(changedValues(fields, before, { ...before, owner: "p2", tags: [] })).toEqual({
    owner: "p2",
    tags: [],
  });
});

test("a masked cell stands empty and is no change until something is typed", () => {
  const before = toFormValues(fields, values, ["note"]);
  expect(before["note"]).toBeNull();
  expect(changedValues(fields, before, before)).toEqual({});
  expect(changedValues(fields, before, { ...before, note: "新" })).toEqual({ note: "新" });
});
