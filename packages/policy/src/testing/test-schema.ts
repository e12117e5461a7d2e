import type { Condition, Operand, Schema } from "../model.ts";

/**
 * The one schema of the conformance cases and of the generated worlds, so that a database needs its tables once. It
 * has a unit field by another name (`page.place`), an object without units (`share`), a secret field, arrays, and
 * relations in a ring.
 */

const path = (to: string): Operand => ({ path: to });
const equal = (left: string, right: string): Condition => ({
  kind: "compare",
  op: "eq",
  left: path(left),
  right: path(right),
});
const within = (unit: string): Condition => ({
  kind: "within",
  unit: path(unit),
  root: path("assignment.unit"),
});

export const TEST_SCHEMA: Schema = {
  classes: ["open", "contact", "money"],
  subject: {
    team: "text",
    teams: "texts",
    peers: "ids",
    manager: "id",
    home: "unit",
    cap: "number",
  },
  context: { device: "text", risk: "number", isTrusted: "boolean" },
  objects: {
    folder: {
      fields: {
        owner: { kind: "id", sensitivity: "open" },
        unit: { kind: "unit", sensitivity: "open" },
        title: { kind: "text", sensitivity: "open" },
        stage: { kind: "text", sensitivity: "open" },
        phone: { kind: "text", sensitivity: "contact" },
        amount: { kind: "number", sensitivity: "money" },
        due: { kind: "time", sensitivity: "open" },
        isUrgent: { kind: "boolean", sensitivity: "open" },
        labels: { kind: "texts", sensitivity: "open" },
        helpers: { kind: "ids", sensitivity: "open" },
        code: { kind: "text", sensitivity: "contact", secret: true },
      },
      relations: { shares: { target: "share" }, pages: { target: "page" } },
      actions: ["view", "edit", "export"],
      scopes: {
        own: equal("record.owner", "subject.id"),
        unit: equal("record.unit", "assignment.unit"),
        subtree: within("record.unit"),
        pool: {
          kind: "and",
          of: [{ kind: "isEmpty", of: path("record.owner") }, within("record.unit")],
        },
        shared: {
          kind: "related",
          relation: "shares",
          where: {
            kind: "and",
            of: [
              equal("record.member", "subject.id"),
              { kind: "compare", op: "gt", left: path("record.until"), right: path("context.now") },
            ],
          },
        },
      },
    },
    page: {
      fields: {
        author: { kind: "id", sensitivity: "open" },
        place: { kind: "unit", sensitivity: "open" },
        body: { kind: "text", sensitivity: "contact" },
        score: { kind: "number", sensitivity: "money" },
      },
      relations: { folder: { target: "folder" } },
      actions: ["view", "edit"],
      unitField: "place",
      scopes: {
        own: equal("record.author", "subject.id"),
        subtree: within("record.place"),
        following: {
          kind: "related",
          relation: "folder",
          where: equal("record.owner", "subject.id"),
        },
      },
    },
    share: {
      fields: {
        member: { kind: "id", sensitivity: "open" },
        reason: { kind: "text", sensitivity: "contact" },
        until: { kind: "time", sensitivity: "open" },
      },
      relations: { folder: { target: "folder" } },
      actions: ["view", "revoke"],
      scopes: { own: equal("record.member", "subject.id") },
    },
  },
};
