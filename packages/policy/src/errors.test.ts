import { expect, test } from "vitest";
import { MAX_ASSIGNMENTS_PER_SUBJECT, MAX_BOUND_CHAIN } from "./limits.ts";
import { compile, decide } from "./index.ts";
import { compileInputOf } from "./testing/index.ts";
import { assign, at, example, field, is, permit, role, somebody } from "./testing/cases/build.ts";
import type { Assignment, Role, Rule, Subject } from "./model.ts";

/** What no parser has seen is refused aloud all the same: to go on would be to leave out a forbid, or a bound. */

interface Asked {
  readonly roles?: readonly Role[];
  readonly rule?: Partial<Rule>;
  readonly assignments?: readonly Assignment[];
  readonly others?: readonly Subject[];
}

const view = ["folder.view"];
const by = (subject: string) => ({ bound: { subject } });
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_none, index) => make(index));

const compileAs = ({ roles, rule, assignments = [assign("a")], others }: Asked) => {
  const rules = [{ ...permit("p", { actions: view }), ...rule }];
  const { world } = example("", {
    roles: roles ?? [role("r", rules)],
    assignments,
    decide: {},
    list: {},
  });
  const { schema, policy, subject, now, tree } = compileInputOf(world);
  return compile({ schema, policy, subject, now, tree, ...(others ? { others } : {}) });
};
const facts = { values: {}, related: () => null };
const ask = (object: string, action: string, asked: Asked = {}) =>
  decide(compileAs(asked), object, action, facts, { now: 3_000 });

/** Ann is bounded by 1, who is bounded by 2, and so on. */
const chain = (count: number) => () =>
  compileAs({
    assignments: [assign("a", by("1"))],
    others: times(count, (index) =>
      somebody(`${index + 1}`, assign("b", index + 1 < count ? by(`${index + 2}`) : {})),
    ),
  });
const REFUSALS: readonly (readonly [message: string, code: string, () => unknown])[] = [
  ["unknown object `boat`", "unknown-object", () => ask("boat", "view")],
  ["unknown action `folder.fly`", "unknown-action", () => ask("folder", "fly")],
  [
    "unknown scope `galaxy`",
    "unknown-scope",
    () => ask("folder", "view", { rule: { scope: "galaxy" } }),
  ],
  [
    "unknown path `assignment.rank`",
    "unknown-path",
    () => ask("folder", "view", { rule: { when: is(field("stage"), at("assignment.rank")) } }),
  ],
  [
    "unknown role `x`",
    "unknown-role",
    () => compileAs({ assignments: [assign("a", { role: "x" })] }),
  ],
  [
    "role `r` includes itself",
    "include-cycle",
    () => compileAs({ roles: [role("r", [], ["s"]), role("s", [], ["r"])] }),
  ],
  [
    "unknown subject `di`",
    "unknown-subject",
    () => compileAs({ assignments: [assign("a", { as: "di" })] }),
  ],
  [
    "bounds come back: `ann` → `bo` → `ann`",
    "bound-cycle",
    () =>
      compileAs({
        assignments: [assign("a", by("bo"))],
        others: [somebody("bo", assign("b", by("ann")))],
      }),
  ],
  [
    `more than ${MAX_BOUND_CHAIN} bounds: ${["ann", ...times(MAX_BOUND_CHAIN + 1, (index) => `${index + 1}`)].map((id) => `\`${id}\``).join(" → ")}`,
    "too-many-bounds",
    chain(MAX_BOUND_CHAIN + 1),
  ],
  [
    `subject \`ann\` has more than ${MAX_ASSIGNMENTS_PER_SUBJECT} assignments`,
    "too-many-assignments",
    () =>
      compileAs({
        assignments: times(MAX_ASSIGNMENTS_PER_SUBJECT + 1, (index) => assign(`${index}`)),
      }),
  ],
];

test.each(REFUSALS)("%s", (message, code, refused) => {
  expect(refused).toThrow(expect.objectContaining({ name: "PolicyError", code, message }));
});

test("as many bounds in a row as there may be are taken", () => {
  expect(chain(MAX_BOUND_CHAIN)).not.toThrow();
});
