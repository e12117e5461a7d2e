import {
  and,
  at,
  example,
  field,
  forbid,
  is,
  isEmpty,
  isIn,
  link,
  meets,
  not,
  or,
  permit,
  related,
  row,
  value,
  within,
} from "./build.ts";
import type { Condition, Value } from "../../model.ts";

/** Three truths: a permit applies only if TRUE, a forbid unless FALSE; each kind of condition as SQL has it. */

/** The same condition as a permit (folder f…) and as a forbid, on records that make it true, false and unknown. */
function threefold(
  name: string,
  when: Condition,
  values: {
    readonly yes: Record<string, Value>;
    readonly no: Record<string, Value>;
    readonly unknown: Record<string, Value> | null;
  },
) {
  const folders = [row("yes", values.yes), row("no", values.no)];
  if (values.unknown) folders.push(row("unknown", values.unknown));
  const open = permit("open", { actions: ["folder.edit"], when: { kind: "true" } });
  const base = permit("base", { actions: ["folder.view"] });
  const unless = forbid("unless", { actions: ["folder.edit"], when, everywhere: true });
  const only = permit("only", { actions: ["folder.export"], when });
  return example(name, {
    rules: [open, base, unless, only],
    folders,
    decide: {
      "folder.export yes": "allow",
      "folder.export no": "deny",
      "folder.edit yes": "deny",
      "folder.edit no": "allow",
      ...(values.unknown
        ? ({ "folder.export unknown": "deny", "folder.edit unknown": "deny" } as const)
        : {}),
    },
    list: { "folder.export": { yes: "title" }, "folder.edit": { no: "title" } },
    ...(values.unknown
      ? { explain: { "folder.edit unknown": { rules: { unless: "applied" } } } }
      : {}),
  });
}

const members = [
  row("s-ann", { member: "ann" }),
  row("s-bo", { member: "bo" }),
  row("s-null", { member: null }),
];
const hasAnn = related("shares", is(field("member"), value("ann")));

