import { example, field, forbid, is, permit, reads, row, value } from "./build.ts";

/** Every action implies view, wildcards, and the fields of an act. */

const folders = [row("f1", { title: "a", owner: "ann", stage: "red", unit: "east" })];
const pages = [row("p1", { author: "ann", place: "east" })];

export const actions = [
  example("a permit to edit alone does not let one view, nor edit", {
    rules: [permit("p", { actions: ["folder.edit"], fields: { write: ["title"] } })],
    folders,
    decide: { "folder.view f1": "deny", "folder.edit f1": "deny" },
    list: { "folder.view": {}, "folder.edit": {} },
    explain: { "folder.edit f1": { rules: { p: "applied" }, flip: ["no-rule view"] } },
  }),
  example("edit and view may come from different rules", {
    rules: [
      permit("p", { actions: ["folder.edit"], fields: { write: ["title"] } }),
      permit("v", { actions: ["folder.view"] }),
    ],
    folders,
    decide: { "folder.edit f1": { see: "title", write: "title", because: ["p", "v"] } },
    list: { "folder.edit": { f1: "title" } },
  }),
  example("a forbid of view forbids every action", {
    rules: [permit("p", { actions: ["folder.*"] }), forbid("f", { actions: ["folder.view"] })],
    folders,
    decide: { "folder.view f1": "deny", "folder.edit f1": "deny", "folder.export f1": "deny" },
    list: { "folder.edit": {} },
  }),
  example("a forbid of edit leaves view alone", {
    rules: [permit("p", { actions: ["folder.*"] }), forbid("f", { actions: ["folder.edit"] })],
    folders,
    decide: { "folder.view f1": "allow", "folder.edit f1": "deny", "folder.export f1": "allow" },
    list: { "folder.view": { f1: "title" }, "folder.edit": {} },
  }),
  example("object.* names every action of that object and of no other", {
    rules: [permit("p", { actions: ["folder.*"] })],
    folders,
    pages,
    decide: { "folder.export f1": "allow", "page.view p1": "deny" },
    list: { "folder.export": { f1: "title" }, "page.view": {} },
  }),
  example("* names every object that has the scope and skips the others", {
    rules: [permit("p", { actions: ["*"], scope: "subtree", fields: reads("*") })],
    folders: [row("f1", { unit: "east-1" })],
    pages: [row("p1", { place: "west" })],
    shares: [row("s1", { member: "ann" })],
    decide: { "folder.view f1": "allow", "page.view p1": "deny", "share.view s1": "deny" },
    list: { "share.view": {}, "page.view": {} },
    explain: { "share.view s1": { flip: ["no-rule view"] } },
  }),
  example("the fields of an act are those readable and named by its permit", {
    rules: [
      permit("v", { actions: ["folder.view"], fields: { read: ["title"], mask: ["phone"] } }),
      permit("e", { actions: ["folder.export"], fields: { read: ["phone", "amount"] } }),
    ],
    folders,
    decide: { "folder.export f1": { see: "title ~phone", act: "~phone" } },
    list: { "folder.export": { f1: "title ~phone" } },
  }),
  example("an act may see less plainly than view does", {
    rules: [
      permit("v", { actions: ["folder.view"], fields: reads("title", "phone") }),
      permit("e", { actions: ["folder.export"], fields: { read: ["title"], mask: ["phone"] } }),
    ],
    folders,
    decide: { "folder.export f1": { see: "title phone", act: "title ~phone" } },
    list: { "folder.export": { f1: "title phone" } },
  }),
  example("a permit of an act that names no field rides on all that is readable", {
    rules: [
      permit("v", { actions: ["folder.view"], fields: reads("title", "stage") }),
      permit("e", { actions: ["folder.export"], fields: undefined }),
    ],
    folders,
    decide: { "folder.export f1": { act: "title stage" } },
    list: { "folder.export": { f1: "title stage" } },
  }),
  example("a second permit that names fields does not narrow one that names none", {
    rules: [
      permit("v", { actions: ["folder.view"], fields: reads("title", "stage") }),
      permit("e1", { actions: ["folder.export"], fields: undefined }),
      permit("e2", { actions: ["folder.export"], fields: reads("title") }),
    ],
    folders,
    decide: { "folder.export f1": { act: "title stage" } },
    list: { "folder.export": { f1: "title stage" } },
  }),
  example("an allow may come with no field at all", {
    rules: [permit("v", { actions: ["folder.view"], fields: undefined })],
    folders,
    decide: { "folder.view f1": { see: "-", act: "-" } },
    list: { "folder.view": { f1: "-" } },
  }),
  example("an absent field cannot be written, whatever the permit says", {
    rules: [
      permit("v", { actions: ["folder.view"], fields: { read: ["title"], mask: ["phone"] } }),
      permit("e", { actions: ["folder.edit"], fields: { write: ["title", "phone", "amount"] } }),
    ],
    folders,
    decide: { "folder.edit f1": { write: "title phone" } },
    list: { "folder.edit": { f1: "title ~phone" } },
  }),
  example("a permit to write under a condition writes there only", {
    rules: [
      permit("v", { actions: ["folder.*"], fields: reads("title", "stage") }),
      permit("e", {
        actions: ["folder.edit"],
        when: is(field("stage"), value("red")),
        fields: { write: ["stage"] },
      }),
    ],
    folders: [...folders, row("f2", { stage: "blue", unit: "east" })],
    decide: { "folder.edit f1": { write: "stage" }, "folder.edit f2": { write: "-" } },
    list: { "folder.edit": { f1: "title stage", f2: "title stage" } },
  }),
];
