import {
  assign,
  example,
  field,
  forbid,
  is,
  link,
  permit,
  reads,
  role,
  row,
  value,
} from "./build.ts";

/** Scopes are relative to the assignment that brings the rule; a forbid reaches its assignment's subtree. */

const folders = [
  row("mine", { owner: "ann", unit: "west-1", title: "m" }),
  row("near", { owner: "bo", unit: "east", title: "n" }),
  row("below", { owner: "bo", unit: "east-1", title: "b" }),
  row("far", { owner: "bo", unit: "west", title: "f" }),
  row("lost", { owner: "bo", unit: null, title: "l" }),
  row("free", { owner: null, unit: "east-2", title: "p" }),
];

const view = (scope: string) => permit("p", { actions: ["folder.view"], scope });

export const scopes = [
  example("own is the record's owner", {
    rules: [view("own")],
    folders,
    decide: { "folder.view mine": "allow", "folder.view near": "deny", "folder.view free": "deny" },
    list: { "folder.view": { mine: "title" } },
    explain: {
      "folder.view near": {
        rules: { p: "condition-failed scope false" },
        flip: ["condition p scope true"],
        values: { owner: "ann" },
      },
      "folder.view free": { rules: { p: "condition-failed scope unknown" } },
    },
  }),
  example("unit is the very unit of the assignment", {
    rules: [view("unit")],
    folders,
    decide: { "folder.view near": "allow", "folder.view below": "deny" },
    list: { "folder.view": { near: "title" } },
  }),
  example("subtree reaches down and not up", {
    rules: [view("subtree")],
    assignments: [assign("a", { unit: "east-1" })],
    folders,
    decide: { "folder.view below": "allow", "folder.view near": "deny" },
    list: { "folder.view": { below: "title" } },
  }),
  example("pool is unowned and within the assignment's units", {
    rules: [view("pool")],
    folders,
    decide: { "folder.view free": "allow", "folder.view below": "deny" },
    list: { "folder.view": { free: "title" } },
    explain: {
      "folder.view below": {
        rules: { p: "condition-failed scope.of.0 false" },
        flip: ["condition p scope.of.0 true"],
        values: { owner: null },
      },
    },
  }),
  example("all asks for nothing, not even a unit", {
    rules: [view("all")],
    folders,
    decide: { "folder.view lost": "allow", "folder.view far": "allow" },
    list: {
      "folder.view": {
        mine: "title",
        near: "title",
        below: "title",
        far: "title",
        lost: "title",
        free: "title",
      },
    },
  }),
  example("a record without a unit is in nobody's subtree", {
    rules: [view("subtree")],
    assignments: [assign("a", { unit: "root" })],
    folders,
    decide: { "folder.view lost": "deny", "folder.view far": "allow" },
    list: {
      "folder.view": { mine: "title", near: "title", below: "title", far: "title", free: "title" },
    },
  }),
  example("a head in one unit who is a clerk in another is head in one only", {
    roles: [
      role("head", [
        permit("h", { actions: ["folder.view"], scope: "subtree", fields: reads("*") }),
      ]),
      role("clerk", [permit("c", { actions: ["folder.view"], scope: "subtree" })]),
    ],
    assignments: [
      assign("a", { role: "head", unit: "west" }),
      assign("b", { role: "clerk", unit: "east" }),
    ],
    folders: folders.slice(1, 4),
    decide: { "folder.view near": { see: "title", because: ["c"] } },
    list: {
      "folder.view": {
        near: "title",
        below: "title",
        far: "owner unit title stage phone amount due isUrgent labels helpers",
      },
    },
  }),
  example("an assignment without a unit reaches no subtree", {
    rules: [view("subtree")],
    assignments: [assign("a", { unit: null })],
    folders,
    decide: { "folder.view near": "deny", "folder.view lost": "deny" },
    list: { "folder.view": {} },
  }),
  example("a forbid reaches its assignment's subtree only", {
    roles: [role("r", [view("all")]), role("s", [forbid("f", { actions: ["folder.view"] })])],
    assignments: [assign("a"), assign("b", { role: "s", unit: "east" })],
    folders,
    decide: { "folder.view below": "deny", "folder.view far": "allow" },
    list: { "folder.view": { mine: "title", far: "title" } },
    explain: { "folder.view far": { rules: { f: "condition-failed reach false" } } },
  }),
  example("a record without a unit is within the reach of every forbid", {
    rules: [view("all"), forbid("f", { actions: ["folder.view"] })],
    folders: [row("lost", { title: "l", unit: null })],
    decide: { "folder.view lost": "deny" },
    list: { "folder.view": {} },
  }),
  example("a forbid marked everywhere leaves its subtree", {
    rules: [
      view("all"),
      forbid("f", {
        actions: ["folder.view"],
        everywhere: true,
        when: is(field("owner"), value("bo")),
      }),
    ],
    folders,
    decide: { "folder.view far": "deny", "folder.view mine": "allow" },
    list: { "folder.view": { mine: "title" } },
  }),
  example("a forbid of an assignment without a unit reaches everywhere", {
    rules: [
      view("all"),
      forbid("f", { actions: ["folder.view"], when: is(field("owner"), value("bo")) }),
    ],
    assignments: [assign("a", { unit: null })],
    folders,
    decide: { "folder.view far": "deny", "folder.view mine": "allow" },
    list: { "folder.view": { mine: "title" } },
  }),
  example("on an object without units a forbid reaches everywhere", {
    rules: [
      permit("p", { actions: ["share.view"], fields: reads("member") }),
      forbid("f", { actions: ["share.view"], when: is(field("member"), value("bo")) }),
    ],
    shares: [row("s1", { member: "ann" }), row("s2", { member: "bo" })],
    decide: { "share.view s1": "allow", "share.view s2": "deny" },
    list: { "share.view": { s1: "member" } },
  }),
  example("the unit field may have another name", {
    rules: [
      permit("p", { actions: ["page.view"], fields: reads("author") }),
      forbid("f", { actions: ["page.view"] }),
    ],
    pages: [row("p1", { place: "east-1" }), row("p2", { place: "west" })],
    decide: { "page.view p1": "deny", "page.view p2": "allow" },
    list: { "page.view": { p2: "author" } },
  }),
  example("shared is a relation row that still runs", {
    rules: [view("shared")],
    folders: [row("f1", { title: "1" }), row("f2", { title: "2" }), row("f3", { title: "3" })],
    shares: [
      row("s1", { member: "ann", until: 4_000 }),
      row("s2", { member: "ann", until: 3_000 }),
    ],
    links: [link("folder.shares", "f1", "s1"), link("folder.shares", "f2", "s2")],
    decide: { "folder.view f1": "allow", "folder.view f2": "deny", "folder.view f3": "deny" },
    list: { "folder.view": { f1: "title" } },
    explain: {
      "folder.view f2": { rules: { p: "condition-failed scope false" }, values: null },
    },
  }),
];
