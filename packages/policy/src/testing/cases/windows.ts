import { assign, example, forbid, permit, role, row } from "./build.ts";

/** Assignments in time, and roles that include roles. Now is 3000. */

const folders = [row("f1", { title: "a", unit: "east", owner: "ann" })];
const rules = [permit("p", { actions: ["folder.view"] })];

export const windows = [
  example("an assignment includes its first moment", {
    rules,
    assignments: [assign("a", { from: 3_000, until: 3_001 })],
    folders,
    decide: { "folder.view f1": "allow" },
    list: { "folder.view": { f1: "title" } },
  }),
  example("an assignment excludes its last moment", {
    rules,
    assignments: [assign("a", { until: 3_000 })],
    folders,
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
    explain: { "folder.view f1": { rules: { p: "ended" }, flip: ["assignment a"], values: null } },
  }),
  example("an assignment that has not begun gives nothing", {
    rules,
    assignments: [assign("a", { from: 3_001 })],
    folders,
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
    explain: { "folder.view f1": { rules: { p: "not-yet-live" }, flip: ["assignment a"] } },
  }),
  example("a forbid ends with its assignment", {
    roles: [role("r", rules), role("s", [forbid("f", { actions: ["folder.view"] })])],
    assignments: [assign("a"), assign("b", { role: "s", until: 3_000 })],
    folders,
    decide: { "folder.view f1": "allow" },
    list: { "folder.view": { f1: "title" } },
    explain: { "folder.view f1": { rules: { f: "ended" } } },
  }),
  example("one role held twice is live if either assignment is", {
    rules,
    assignments: [assign("a", { until: 2_000 }), assign("b", { from: 2_000 })],
    folders,
    decide: { "folder.view f1": { because: ["p"] } },
    list: { "folder.view": { f1: "title" } },
    explain: { "folder.view f1": { rules: { p: "ended + applied" } } },
  }),
  example("a window that ends before it begins is never live", {
    rules,
    assignments: [assign("a", { from: 4_000, until: 2_000 })],
    folders,
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
  }),
  example("a role brings the rules of the roles it includes, forbids too", {
    roles: [
      role("r", [], ["s", "t"]),
      role("s", rules, ["t"]),
      role("t", [
        forbid("f", { actions: ["folder.edit"] }),
        permit("q", { actions: ["folder.*"] }),
      ]),
    ],
    folders,
    decide: { "folder.view f1": { because: ["p", "q"] }, "folder.edit f1": "deny" },
    list: { "folder.view": { f1: "title" }, "folder.edit": {} },
  }),
  example("included rules are relative to the assignment of the including role", {
    roles: [
      role("r", [], ["s"]),
      role("s", [permit("p", { actions: ["folder.view"], scope: "unit" })]),
    ],
    assignments: [assign("a", { unit: "west" })],
    folders: [...folders, row("f2", { unit: "west" })],
    decide: { "folder.view f1": "deny", "folder.view f2": "allow" },
    list: { "folder.view": { f2: "title" } },
  }),
];
