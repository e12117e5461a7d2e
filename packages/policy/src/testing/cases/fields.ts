import { example, field, forbid, is, permit, reads, row, value } from "./build.ts";

/** Levels: classes, names, secrets, masks, and forbids that close. */

const folders = [
  row("f1", { owner: "ann", stage: "red", unit: "east" }),
  row("f2", { owner: "bo", stage: "blue", unit: "east" }),
  row("f3", { owner: null, stage: null, unit: "east" }),
];
const view = ["folder.view"];
const isRed = is(field("stage"), value("red"));

export const fields = [
  example("a class opens its fields and no others", {
    rules: [permit("p", { actions: view, fields: reads("@money") })],
    folders,
    decide: { "folder.view f1": { see: "amount" } },
    list: { "folder.view": { f1: "amount", f2: "amount", f3: "amount" } },
  }),
  example("neither * nor its class opens a secret field", {
    rules: [permit("p", { actions: view, fields: reads("@contact") })],
    folders,
    decide: { "folder.view f1": { see: "phone" } },
    list: { "folder.view": { f1: "phone", f2: "phone", f3: "phone" } },
    explain: { "folder.view f1": { field: { code: "absent", phone: "plain opens p" } } },
  }),
  example("a secret field opens by its own name", {
    rules: [permit("p", { actions: view, fields: { read: ["*"], mask: ["code"] } })],
    folders: folders.slice(0, 1),
    decide: {
      "folder.view f1": {
        see: "owner unit title stage phone amount due isUrgent labels helpers ~code",
      },
    },
    list: {
      "folder.view": {
        f1: "owner unit title stage phone amount due isUrgent labels helpers ~code",
      },
    },
  }),
  example("plain beats masked between permits", {
    rules: [
      permit("mask", { actions: view, fields: { mask: ["phone"] } }),
      permit("own", { actions: view, scope: "own", fields: reads("phone") }),
    ],
    folders,
    decide: { "folder.view f1": { see: "phone" }, "folder.view f2": { see: "~phone" } },
    list: { "folder.view": { f1: "phone", f2: "~phone", f3: "~phone" } },
    explain: { "folder.view f1": { field: { phone: "plain opens own masks mask" } } },
  }),
  example("a field named for reading and for masking by one permit is plain", {
    rules: [permit("p", { actions: view, fields: { read: ["phone"], mask: ["*"] } })],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": "allow" },
    list: {
      "folder.view": {
        f1: "~owner ~unit ~title ~stage phone ~amount ~due ~isUrgent ~labels ~helpers",
      },
    },
  }),
  example("a forbid that names fields closes them and allows the act", {
    rules: [
      permit("p", { actions: view, fields: reads("title", "phone") }),
      forbid("f", { actions: view, when: isRed, fields: reads("phone") }),
    ],
    folders,
    decide: {
      "folder.view f1": { see: "title" },
      "folder.view f2": { see: "title phone" },
      "folder.view f3": { see: "title" },
    },
    list: { "folder.view": { f1: "title", f2: "title phone", f3: "title" } },
    explain: { "folder.view f1": { field: { phone: "absent opens p closes f" } } },
  }),
  example("a forbid can lower a cell to masked", {
    rules: [
      permit("p", { actions: view, fields: reads("title", "phone") }),
      forbid("f", { actions: view, when: isRed, fields: { mask: ["@contact", "amount"] } }),
    ],
    folders,
    decide: { "folder.view f1": { see: "title ~phone" } },
    list: { "folder.view": { f1: "title ~phone", f2: "title phone", f3: "title ~phone" } },
    explain: { "folder.view f1": { field: { phone: "masked opens p lowers f" } } },
  }),
  example("a forbid that masks never opens", {
    rules: [
      permit("p", { actions: view, fields: reads("title") }),
      forbid("f", { actions: view, fields: { mask: ["phone"] } }),
    ],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": { see: "title" } },
    list: { "folder.view": { f1: "title" } },
  }),
  example("a forbid's * closes secret fields too", {
    rules: [
      permit("p", { actions: view, fields: reads("code", "title") }),
      forbid("f", { actions: view, when: isRed, fields: reads("@contact") }),
    ],
    folders,
    decide: { "folder.view f1": { see: "title" }, "folder.view f2": { see: "title code" } },
    list: { "folder.view": { f1: "title", f2: "title code", f3: "title" } },
  }),
  example("closing beats lowering between forbids", {
    rules: [
      permit("p", { actions: view, fields: reads("title", "phone") }),
      forbid("f1", { actions: view, fields: { mask: ["phone"] } }),
      forbid("f2", { actions: view, fields: reads("phone") }),
    ],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": { see: "title" } },
    list: { "folder.view": { f1: "title" } },
  }),
  example("a forbid closes writing apart from reading", {
    rules: [
      permit("p", { actions: ["folder.*"], fields: { read: ["title", "stage"], write: ["*"] } }),
      forbid("f", { actions: ["folder.edit"], when: isRed, fields: { write: ["stage"] } }),
    ],
    folders,
    decide: {
      "folder.edit f1": { see: "title stage", write: "title" },
      "folder.edit f2": { write: "title stage" },
      "folder.edit f3": { write: "title" },
    },
    list: { "folder.edit": { f1: "title stage", f2: "title stage", f3: "title stage" } },
  }),
  example("closing a field for reading closes it for writing", {
    rules: [
      permit("p", { actions: ["folder.*"], fields: { read: ["title", "stage"], write: ["*"] } }),
      forbid("f", { actions: view, when: isRed, fields: reads("stage") }),
    ],
    folders,
    decide: { "folder.edit f1": { see: "title", write: "title" } },
    list: { "folder.edit": { f1: "title", f2: "title stage", f3: "title" } },
  }),
  example("a forbid on an act closes its fields and leaves view as it is", {
    rules: [
      permit("p", { actions: ["folder.*"], fields: reads("title", "phone") }),
      forbid("f", { actions: ["folder.export"], fields: reads("phone") }),
    ],
    folders: folders.slice(0, 1),
    decide: {
      "folder.view f1": { see: "title phone" },
      "folder.export f1": { see: "title phone", act: "title" },
    },
    list: { "folder.export": { f1: "title phone" } },
  }),
  example("closing a field that nobody opens changes nothing", {
    rules: [
      permit("p", { actions: view, fields: reads("title") }),
      forbid("f", { actions: view, when: isRed, fields: reads("amount") }),
    ],
    folders,
    decide: { "folder.view f1": { see: "title" } },
    list: { "folder.view": { f1: "title", f2: "title", f3: "title" } },
  }),
];
