import {
  and,
  assign,
  example,
  field,
  forbid,
  is,
  or,
  permit,
  reads,
  role,
  row,
  value,
} from "./build.ts";

/** Why, and the smallest change that would turn it around. */

const folders = [row("f1", { owner: "bo", stage: "blue", amount: 5, unit: "east", title: "a" })];
const list = { "folder.view": {} };
const isRed = is(field("stage"), value("red"));
const isSmall = is(field("amount"), value(3), "le");

export const explanations = [
  example("the first condition that failed is named with its place in the rule", {
    rules: [
      permit("p", {
        actions: ["folder.view"],
        when: and(is(field("owner"), value("bo")), isRed, isSmall),
      }),
    ],
    folders,
    decide: { "folder.view f1": "deny" },
    list,
    explain: {
      "folder.view f1": {
        rules: { p: "condition-failed when.of.1 false" },
        flip: ["condition p when.of.1 true", "condition p when.of.2 true"],
        values: { stage: "red", amount: 3 },
      },
    },
  }),
  example("an unknown is told from a false", {
    rules: [permit("p", { actions: ["folder.view"], when: is(field("phone"), value("1")) })],
    folders,
    decide: { "folder.view f1": "deny" },
    list,
    explain: {
      "folder.view f1": {
        rules: { p: "condition-failed when unknown" },
        values: { phone: "1" },
      },
    },
  }),
  example("of two permits the one with fewer steps is proposed", {
    rules: [
      permit("far", { actions: ["folder.view"], when: and(isRed, isSmall) }),
      permit("near", { actions: ["folder.view"], scope: "own" }),
    ],
    folders,
    decide: { "folder.view f1": "deny" },
    list,
    explain: {
      "folder.view f1": { flip: ["condition near scope true"], values: { owner: "ann" } },
    },
  }),
  example("of a disjunction the cheaper branch is proposed", {
    rules: [
      permit("p", {
        actions: ["folder.view"],
        when: or(and(isRed, isSmall), is(field("title"), value("b"))),
      }),
    ],
    folders,
    decide: { "folder.view f1": "deny" },
    list,
    explain: {
      "folder.view f1": {
        rules: { p: "condition-failed when false" },
        flip: ["condition p when.of.1 true"],
        values: { title: "b" },
      },
    },
  }),
  example("a flip that would call up a forbid about the same field is passed over", {
    rules: [
      permit("red", { actions: ["folder.view"], when: isRed }),
      permit("small", {
        actions: ["folder.view"],
        when: and(isSmall, is(field("title"), value("b"))),
      }),
      forbid("f", {
        actions: ["folder.view"],
        when: is(field("stage"), value("blue"), "ne"),
        everywhere: true,
      }),
    ],
    folders,
    decide: { "folder.view f1": "deny" },
    list,
    explain: {
      "folder.view f1": {
        flip: ["condition small when.of.0 true", "condition small when.of.1 true"],
        values: { amount: 3, title: "b" },
      },
    },
  }),
  example("an action needs both itself and view to be mended", {
    rules: [
      permit("v", { actions: ["folder.view"], when: isRed }),
      permit("e", { actions: ["folder.edit"], when: isSmall }),
    ],
    folders,
    decide: { "folder.edit f1": "deny" },
    list: { "folder.edit": {} },
    explain: {
      "folder.edit f1": {
        flip: ["condition e when true", "condition v when true"],
        values: { amount: 3, stage: "red" },
      },
    },
  }),
  example("an action that no rule names is told apart from one that failed", {
    rules: [permit("v", { actions: ["folder.view"] })],
    folders,
    decide: { "folder.view f1": "allow", "folder.edit f1": "deny" },
    list: { "folder.view": { f1: "title" }, "folder.edit": {} },
    explain: {
      "folder.edit f1": { rules: { v: "applied" }, flip: ["no-rule edit"], values: null },
    },
  }),
  example("an allow ends when all its permits end", {
    rules: [permit("v1", { actions: ["folder.*"] }), permit("v2", { actions: ["folder.view"] })],
    folders,
    decide: { "folder.view f1": "allow", "folder.edit f1": "allow" },
    list: { "folder.view": { f1: "title" } },
    explain: {
      "folder.view f1": { flip: ["withdraw v1", "withdraw v2"] },
      "folder.edit f1": { flip: ["withdraw v1"] },
    },
  }),
  example("a role held at two units is explained for each", {
    roles: [
      role("r", [permit("p", { actions: ["folder.view"], scope: "unit", fields: reads("title") })]),
    ],
    assignments: [assign("a", { unit: "west" }), assign("b", { unit: "east" })],
    folders,
    decide: { "folder.view f1": "allow" },
    list: { "folder.view": { f1: "title" } },
    explain: { "folder.view f1": { rules: { p: "condition-failed scope false + applied" } } },
  }),
];
