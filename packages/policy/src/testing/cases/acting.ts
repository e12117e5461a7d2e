import {
  assign,
  byBo,
  example,
  field,
  forbid,
  is,
  pair,
  permit,
  reads,
  role,
  row,
  somebody,
  value,
} from "./build.ts";

/** Acting for somebody: whom conditions see, and the bound that limits what comes of it. */

const folders = [
  row("f1", { owner: "ann", stage: "red", unit: "east" }),
  row("f2", { owner: "bo", stage: "blue", unit: "east" }),
  row("f3", { owner: "bo", stage: "red", unit: "west" }),
  row("f4", { owner: null, stage: null, unit: null }),
];
const view = ["folder.view"];
const isRed = is(field("stage"), value("red"));
const unlessBlue = is(field("stage"), value("blue"), "ne");

export const acting = [
  example("an assignment that acts as somebody sees that person's own records", {
    rules: [permit("own", { actions: view, scope: "own" })],
    assignments: [assign("a", { as: "bo" })],
    others: [somebody("bo")],
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": "allow" },
    list: { "folder.view": { f2: "title", f3: "title" } },
    explain: {
      "folder.view f1": { rules: { own: "condition-failed scope false" }, values: { owner: "bo" } },
    },
  }),
  example("it sees that person's attributes, and beside it the own posts stay what they are", {
    roles: [
      role("r", [
        permit("p", {
          actions: view,
          when: is(field("stage"), { path: "subject.team" }),
        }),
      ]),
    ],
    assignments: [assign("mine"), assign("theirs", { as: "bo" })],
    others: [somebody("bo")],
    folders,
    decide: {
      "folder.view f1": { because: ["p"] },
      "folder.view f2": { because: ["p"] },
      "folder.view f4": "deny",
    },
    list: { "folder.view": { f1: "title", f2: "title", f3: "title" } },
    explain: { "folder.view f2": { rules: { p: "condition-failed when false + applied" } } },
  }),
  example("the unit stays that of the assignment, whoever it acts as", {
    rules: [permit("p", { actions: view, scope: "unit" })],
    assignments: [assign("a", { as: "bo", unit: "west" })],
    others: [somebody("bo", assign("b", { unit: "east" }))],
    folders,
    decide: { "folder.view f3": "allow", "folder.view f2": "deny" },
    list: { "folder.view": { f3: "title" } },
  }),
  example("what the bound may not do is refused, and the explanation says so", {
    ...pair([permit("all", { actions: view })], [permit("red", { actions: view, when: isRed })]),
    folders,
    decide: { "folder.view f1": { because: ["all"] }, "folder.view f2": "deny" },
    list: { "folder.view": { f1: "title", f3: "title" } },
    explain: {
      "folder.view f1": { rules: { all: "applied" }, bounds: { a: "allows" } },
      "folder.view f2": {
        rules: { all: "out-of-bound" },
        bounds: { a: "refuses" },
        flip: ["bound a"],
        values: null,
      },
    },
  }),
  example("what oneself may not do stays refused, whatever the bound may", {
    ...pair([permit("red", { actions: view, when: isRed })], [permit("all", { actions: view })]),
    folders,
    decide: { "folder.view f1": "allow", "folder.view f2": "deny" },
    list: { "folder.view": { f1: "title", f3: "title" } },
    explain: {
      "folder.view f2": {
        rules: { red: "condition-failed when false" },
        bounds: { a: "allows" },
        flip: ["condition red when true"],
        values: { stage: "red" },
      },
    },
  }),
  example("a forbid on the bound refuses what is bounded by it, also where it is unknown", {
    ...pair(
      [permit("all", { actions: view })],
      [
        permit("too", { actions: view }),
        forbid("f", { actions: view, when: isRed, everywhere: true }),
      ],
    ),
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": "allow", "folder.view f4": "deny" },
    list: { "folder.view": { f2: "title" } },
    explain: { "folder.view f4": { rules: { all: "out-of-bound" }, bounds: { a: "refuses" } } },
  }),
  example("a forbid on the bound leaves alone what is not bounded by it", {
    roles: [
      role("wide", [permit("all", { actions: view, fields: reads("title", "phone") })]),
      role("plain", [permit("red", { actions: view, when: isRed, fields: reads("stage") })]),
      role("none", [
        permit("too", { actions: view, fields: reads("*") }),
        forbid("f", { actions: view, when: isRed, everywhere: true }),
      ]),
    ],
    assignments: [assign("a", { role: "wide", ...byBo }), assign("c", { role: "plain" })],
    others: [somebody("bo", assign("b", { role: "none" }))],
    folders,
    decide: {
      "folder.view f1": { see: "stage", because: ["red"] },
      "folder.view f2": { see: "title phone", because: ["all"] },
    },
    list: { "folder.view": { f1: "stage", f2: "title phone", f3: "stage" } },
  }),
  example("a forbid of a bounded assignment applies whatever the bound says", {
    roles: [
      role("wide", [permit("all", { actions: view })]),
      role("narrow", [forbid("f", { actions: view, when: unlessBlue, everywhere: true })]),
    ],
    assignments: [assign("a", { role: "wide" }), assign("b", { role: "narrow", ...byBo })],
    others: [somebody("bo")],
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": "allow" },
    list: { "folder.view": { f2: "title" } },
    explain: { "folder.view f1": { flip: ["condition f when false"], values: { stage: "blue" } } },
  }),
];