export const unknowns = [
  threefold("equality with null is unknown", is(field("stage"), value("red")), {
    yes: { stage: "red" },
    no: { stage: "blue" },
    unknown: { stage: null },
  }),
  threefold("inequality with null is unknown", is(field("stage"), value("red"), "ne"), {
    yes: { stage: "blue" },
    no: { stage: "red" },
    unknown: {},
  }),
  threefold("order of numbers", is(field("amount"), at("subject.cap"), "le"), {
    yes: { amount: 2 },
    no: { amount: 3 },
    unknown: { amount: null },
  }),
  threefold(
    "a constant on the left is the mirrored comparison",
    is(value(2), field("amount"), "lt"),
    {
      yes: { amount: 3 },
      no: { amount: 2 },
      unknown: { amount: null },
    },
  ),
  threefold("order of times against the clock", is(field("due"), at("context.now"), "lt"), {
    yes: { due: 2_999 },
    no: { due: 3_000 },
    unknown: { due: null },
  }),
  threefold("a boolean field is compared, not assumed", is(field("isUrgent"), value(true)), {
    yes: { isUrgent: true },
    no: { isUrgent: false },
    unknown: { isUrgent: null },
  }),
  threefold("not keeps unknown unknown", not(is(field("stage"), value("red"))), {
    yes: { stage: "blue" },
    no: { stage: "red" },
    unknown: { stage: null },
  }),
  threefold(
    "false settles a conjunction with an unknown part",
    and(is(field("stage"), value("red")), is(field("amount"), value(1))),
    {
      yes: { stage: "red", amount: 1 },
      no: { stage: null, amount: 0 },
      unknown: { stage: null, amount: 1 },
    },
  ),
  threefold(
    "true settles a disjunction with an unknown part",
    or(is(field("stage"), value("red")), is(field("amount"), value(1))),
    {
      yes: { stage: null, amount: 1 },
      no: { stage: "x", amount: 0 },
      unknown: { stage: null, amount: 0 },
    },
  ),
  threefold("an item in a list", isIn(field("stage"), value(["red", "green"])), {
    yes: { stage: "green" },
    no: { stage: "blue" },
    unknown: { stage: null },
  }),
  threefold("a null element makes not-found unknown", isIn(value("bo"), field("helpers")), {
    yes: { helpers: ["bo", null] },
    no: { helpers: ["cy"] },
    unknown: { helpers: ["cy", null] },
  }),
  example("nothing is in an empty list, not even null", {
    rules: [
      permit("p", {
        actions: ["folder.view"],
        when: not(isIn(at("subject.manager"), field("helpers"))),
      }),
    ],
    folders: [row("f1", { helpers: [] }), row("f2", { helpers: ["ann"] }), row("f3")],
    decide: { "folder.view f1": "allow", "folder.view f2": "deny", "folder.view f3": "deny" },
    list: { "folder.view": { f1: "title" } },
  }),
  threefold("arrays that meet", meets(field("labels"), at("subject.teams")), {
    yes: { labels: ["blue", "red"] },
    no: { labels: ["blue"] },
    unknown: { labels: null },
  }),
  threefold("an empty array meets nothing", meets(field("labels"), at("subject.teams")), {
    yes: { labels: ["green"] },
    no: { labels: [] },
    unknown: null,
  }),
  threefold("null elements never meet", meets(field("labels"), value(["red", null])), {
    yes: { labels: ["red"] },
    no: { labels: [null] },
    unknown: { labels: null },
  }),
  threefold("a unit within another", within(field("unit"), at("subject.home")), {
    yes: { unit: "east-2" },
    no: { unit: "root" },
    unknown: { unit: null },
  }),
  threefold("is empty is never unknown", isEmpty(field("stage")), {
    yes: { stage: null },
    no: { stage: "red" },
    unknown: null,
  }),
  threefold("the empty text is empty", isEmpty(field("phone")), {
    yes: { phone: "" },
    no: { phone: "1" },
    unknown: null,
  }),
  threefold("the empty array is empty", isEmpty(field("labels")), {
    yes: { labels: [] },
    no: { labels: [null] },
    unknown: null,
  }),
  threefold(
    "is empty mends a forbid that fires on empty values",
    and(not(isEmpty(field("stage"))), is(field("stage"), value("red"))),
    { yes: { stage: "red" }, no: { stage: null }, unknown: null },
  ),
  example("the empty text equals itself and is empty as well, so both permits apply", {
    rules: [
      permit("blank", { actions: ["folder.view"], when: is(field("stage"), value("")) }),
      permit("empty", {
        actions: ["folder.view"],
        when: isEmpty(field("stage")),
        fields: { read: ["phone"] },
      }),
    ],
    folders: [row("f1", { stage: "" }), row("f2", { stage: null }), row("f3", { stage: "x" })],
    decide: { "folder.view f1": "allow", "folder.view f2": "allow", "folder.view f3": "deny" },
    list: { "folder.view": { f1: "title phone", f2: "phone" } },
  }),
  example("an attribute the subject lacks is unknown: permits fail, forbids apply", {
    rules: [
      permit("view", { actions: ["folder.view", "folder.edit"] }),
      permit("managed", {
        actions: ["folder.export"],
        when: is(field("owner"), at("subject.manager")),
      }),
      forbid("f", {
        actions: ["folder.edit"],
        when: is(field("owner"), at("subject.manager")),
        everywhere: true,
      }),
    ],
    folders: [row("f1", { owner: "ann" }), row("f2", { owner: null })],
    decide: {
      "folder.view f1": "allow",
      "folder.export f1": "deny",
      "folder.edit f1": "deny",
      "folder.export f2": "deny",
    },
    list: { "folder.export": {}, "folder.edit": {} },
  }),
  example("the opposite of what the subject lacks is unknown too", {
    rules: [
      permit("view", { actions: ["folder.view", "folder.edit"] }),
      permit("others", {
        actions: ["folder.export"],
        when: not(is(field("owner"), at("subject.manager"))),
      }),
      forbid("f", {
        actions: ["folder.edit"],
        when: not(is(field("owner"), at("subject.manager"))),
        everywhere: true,
      }),
    ],
    folders: [row("f1", { owner: "ann" })],
    decide: { "folder.export f1": "deny", "folder.edit f1": "deny" },
    list: { "folder.export": {}, "folder.edit": {} },
  }),
  example("a value of the request that is missing is unknown", {
    rules: [
      permit("p", { actions: ["folder.*"], when: is(at("context.device"), value("desk")) }),
      forbid("f", { actions: ["folder.edit"], when: is(at("context.risk"), value(2), "ge") }),
    ],
    context: { risk: null },
    folders: [row("f1", { unit: "east" })],
    decide: { "folder.view f1": "allow", "folder.edit f1": "deny" },
    list: { "folder.view": { f1: "title" }, "folder.edit": {} },
  }),
  example("related is true, false and unknown like any other", {
    rules: [
      permit("view", { actions: ["folder.view", "folder.edit"] }),
      permit("only", { actions: ["folder.export"], when: hasAnn }),
      forbid("unless", { actions: ["folder.edit"], when: hasAnn, everywhere: true }),
    ],
    folders: ["true", "false", "unknown", "none", "mixed"].map((id) => row(id)),
    shares: members,
    links: [
      link("folder.shares", "true", "s-ann"),
      link("folder.shares", "false", "s-bo"),
      link("folder.shares", "unknown", "s-bo"),
      link("folder.shares", "unknown", "s-null"),
      link("folder.shares", "mixed", "s-null"),
      link("folder.shares", "mixed", "s-ann"),
    ],
    decide: {
      "folder.edit unknown": "deny",
      "folder.edit none": "allow",
      "folder.edit mixed": "deny",
      "folder.export mixed": "allow",
      "folder.export none": "deny",
    },
    list: {
      "folder.export": { true: "title", mixed: "title" },
      "folder.edit": { false: "title", none: "title" },
    },
  }),
  example("related to any row at all asks only that there is one", {
    rules: [permit("p", { actions: ["folder.view"], when: related("shares", { kind: "true" }) })],
    folders: [row("f1"), row("f2")],
    shares: members,
    links: [link("folder.shares", "f1", "s-null")],
    decide: { "folder.view f1": "allow", "folder.view f2": "deny" },
    list: { "folder.view": { f1: "title" } },
  }),
  example("the absence of relations can be asked for", {
    rules: [
      permit("p", { actions: ["folder.view"], when: not(related("shares", { kind: "true" })) }),
    ],
    folders: [row("f1"), row("f2")],
    shares: members,
    links: [link("folder.shares", "f1", "s-null")],
    decide: { "folder.view f1": "deny", "folder.view f2": "allow" },
    list: { "folder.view": { f2: "title" } },
  }),
  example("a child follows its parent through two hops", {
    rules: [
      permit("p", {
        actions: ["page.view"],
        fields: { read: ["author"] },
        when: related("folder", related("shares", is(field("member"), at("subject.id")))),
      }),
    ],
    pages: [row("p1"), row("p2"), row("p3")],
    folders: [row("f1"), row("f2")],
    shares: members,
    links: [
      link("page.folder", "p1", "f1"),
      link("page.folder", "p2", "f2"),
      link("folder.shares", "f1", "s-ann"),
      link("folder.shares", "f2", "s-null"),
    ],
    decide: { "page.view p1": "allow", "page.view p2": "deny", "page.view p3": "deny" },
    list: { "page.view": { p1: "author" } },
  }),
  example("a forbid through two hops fails closed on an unknown", {
    rules: [
      permit("p", { actions: ["page.view"], fields: { read: ["author"] } }),
      forbid("f", {
        actions: ["page.view"],
        everywhere: true,
        when: related("folder", related("shares", is(field("member"), value("bo")))),
      }),
    ],
    pages: [row("p1"), row("p2"), row("p3")],
    folders: [row("f1"), row("f2")],
    shares: members,
    links: [
      link("page.folder", "p1", "f1"),
      link("page.folder", "p2", "f2"),
      link("folder.shares", "f1", "s-ann"),
      link("folder.shares", "f2", "s-null"),
    ],
    decide: { "page.view p1": "allow", "page.view p2": "deny", "page.view p3": "allow" },
    list: { "page.view": { p1: "author", p3: "author" } },
  }),
];
