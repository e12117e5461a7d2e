/**
 * What the scope words mean, as conditions relative to the assignment that brings a rule. Every object has them: a
 * record's owner and unit are common fields, and whoever takes part in a record stands in `participant`.
 */
import type { Condition, Operand } from "@latchkey/policy";

const path = (name: string): Operand => ({ path: name });

const live: Condition = {
  kind: "and",
  of: [
    {
      kind: "or",
      of: [
        { kind: "isEmpty", of: path("record.from") },
        { kind: "compare", op: "le", left: path("record.from"), right: path("context.now") },
      ],
    },
    {
      kind: "or",
      of: [
        { kind: "isEmpty", of: path("record.until") },
        { kind: "compare", op: "gt", left: path("record.until"), right: path("context.now") },
      ],
    },
  ],
};

const takesPart = (who: Condition): Condition => ({
  kind: "related",
  relation: "participants",
  where: { kind: "and", of: [who, live] },
});

const functionIs = (name: string): Condition => ({
  kind: "compare",
  op: "eq",
  left: path("record.function"),
  right: { value: name },
});

const shared = functionIs("shared");
const lookedUp = functionIs("lookedUp");

const isMe: Condition = {
  kind: "compare",
  op: "eq",
  left: path("record.principalId"),
  right: path("subject.id"),
};

const principalIn = (list: string): Condition => ({
  kind: "in",
  item: path("record.principalId"),
  list: path(list),
});

/** Named in the record's team as one of these. */
export const takesPartAs = (functions: readonly string[]): Condition =>
  takesPart({
    kind: "and",
    of: [
      principalIn("subject.principals"),
      { kind: "in", item: path("record.function"), list: { value: functions } },
    ],
  });

export const SCOPES: Readonly<Record<string, Condition>> = {
  own: { kind: "compare", op: "eq", left: path("record.owner"), right: path("subject.id") },
  unit: { kind: "compare", op: "eq", left: path("record.unit"), right: path("assignment.unit") },
  subtree: { kind: "within", unit: path("record.unit"), root: path("assignment.unit") },
  /** Named in the record's team, I or a unit or group of mine: collaborator, consultant, class teacher … */
  participating: takesPart({
    kind: "and",
    of: [
      principalIn("subject.principals"),
      { kind: "not", of: shared },
      { kind: "not", of: lookedUp },
    ],
  }),
  /** In hand: found by an exact question of mine, for a while (`gate/look-up.ts`). */
  lookedUp: takesPart({ kind: "and", of: [isMe, lookedUp] }),
  /** Shared with me, with a unit of mine or with a group of mine. */
  shared: takesPart({ kind: "and", of: [principalIn("subject.principals"), shared] }),
  group: takesPart(principalIn("subject.groups")),
  pool: {
    kind: "and",
    of: [
      { kind: "isEmpty", of: path("record.owner") },
      { kind: "within", unit: path("record.unit"), root: path("assignment.unit") },
    ],
  },
  all: { kind: "true" },
};
