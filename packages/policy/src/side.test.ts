import { expect, test } from "vitest";
import { MAX_ARMS, compile, mayEver, plan } from "./index.ts";
import { compileInputOf } from "./testing/index.ts";
import {
  assign,
  byBo,
  example,
  field,
  forbid,
  is,
  permit,
  role,
  somebody,
  value,
} from "./testing/cases/build.ts";
import type { Assignment, Rule, Subject } from "./model.ts";

const NOW = 3_000;
const view = ["folder.view"];
const edit = ["folder.edit"];

interface Held {
  readonly roles: Readonly<Record<string, readonly Rule[]>>;
  readonly assignments: readonly Assignment[];
  readonly others?: readonly Subject[];
}

function compileHeld({ roles, ...held }: Held) {
  const all = Object.entries(roles).map(([id, rules]) => role(id, rules));
  return compile(compileInputOf(example("", { ...held, roles: all, decide: {}, list: {} }).world));
}

/** Whether ann may ever edit, by these rules of hers, and by those of whoever bounds her where some are given. */
const mayEdit = (rules: readonly Rule[], bound: readonly Rule[] | null = null): boolean =>
  mayEver(
    compileHeld({
      roles: { r: rules, s: bound ?? [] },
      assignments: [assign("a", bound ? byBo : {})],
      others: [somebody("bo", assign("b", { role: "s" }))],
    }),
    "folder",
    "edit",
  );

test("an act may ever be done where something lets view, something lets act, bounds and all, and nothing refuses either", () => {
  const both = permit("both", { actions: [...view, ...edit] });
  const [see, act] = [permit("see", { actions: view }), permit("act", { actions: edit })];
  const never = (actions: readonly string[]) => forbid("never", { actions, everywhere: true });
  expect(mayEdit([both])).toBe(true);
  expect(mayEdit([see, act])).toBe(true);
  expect(mayEdit([{ ...both, when: is(field("stage"), value("red")) }])).toBe(true);
  expect(mayEdit([forbid("f", { actions: both.actions, fields: { read: ["phone"] } })])).toBe(
    false,
  );
  expect(mayEdit([see])).toBe(false);
  expect(mayEdit([act])).toBe(false);
  expect(mayEdit([both, never(view)])).toBe(false);
  expect(mayEdit([both, never(edit)])).toBe(false);
  expect(mayEdit([both], [both])).toBe(true);
  expect(mayEdit([both], [see])).toBe(false);
  expect(mayEdit([both], [act])).toBe(false);
  expect(mayEdit([act], [both])).toBe(false);
  expect(mayEdit([see], [both])).toBe(false);
});

test("a plan whose walk would come to no end in time is refused, however few its arms", () => {
  const fieldOf = { bo: "title", cy: "phone", di: "stage" };
  const closed = (name: string) => [
    permit("c", { actions: view }),
    ...Array.from({ length: 20 }, (_none, index) =>
      forbid(`${index}`, {
        actions: view,
        when: is(field(name), value(`${index}`)),
        everywhere: true,
      }),
    ),
  ];
  const planned = (count: number) => {
    const bounds = Object.entries(fieldOf).slice(0, count);
    const compiled = compileHeld({
      roles: {
        view: [permit("v", { actions: view })],
        edit: [permit("e", { actions: edit })],
        ...Object.fromEntries(bounds.map(([id, name]) => [id, closed(name)])),
      },
      assignments: [
        ...bounds.map(([subject]) => assign(subject, { role: "view", bound: { subject } })),
        assign("last", { role: "edit", bound: { subject: "ed" } }),
      ],
      others: [...bounds.map(([id]) => somebody(id, assign(id, { role: id }))), somebody("ed")],
    });
    return plan(compiled, "folder", "edit", { now: NOW });
  };
  expect(planned(1)).toEqual({ kind: "never" });
  expect(() => planned(3)).toThrow(
    expect.objectContaining({
      code: "too-many-arms",
      message: `the plan needs more than ${MAX_ARMS} arms`,
    }),
  );
});
