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
import type { Obligation } from "../../model.ts";

/** Forbids that demand: where one applies nothing is refused, but every allow demands its obligations as well. */

const folders = [
  row("f1", { stage: "red", unit: "east" }),
  row("f2", { stage: "blue", unit: "east" }),
  row("f3", { stage: null, unit: "east" }),
];
const everyFolder = { f1: "title", f2: "title", f3: "title" };
const isRed = is(field("stage"), value("red"));
const every = ["folder.*"];
const view = ["folder.view"];
const exporting = ["folder.export"];
const watermark: Obligation = { kind: "watermark" };
const reason: Obligation = { kind: "reason" };
const approval: Obligation = { kind: "approval", by: "head" };
const stepUp = (withinMinutes: number): Obligation => ({ kind: "step-up", withinMinutes });
const quota = (limit: number, counter = "daily"): Obligation => ({ kind: "quota", counter, limit });

export const forbiddenUnless = [
  example("a forbid that demands refuses nothing and adds its demand to that of the permit", {
    rules: [
      permit("p", { actions: every, obligations: [watermark] }),
      forbid("f", { actions: exporting, obligations: [approval, reason] }),
    ],
    folders,
    decide: {
      "folder.view f1": { see: "title", demands: [watermark], because: ["p"] },
      "folder.export f1": { see: "title", demands: [approval, reason, watermark], because: ["p"] },
    },
    list: { "folder.view": everyFolder, "folder.export": everyFolder },
    explain: {
      "folder.export f1": { rules: { p: "applied", f: "applied" }, flip: ["withdraw p"] },
    },
  }),
  example("it demands unless its condition is false, also where that is unknown", {
    rules: [
      permit("p", { actions: view }),
      forbid("f", { actions: view, when: isRed, obligations: [reason] }),
    ],
    folders,
    decide: {
      "folder.view f1": { demands: [reason] },
      "folder.view f2": { demands: [] },
      "folder.view f3": { demands: [reason] },
    },
    list: { "folder.view": everyFolder },
    explain: {
      "folder.view f1": { rules: { f: "applied" } },
      "folder.view f2": { rules: { f: "condition-failed when false" } },
      "folder.view f3": { rules: { f: "applied" } },
    },
  }),
  example("the weakest permit is chosen first, then all forbids add, and quotas all count", {
    rules: [
      permit("view", { actions: view }),
      permit("a", { actions: exporting, obligations: [approval, quota(20)] }),
      permit("b", { actions: exporting, obligations: [stepUp(30), watermark] }),
      forbid("c", { actions: exporting, obligations: [stepUp(5), quota(5)] }),
      forbid("d", { actions: exporting, when: isRed, obligations: [watermark, reason] }),
    ],
    folders,
    decide: {
      "folder.export f1": {
        demands: [stepUp(5), stepUp(30), reason, watermark, quota(20), quota(5)],
      },
      "folder.export f2": { demands: [stepUp(5), stepUp(30), watermark, quota(20), quota(5)] },
    },
    list: { "folder.export": everyFolder },
    explain: { "folder.export f2": { rules: { c: "applied", d: "condition-failed when false" } } },
  }),
  example("a demand of view holds for every act, that of an act for no other", {
    rules: [
      permit("p", { actions: every, fields: { read: ["title"], write: ["title"] } }),
      forbid("f", { actions: view, when: isRed, obligations: [stepUp(5)] }),
      forbid("g", { actions: ["folder.edit"], obligations: [reason] }),
    ],
    folders,
    decide: {
      "folder.view f1": { demands: [stepUp(5)] },
      "folder.edit f1": { write: "title", demands: [stepUp(5), reason] },
      "folder.export f1": { demands: [stepUp(5)] },
      "folder.view f2": { demands: [] },
      "folder.edit f2": { write: "title", demands: [reason] },
      "folder.export f2": { demands: [] },
    },
    list: { "folder.view": everyFolder, "folder.edit": everyFolder, "folder.export": everyFolder },
    explain: { "folder.export f1": { rules: { f: "applied" } } },
  }),
  example("it reaches its assignment's subtree and what has no unit, or everywhere", {
    rules: [
      permit("p", { actions: view }),
      forbid("f", { actions: view, obligations: [reason] }),
      forbid("g", { actions: view, obligations: [watermark], everywhere: true }),
    ],
    folders: [
      row("f1", { unit: "east-1" }),
      row("f2", { unit: "west" }),
      row("f3", { unit: null }),
    ],
    decide: {
      "folder.view f1": { demands: [reason, watermark] },
      "folder.view f2": { demands: [watermark] },
      "folder.view f3": { demands: [reason, watermark] },
    },
    list: { "folder.view": everyFolder },
    explain: { "folder.view f2": { rules: { f: "condition-failed reach false", g: "applied" } } },
  }),
  example("it opens nothing, and never stands in the way of an opening", {
    rules: [
      permit("p", { actions: view, when: isRed }),
      forbid("f", { actions: every, obligations: [reason] }),
    ],
    folders,
    decide: {
      "folder.view f1": { demands: [reason] },
      "folder.view f2": "deny",
      "folder.export f1": "deny",
    },
    list: { "folder.view": { f1: "title" }, "folder.export": {} },
    explain: {
      "folder.view f2": {
        rules: { p: "condition-failed when false", f: "applied" },
        flip: ["condition p when true"],
        values: { stage: "red" },
      },
      "folder.export f1": { flip: ["no-rule export"] },
    },
  }),
  example("beside forbids that refuse or close on the same condition each does its own", {
    rules: [
      permit("p", { actions: every, fields: reads("title", "phone") }),
      forbid("closes", { actions: view, when: isRed, fields: reads("phone") }),
      forbid("demands", { actions: view, when: isRed, obligations: [reason] }),
      forbid("refuses", { actions: exporting, when: isRed }),
    ],
    folders,
    decide: {
      "folder.view f1": { see: "title", demands: [reason] },
      "folder.view f2": { see: "title phone", demands: [] },
      "folder.export f1": "deny",
      "folder.export f2": { see: "title phone", demands: [] },
    },
    list: {
      "folder.view": { f1: "title", f2: "title phone", f3: "title" },
      "folder.export": { f2: "title phone" },
    },
    explain: {
      "folder.export f1": {
        rules: { demands: "applied", refuses: "applied" },
        flip: ["condition refuses when false"],
        field: { phone: "absent opens p closes closes" },
      },
    },
  }),
  example("what is demanded twice is demanded once", {
    rules: [
      permit("p", { actions: view, obligations: [reason, quota(5)] }),
      forbid("f", { actions: view, when: isRed, obligations: [quota(5), reason] }),
    ],
    folders,
    decide: {
      "folder.view f1": { demands: [reason, quota(5)] },
      "folder.view f2": { demands: [reason, quota(5)] },
    },
    list: { "folder.view": everyFolder },
    explain: { "folder.view f1": { rules: { f: "applied" } } },
  }),
  example("what a bound's forbids demand is part of what the bound demands", {
    ...pair(
      [permit("p", { actions: every, obligations: [watermark] })],
      [
        permit("b", { actions: every, obligations: [quota(20)] }),
        forbid("f", { actions: view, when: isRed, obligations: [reason, quota(5)] }),
      ],
    ),
    folders,
    decide: {
      "folder.view f1": { demands: [reason, watermark, quota(20), quota(5)] },
      "folder.export f1": { demands: [reason, watermark, quota(20), quota(5)] },
      "folder.export f2": { demands: [watermark, quota(20)] },
    },
    list: { "folder.view": everyFolder, "folder.export": everyFolder },
    explain: { "folder.export f1": { rules: { p: "applied" }, bounds: { a: "allows" } } },
  }),
  example("beside a free permit a bound's forbid demands nothing, but its quota counts", {
    roles: [
      role("wide", [permit("p", { actions: view })]),
      role("bound", [
        permit("b", { actions: view }),
        forbid("f", { actions: view, when: isRed, obligations: [approval, quota(5)] }),
      ]),
    ],
    assignments: [assign("a", { role: "wide", ...byBo }), assign("c", { role: "wide" })],
    others: [somebody("bo", assign("d", { role: "bound" }))],
    folders,
    decide: {
      "folder.view f1": { demands: [quota(5)] },
      "folder.view f2": { demands: [] },
      "folder.view f3": { demands: [quota(5)] },
    },
    list: { "folder.view": everyFolder },
    explain: { "folder.view f1": { rules: { p: "applied + applied" }, bounds: { a: "allows" } } },
  }),
  example("a forbid of a bounded assignment demands whatever the bound says", {
    roles: [
      role("wide", [permit("p", { actions: view })]),
      role("narrow", [forbid("f", { actions: view, when: isRed, obligations: [reason] })]),
    ],
    assignments: [assign("a", { role: "wide" }), assign("b", { role: "narrow", ...byBo })],
    others: [somebody("bo")],
    folders,
    decide: { "folder.view f1": { demands: [reason] }, "folder.view f2": { demands: [] } },
    list: { "folder.view": everyFolder },
    explain: { "folder.view f1": { rules: { f: "applied" }, bounds: { b: "refuses" } } },
  }),
];
