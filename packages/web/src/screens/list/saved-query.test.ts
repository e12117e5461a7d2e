import type { FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { expect, test } from "vitest";
import type { ListState } from "./list-state.ts";
import { isSameQuestion, openQuery, writeQuery } from "./saved-query.ts";

const field = (name: string, parts: Partial<FieldMeta> = {}): FieldMeta => ({
  name,
  type: "text",
  label: { zh: name, en: name },
  sensitivity: "basic",
  custom: false,
  level: "plain",
  required: false,
  readOnly: false,
  writable: true,
  operators: ["is", "contains", "isEmpty"],
  sortable: true,
  ...parts,
});

const object: ObjectMeta = {
  name: "customer",
  label: { zh: "客户", en: "Customer" },
  plural: { zh: "客户", en: "Customers" },
  title: "name",
  fields: [
    field("name"),
    field("city"),
    field("level", {
      type: "choice",
      operators: ["anyOf", "isEmpty"],
      choices: [{ value: "vip", label: { zh: "贵宾", en: "VIP" } }],
    }),
    // Known by name and closed: there is nothing to filter or to order by.
    field("spend", { level: "absent", operators: [], sortable: false }),
  ],
  states: null,
  actions: [],
  list: { columns: ["name"], sort: { field: "name", direction: "asc" }, filters: [] },
  form: [],
  keys: [],
  closedActions: [],
  children: [],
};

const question: ListState = {
  q: "tea",
  f: [
    { field: "city", op: "is", value: "深圳" },
    {
      any: [
        { field: "name", op: "contains", value: "茶" },
        { field: "city", op: "isEmpty" },
      ],
    },
  ],
  s: "city.asc,name.desc",
};

test("a view opens as it was saved", () => {
  const opened = openQuery(object, writeQuery(question, ["name", "city"]));
  expect(opened).toEqual({ question: { ...question, c: "name,city" }, leftOut: 0 });
});

test("a view is kept in the words of the API", () => {
  expect(JSON.parse(writeQuery({ s: "name.asc" }, ["name"]))).toEqual({
    sort: [{ field: "name", direction: "asc" }],
    columns: ["name"],
  });
});

test("what this reader may not ask is left out, and counted", () => {
  const text = writeQuery(
    {
      f: [
        { field: "spend", op: "is", value: 1 },
        {
          any: [
            { field: "cost", op: "isEmpty" },
            { field: "city", op: "is", value: "深圳" },
          ],
        },
        { field: "name", op: "atLeast", value: "a" },
      ],
      s: "spend.desc,name.asc",
    },
    ["name", "spend", "cost"],
  );
  expect(openQuery(object, text)).toEqual({
    question: { f: [{ field: "city", op: "is", value: "深圳" }], s: "name.asc", c: "name,spend" },
    // Three conditions, one order, and one column: a closed one still shows that it is closed.
    leftOut: 5,
  });
});

test("a choice that is there no more is left out: the server would refuse the whole list", () => {
  const known = { field: "level", op: "anyOf", value: ["vip"] } as const;
  const empty = { field: "level", op: "isEmpty" } as const;
  const gone = { field: "level", op: "anyOf", value: ["vip", "bronze"] } as const;
  expect(openQuery(object, writeQuery({ f: [known, gone, empty] }, []))).toEqual({
    question: { f: [known, empty] },
    leftOut: 1,
  });
});

test("a filter of more levels than screens have is left out, not misread", () => {
  const nested = { or: [{ and: [{ field: "name", op: "isEmpty" }] }] };
  const text = JSON.stringify({ filter: { and: [{ field: "name", op: "isEmpty" }, nested] } });
  expect(openQuery(object, text)).toEqual({
    question: { f: [{ field: "name", op: "isEmpty" }] },
    leftOut: 1,
  });
  expect(openQuery(object, JSON.stringify({ filter: { or: [nested] } })).leftOut).toBe(1);
});

test.each(["", "null", "[]", "{", "7", '{"filter":3,"sort":"x","columns":{}}', undefined, null])(
  "what is no query opens as the whole list: %s",
  (text) => {
    expect(openQuery(object, text).question).toEqual({});
  },
);

test("a change that was taken back is no change", () => {
  const f = [{ field: "city", op: "isEmpty" }] as const;
  expect(isSameQuestion({ f, q: "a" }, { q: "a", f: [{ op: "isEmpty", field: "city" }] })).toBe(
    true,
  );
  expect(isSameQuestion({ f: [] }, {})).toBe(true);
  expect(isSameQuestion({ f: [{ any: [...f, ...f] }] }, { f: [...f, ...f] })).toBe(false);
  expect(isSameQuestion({ s: "name.asc" }, {})).toBe(false);
});
