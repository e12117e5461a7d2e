import { describe, expect, test } from "vitest";
import {
  MAX_ASSIGNMENTS_PER_SUBJECT,
  MAX_CONDITION_DEPTH,
  MAX_CONDITION_NODES,
  MAX_INCLUDED_ROLES,
  MAX_LIST_LENGTH,
  MAX_RELATED_HOPS,
  MAX_ROLES,
  MAX_RULES_PER_ROLE,
  MAX_SUBJECTS,
  MAX_TEXT_LENGTH,
} from "./limits.ts";
import { PROBLEM_CODES, compile, parseCondition, parsePolicy, parseSubjects } from "./index.ts";
import { problemAt } from "./problems.ts";
import { TEST_SCHEMA, compileInputOf } from "./testing/index.ts";
import {
  assign,
  example,
  field,
  is,
  isEmpty,
  isIn,
  not,
  permit,
  related,
  role,
  value,
} from "./testing/cases/build.ts";
import type { Condition, Rule } from "./model.ts";
import type { Parsed } from "./problems.ts";

/** Each limit is reached, and passed by one: `make(n)` has n of what is limited. */
type Limited = readonly [
  what: string,
  limit: number,
  make: (count: number) => Parsed<unknown>,
  problem: string,
];

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_none, index) => make(index));

const TRUE: Condition = { kind: "true" };
const read = (condition: unknown) => parseCondition(TEST_SCHEMA, "folder", condition);
const readRoles = (...roles: readonly unknown[]) => parsePolicy(TEST_SCHEMA, { roles });
const readRule = (more: Partial<Rule>) =>
  readRoles(role("r", [{ ...permit("p", { actions: ["folder.view"] }), ...more }]));
const readHolder = (...assignments: readonly unknown[]) =>
  parseSubjects(TEST_SCHEMA, { roles: [role("r", [])] }, [
    { id: "ann", attributes: {}, assignments },
  ]);

const deep = (count: number): Condition => (count === 1 ? TRUE : not(deep(count - 1)));
const far = (count: number, from = "folder", to = "pages"): Condition =>
  count === 0 ? TRUE : related(to, far(count - 1, to, from));
const chain = (count: number) =>
  times(count + 1, (index) => ({
    ...role(`${index}`, []),
    includes: index === count ? undefined : [`${index + 1}`],
  }));

const CONDITIONS: readonly Limited[] = [
  ["depth", MAX_CONDITION_DEPTH, (n) => read(deep(n)), `${"of.".repeat(11)}of too-deep`],
  [
    "conditions",
    MAX_CONDITION_NODES,
    (n) => read({ kind: "or", of: times(n - 1, () => TRUE) }),
    "of.199 too-many",
  ],
  ["hops", MAX_RELATED_HOPS, (n) => read(far(n)), "where.where too-deep"],
  [
    "letters of a constant",
    MAX_TEXT_LENGTH,
    (n) => read(is(field("title"), value("x".repeat(n)))),
    "right too-long",
  ],
  [
    "items of a constant",
    MAX_LIST_LENGTH,
    (n) => read(isIn(field("title"), value(times(n, String)))),
    "list too-many",
  ],
];

const LISTS: readonly Limited[] = [
  [
    "actions",
    MAX_LIST_LENGTH,
    (n) => readRule({ actions: times(n, () => "folder.view"), fields: undefined }),
    "roles.0.rules.0.actions too-many",
  ],
  [
    "fields",
    MAX_LIST_LENGTH,
    (n) => readRule({ fields: { mask: times(n, () => "title") } }),
    "roles.0.rules.0.fields.mask too-many",
  ],
  [
    "obligations",
    MAX_LIST_LENGTH,
    (n) => readRule({ obligations: times(n, () => ({ kind: "reason" })) }),
    "roles.0.rules.0.obligations too-many",
  ],
  [
    "citations",
    MAX_LIST_LENGTH,
    (n) => readRule({ cites: times(n, String) }),
    "roles.0.rules.0.cites too-many",
  ],
  [
    "actions of a bound",
    MAX_LIST_LENGTH,
    (n) => readHolder(assign("a", { bound: { actions: times(n, () => "folder.*") } })),
    "0.assignments.0.bound.actions too-many",
  ],
];

const POLICIES: readonly Limited[] = [
  [
    "letters of a name",
    MAX_TEXT_LENGTH,
    (n) => readRoles({ ...role("r", []), name: { zh: "x".repeat(n), en: "x" } }),
    "roles.0.name.zh too-long",
  ],
  [
    "rules",
    MAX_RULES_PER_ROLE,
    (n) =>
      readRoles(
        role(
          "r",
          times(n, (index) => permit(`${index}`, { actions: ["*"] })),
        ),
      ),
    "roles.0.rules too-many",
  ],
  [
    "roles",
    MAX_ROLES,
    (n) => readRoles(...times(n, (index) => role(`${index}`, []))),
    "roles too-many",
  ],
  [
    "roles on the way",
    MAX_INCLUDED_ROLES,
    (n) => readRoles(...chain(n)),
    "roles.0.includes too-many",
  ],
  [
    "assignments",
    MAX_ASSIGNMENTS_PER_SUBJECT,
    (n) => readHolder(...times(n, (index) => assign(`${index}`))),
    "0.assignments too-many",
  ],
  [
    "subjects",
    MAX_SUBJECTS,
    (n) =>
      parseSubjects(
        TEST_SCHEMA,
        { roles: [] },
        times(n, (index) => ({ id: `${index}`, attributes: {}, assignments: [] })),
      ),
    " too-many",
  ],
];

describe("a limit", () => {
  test.each([...CONDITIONS, ...LISTS, ...POLICIES])(
    "may be reached and not passed: %s",
    (_what, limit, make, problem) => {
      expect(make(limit).ok).toBe(true);
      const passed = make(limit + 1);
      const problems = passed.ok ? [] : passed.problems;
      expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([problem]);
      expect(problems[0]!.message.en).toContain(` ${limit}`);
    },
  );

  test("of conditions is told once, however far it is passed", () => {
    const of = times(MAX_CONDITION_NODES, () => not(TRUE));
    const found = read({ kind: "and", of });
    expect(found.ok ? 0 : found.problems.length).toBe(1);
    const most = { kind: "or", of: times(MAX_CONDITION_NODES - 1, () => isEmpty(field("owner"))) };
    expect(read(most)).toEqual({ ok: true, value: most });
  });

  test("of assignments holds where they are compiled", () => {
    const compileWith = (count: number) => () => {
      const assignments = times(count, (index) => assign(`${index}`));
      const { world } = example("", { assignments, decide: {}, list: {} });
      return compile(compileInputOf(world));
    };
    expect(compileWith(MAX_ASSIGNMENTS_PER_SUBJECT)).not.toThrow();
    expect(compileWith(MAX_ASSIGNMENTS_PER_SUBJECT + 1)).toThrow("more than 200 assignments");
  });
});

test("every problem has its words, in both languages, with what is at fault in them", () => {
  for (const code of PROBLEM_CODES) {
    const { path, message } = problemAt("here", code, "$&");
    expect(path).toBe("here");
    expect(message.zh, code).toMatch(/[\u4e00-\u9fff]/);
    expect(message.en, code).toMatch(/[a-z]{2}/);
    expect(message.zh.includes("$&"), code).toBe(message.en.includes("$&"));
    expect(`${message.zh}${message.en}`, code).not.toContain("{}");
  }
  expect(problemAt("", "unknown-key").message.en).toBe("unknown key ``");
});
