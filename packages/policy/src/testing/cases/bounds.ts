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

/** What a bound leaves of fields, acts and demands, and what bounds there are. */

const folders = [
  row("f1", { owner: "ann", stage: "red", unit: "east" }),
  row("f2", { owner: "bo", stage: "blue", unit: "east" }),
  row("f3", { owner: "bo", stage: "red", unit: "west" }),
  row("f4", { owner: null, stage: null, unit: null }),
];
const view = ["folder.view"];
const isRed = is(field("stage"), value("red"));
const reason: Obligation = { kind: "reason" };
const watermark: Obligation = { kind: "watermark" };
const quota = (limit: number): Obligation => ({ kind: "quota", counter: "daily", limit });

export const bounds = [
  example("a cell is at the lower of both levels, record by record", {
    ...pair(
      [permit("all", { actions: view, fields: { read: ["title", "phone"], mask: ["amount"] } })],
      [
        permit("mask", { actions: view, fields: { mask: ["phone"], read: ["amount"] } }),
        permit("red", { actions: view, when: isRed, fields: reads("phone", "title") }),
      ],
    ),
    folders,
    decide: {
      "folder.view f1": { see: "title phone ~amount" },
      "folder.view f2": { see: "~phone ~amount" },
    },
    list: {
      "folder.view": {
        f1: "title phone ~amount",
        f2: "~phone ~amount",
        f3: "title phone ~amount",
        f4: "~phone ~amount",
      },
    },
    explain: {
      "folder.view f2": {
        field: { phone: "masked masks all limits all", title: "absent limits all" },
      },
    },
  }),
  example("a field that is closed to the bound is closed, for reading and for writing", {
    ...pair(
      [permit("all", { actions: ["folder.*"], fields: { read: ["*"], write: ["*"] } })],
      [
        permit("too", {
          actions: ["folder.*"],
          fields: { read: ["title", "stage"], write: ["title", "stage"] },
        }),
        forbid("f", {
          actions: ["folder.edit"],
          when: isRed,
          everywhere: true,
          fields: { write: ["stage"] },
        }),
      ],
    ),
    folders,
    decide: {
      "folder.edit f1": { see: "title stage", write: "title" },
      "folder.edit f2": { see: "title stage", write: "title stage" },
    },
    list: {
      "folder.edit": { f1: "title stage", f2: "title stage", f3: "title stage", f4: "title stage" },
    },
  }),
  example("the bound's mask in an act counts although it sees the cell plainly", {
    ...pair(
      [permit("all", { actions: ["folder.*"], fields: reads("title", "phone") })],
      [
        permit("sees", { actions: view, fields: reads("title", "phone") }),
        permit("exports", {
          actions: ["folder.export"],
          fields: { read: ["title"], mask: ["phone"] },
        }),
      ],
    ),
    folders: folders.slice(0, 1),
    decide: { "folder.export f1": { see: "title phone", act: "title ~phone" } },
    list: { "folder.export": { f1: "title phone" } },
  }),
  example("a bound that may look but not act leaves the looking", {
    ...pair([permit("all", { actions: ["folder.*"] })], [permit("sees", { actions: view })]),
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": "allow", "folder.edit f1": "deny" },
    list: { "folder.view": { f1: "title" }, "folder.edit": {} },
    explain: {
      "folder.edit f1": { rules: { all: "applied" }, bounds: { a: "refuses" }, flip: ["bound a"] },
    },
  }),
  example("one may act by an own right on what one sees through a bound", {
    roles: [
      role("sees", [permit("v", { actions: view })]),
      role("edits", [permit("e", { actions: ["folder.edit"], when: isRed })]),
      role("bound", [permit("b", { actions: view })]),
    ],
    assignments: [assign("a", { role: "sees", ...byBo }), assign("c", { role: "edits" })],
    others: [somebody("bo", assign("d", { role: "bound" }))],
    folders,
    decide: { "folder.edit f1": { because: ["e", "v"] }, "folder.edit f2": "deny" },
    list: { "folder.edit": { f1: "title", f3: "title" } },
  }),
  example("a bound that may not see refuses its acts by the view as well", {
    ...pair(
      [permit("all", { actions: ["folder.*"] })],
      [
        permit("too", { actions: ["folder.*"] }),
        forbid("act", { actions: ["folder.edit"], when: isRed, everywhere: true }),
        forbid("look", { actions: view, when: is(field("owner"), value("ann")), everywhere: true }),
      ],
    ),
    folders,
    decide: {
      "folder.view f1": "deny",
      "folder.edit f1": "deny",
      "folder.view f3": "allow",
      "folder.edit f3": "deny",
      "folder.edit f2": "allow",
    },
    list: {
      "folder.view": { f2: "title", f3: "title" },
      "folder.edit": { f2: "title" },
    },
  }),
  example("an own right to act needs a view that the bound refuses beside the act", {
    roles: [
      role("wide", [permit("all", { actions: ["folder.*"] })]),
      role("edits", [permit("e", { actions: ["folder.edit"] })]),
      role("bound", [
        permit("too", { actions: ["folder.*"] }),
        forbid("act", {
          actions: ["folder.edit"],
          when: is(field("owner"), value("ann")),
          everywhere: true,
        }),
        forbid("look", { actions: view, when: isRed, everywhere: true }),
      ]),
    ],
    assignments: [assign("a", { role: "wide", ...byBo }), assign("c", { role: "edits" })],
    others: [somebody("bo", assign("b", { role: "bound" }))],
    folders: [...folders, row("f5", { owner: "ann", stage: "blue", unit: "east" })],
    decide: {
      "folder.edit f1": "deny",
      "folder.edit f2": { because: ["all", "e"] },
      "folder.edit f3": "deny",
      "folder.edit f5": { because: ["all", "e"] },
    },
    list: { "folder.edit": { f2: "title", f5: "title" } },
  }),
  example("how the bound handles a cell in the act parts the rows of the act", {
    ...pair(
      [permit("all", { actions: ["folder.*"], fields: reads("title", "phone") })],
      [
        permit("sees", { actions: view, fields: reads("title", "phone") }),
        permit("masks", {
          actions: ["folder.export"],
          fields: { read: ["title"], mask: ["phone"] },
        }),
        permit("red", { actions: ["folder.export"], when: isRed, fields: reads("phone") }),
      ],
    ),
    folders: folders.slice(0, 2),
    decide: {
      "folder.export f1": { see: "title phone", act: "title phone" },
      "folder.export f2": { see: "title phone", act: "title ~phone" },
    },
    list: { "folder.export": { f1: "title phone", f2: "title phone" } },
  }),
  example("a list of actions lets through what it names, with every field, and nothing else", {
    rules: [
      permit("p", {
        actions: ["folder.*", "page.view"],
        fields: { read: ["title", "code"], write: ["title"] },
      }),
    ],
    assignments: [assign("key", { bound: { actions: ["folder.view", "folder.edit"] } })],
    folders: folders.slice(0, 1),
    pages: [row("p1", { author: "ann" })],
    decide: {
      "folder.view f1": { see: "title code" },
      "folder.edit f1": { see: "title code", write: "title" },
      "folder.export f1": "deny",
      "page.view p1": "deny",
    },
    list: {
      "folder.view": { f1: "title code" },
      "folder.edit": { f1: "title code" },
      "folder.export": {},
      "page.view": {},
    },
    explain: {
      "folder.export f1": {
        rules: { p: "applied" },
        bounds: { key: "refuses" },
        flip: ["bound key"],
      },
    },
  }),
  example("a list that names an act without its view lets nothing through", {
    rules: [permit("p", { actions: ["folder.*"] })],
    assignments: [assign("key", { bound: { actions: ["folder.edit"] } })],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": "deny", "folder.edit f1": "deny" },
    list: { "folder.view": {}, "folder.edit": {} },
  }),
  example("obligations are those of both: the permits' weakest set, and all that the bound owes", {
    ...pair(
      [
        permit("v", { actions: view }),
        permit("w", { actions: ["folder.export"], obligations: [watermark, quota(20)] }),
        permit("x", {
          actions: ["folder.export"],
          obligations: [{ kind: "approval", by: "head" }],
        }),
      ],
      [permit("b", { actions: ["folder.*"], obligations: [reason, quota(5)] })],
    ),
    folders: folders.slice(0, 1),
    decide: {
      "folder.view f1": { demands: [reason, quota(5)] },
      "folder.export f1": { demands: [reason, watermark, quota(20), quota(5)] },
    },
    list: { "folder.export": { f1: "title" } },
  }),
  example(
    "beside a free permit the bound's demands are the weaker way's or none, its quota counts",
    {
      roles: [
        role("wide", [permit("p", { actions: ["folder.*"] })]),
        role("bound", [permit("b", { actions: ["folder.*"], obligations: [reason, quota(5)] })]),
      ],
      assignments: [assign("a", { role: "wide", ...byBo }), assign("c", { role: "wide" })],
      others: [somebody("bo", assign("d", { role: "bound" }))],
      folders: folders.slice(0, 1),
      decide: { "folder.export f1": { demands: [quota(5)] } },
      list: { "folder.export": { f1: "title" } },
    },
  ),
  example("a bound of a bound limits too", {
    roles: [
      role("all", [permit("all", { actions: view, fields: reads("title", "phone", "stage") })]),
      role("mid", [permit("mid", { actions: view, fields: reads("title", "phone") })]),
      role("end", [permit("end", { actions: view, when: isRed, fields: reads("title", "stage") })]),
    ],
    assignments: [assign("a", { role: "all", ...byBo })],
    others: [
      somebody("bo", assign("b", { role: "mid", bound: { subject: "cy" } })),
      somebody("cy", assign("c", { role: "end" })),
    ],
    folders,
    decide: { "folder.view f1": { see: "title" }, "folder.view f2": "deny" },
    list: { "folder.view": { f1: "title", f3: "title" } },
  }),
  example("a bound whose assignment has ended leaves nothing", {
    rules: [permit("p", { actions: view })],
    assignments: [assign("a", byBo)],
    others: [somebody("bo", assign("b", { until: 3_000 }))],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
    explain: { "folder.view f1": { rules: { p: "out-of-bound" }, flip: ["bound a"] } },
  }),
  example("before it is live a bounded assignment would need its window and its bound", {
    rules: [permit("p", { actions: view })],
    assignments: [assign("a", { ...byBo, from: 4_000 })],
    others: [somebody("bo", assign("b"))],
    folders: folders.slice(0, 1),
    decide: { "folder.view f1": "deny" },
    list: { "folder.view": {} },
    explain: {
      "folder.view f1": { rules: { p: "not-yet-live" }, flip: ["assignment a", "bound a"] },
    },
  }),
  example("a bound's related records are asked about like one's own", {
    ...pair([permit("all", { actions: view })], [permit("s", { actions: view, scope: "shared" })]),
    folders: folders.slice(0, 3),
    shares: [
      row("s1", { member: "bo", until: 9_000 }),
      row("s2", { member: "bo", until: null }),
      row("s3", { member: "ann", until: 9_000 }),
    ],
    links: [
      { relation: "folder.shares", from: "f1", to: "s1" },
      { relation: "folder.shares", from: "f2", to: "s2" },
      { relation: "folder.shares", from: "f3", to: "s3" },
    ],
    decide: { "folder.view f1": "allow", "folder.view f2": "deny", "folder.view f3": "deny" },
    list: { "folder.view": { f1: "title" } },
    explain: { "folder.view f3": { bounds: { a: "refuses" } } },
  }),
  example("a bound that lets act with other fields, and only sometimes, lets act just then", {
    ...pair(
      [permit("p", { actions: ["folder.view", "folder.edit"], fields: reads("title") })],
      [
        permit("v", { actions: view, fields: reads("title") }),
        permit("e", { actions: ["folder.edit"], when: isRed, fields: reads("phone") }),
      ],
    ),
    folders,
    decide: { "folder.edit f1": "allow", "folder.edit f2": "deny" },
    list: { "folder.edit": { f1: "title", f3: "title" } },
  }),
  example(
    "what a bound that is bounded itself is refused to view is not acted on by another's leave",
    {
      roles: [
        role("viewer", [permit("v", { actions: view })]),
        role("editor", [permit("e", { actions: ["folder.edit"] })]),
        role("open", [permit("o", { actions: ["folder.view", "folder.edit"] })]),
        role("closed", [
          permit("c", { actions: ["folder.view", "folder.edit"] }),
          forbid("f", { actions: view, when: isRed, everywhere: true }),
        ]),
      ],
      assignments: [assign("a", { role: "viewer", ...byBo }), assign("b", { role: "editor" })],
      others: [
        somebody("bo", assign("c", { role: "closed", bound: { subject: "cy" } })),
        somebody("cy", assign("d", { role: "open" })),
      ],
      folders,
      decide: { "folder.edit f1": "deny", "folder.edit f2": "allow" },
      list: { "folder.edit": { f2: "title" } },
    },
  ),
  example("beside a free permit the quota of a bound's bound counts, too", {
    roles: [
      role("wide", [permit("p", { actions: view })]),
      role("counted", [permit("q", { actions: view, when: isRed, obligations: [quota(5)] })]),
    ],
    assignments: [assign("a", { role: "wide", ...byBo }), assign("b", { role: "wide" })],
    others: [
      somebody(
        "bo",
        assign("c", { role: "wide", bound: { subject: "cy" } }),
        assign("e", { role: "wide", bound: { subject: "di" } }),
      ),
      somebody("cy", assign("d", { role: "counted" })),
      somebody("di", assign("f", { role: "wide" })),
    ],
    folders,
    decide: { "folder.view f1": { demands: [quota(5)] }, "folder.view f2": { demands: [] } },
    list: { "folder.view": { f1: "title", f2: "title", f3: "title", f4: "title" } },
  }),
];
