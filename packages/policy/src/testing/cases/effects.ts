import { assign, example, field, forbid, is, permit, reads, role, row, value } from "./build.ts";

/** Permit, forbid and nothing: who wins, and that order never matters. */

const folders = [
  row("f1", { title: "one", stage: "red", unit: "east" }),
  row("f2", { stage: "blue", unit: "east" }),
];
const ofStage = (stage: string) => is(field("stage"), value(stage));

export const effects = [
  example("what no rule permits is denied", {
    rules: [],
    folders,
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
    explain: { "folder.view f1": { flip: ["no-rule view"] } },
  }),
  example("a subject without assignments may do nothing", {
    rules: [permit("p", { actions: ["*"] })],
    assignments: [],
    folders,
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
  }),
  example("one permit that is true allows", {
    rules: [permit("p", { actions: ["folder.view"] })],
    folders,
    decide: { "folder.view f1": { see: "title", because: ["p"] } },
    list: { "folder.view": { f1: "title", f2: "title" } },
    explain: { "folder.view f1": { rules: { p: "applied" }, flip: ["withdraw p"] } },
  }),
  example("a forbid beats any number of permits", {
    rules: [
      permit("p1", { actions: ["folder.view"] }),
      forbid("f", { actions: ["folder.view"], when: ofStage("red") }),
      permit("p2", { actions: ["folder.*"] }),
    ],
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": { because: ["p1", "p2"] } },
    list: { "folder.view": { f2: "title" } },
    explain: {
      "folder.view f1": {
        rules: { f: "applied" },
        flip: ["condition f when false"],
        values: null,
      },
      "folder.view f2": { rules: { f: "condition-failed when false" } },
    },
  }),
  example("the same rules in the opposite order decide the same", {
    rules: [
      permit("p2", { actions: ["folder.*"] }),
      forbid("f", { actions: ["folder.view"], when: ofStage("red") }),
      permit("p1", { actions: ["folder.view"] }),
    ],
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": { because: ["p1", "p2"] } },
    list: { "folder.view": { f2: "title" } },
  }),
  example("the list honours a forbid that the check honours", {
    rules: [
      permit("p", { actions: ["*"] }),
      forbid("f", { actions: ["*"], when: { kind: "true" }, everywhere: true }),
    ],
    folders,
    decide: { "folder.view f1": "deny", "folder.edit f1": "deny" },
    list: { "folder.view": {}, "folder.edit": {} },
    explain: { "folder.view f1": { flip: ["lift-forbid f"], values: null } },
  }),
  example("two permits open the union of what they open", {
    rules: [
      permit("p1", { actions: ["folder.view"], when: ofStage("red"), fields: reads("title") }),
      permit("p2", { actions: ["folder.view"], fields: reads("stage") }),
    ],
    folders,
    decide: { "folder.view f1": { see: "title stage" }, "folder.view f2": { see: "stage" } },
    list: { "folder.view": { f1: "title stage", f2: "stage" } },
  }),
  example("a chain of ever wider permits parts the rows without doubling any", {
    rules: [
      permit("narrow", { actions: ["folder.view"], fields: reads("title") }),
      permit("wide", { actions: ["folder.view"], when: ofStage("red"), fields: reads("*") }),
    ],
    folders,
    decide: { "folder.view f2": { see: "title" } },
    list: {
      "folder.view": {
        f1: "owner unit title stage phone amount due isUrgent labels helpers",
        f2: "title",
      },
    },
  }),
  example("a forbid of one assignment binds the permits of another", {
    roles: [
      role("r", [permit("p", { actions: ["folder.view"] })]),
      role("s", [forbid("f", { actions: ["folder.view"], when: ofStage("red") })]),
    ],
    assignments: [assign("a"), assign("b", { role: "s" })],
    folders,
    decide: { "folder.view f1": "deny", "folder.view f2": "allow" },
    list: { "folder.view": { f2: "title" } },
  }),
];
