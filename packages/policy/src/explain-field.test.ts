import { expect, test } from "vitest";
import { explainField } from "./explain-field.ts";
import { ABSENT, MASKED, PLAIN } from "./select-fields.ts";
import type { ActionTable } from "./action-table.ts";
import type { LimitedPiece } from "./explain-field.ts";
import type { Decision } from "./model.ts";
import type { Piece } from "./piece.ts";

const table = { type: { fields: { name: {}, phone: {} } } } as unknown as ActionTable;

interface Said {
  readonly onView?: boolean;
  readonly onAct?: boolean;
  /** Of the phone; null: the rule names no fields. */
  readonly level?: number | null;
  readonly write?: boolean;
  /** The most that the bound leaves. */
  readonly most?: number;
  readonly mayWrite?: boolean;
}

function rule(effect: Piece["effect"], id: string, said: Said): LimitedPiece {
  const { onView = true, onAct = true, level = PLAIN, write = false } = said;
  const fields = level === null ? null : { levels: [PLAIN, level], write: [!write, write] };
  const reference = { assignment: "a", role: "r", rule: id };
  const piece = { effect, reference, onView, onAct, fields } as unknown as Piece;
  return { piece, level: said.most ?? PLAIN, canWrite: said.mayWrite ?? true };
}

const APPLIED = [
  rule("permit", "plain", { write: true }),
  rule("permit", "masked", { level: MASKED }),
  rule("permit", "closed", { level: ABSENT }),
  rule("permit", "masked by its bound", { most: MASKED }),
  rule("permit", "closed by its bound", { most: ABSENT, write: true, mayWrite: false }),
  rule("permit", "act only", { onView: false, most: ABSENT, write: true }),
  rule("permit", "view only", { onAct: false, write: true }),
  rule("permit", "no fields", { level: null, most: ABSENT }),
  rule("forbid", "lower", { level: MASKED }),
  rule("forbid", "close", { level: ABSENT, write: true }),
  rule("forbid", "stay", { level: PLAIN }),
  rule("forbid", "refuse", { level: null }),
];

const decision = {
  levels: { phone: "masked" },
  actLevels: { phone: "plain" },
  write: ["phone"],
} as unknown as Decision;

function explained(field: string) {
  const {
    field: name,
    level,
    actLevel,
    canWrite,
    ...rules
  } = explainField(table, APPLIED, decision, field);
  const named = Object.entries(rules).map(
    ([what, found]) => [what, found.map((one) => one.rule)] as const,
  );
  return { name, level, actLevel, canWrite, ...Object.fromEntries(named) };
}

test("each rule is named for what it does to the field, as far as its bound lets it", () => {
  expect(explained("phone")).toEqual({
    name: "phone",
    level: "masked",
    actLevel: "plain",
    canWrite: true,
    opens: ["plain", "view only"],
    masks: ["masked", "masked by its bound"],
    limits: ["masked by its bound", "closed by its bound"],
    lowers: ["lower"],
    closes: ["close"],
    closesWriting: ["close"],
    letsWrite: ["plain", "act only"],
  });
});

test("a field that the object lacks is absent, and no rule speaks of it", () => {
  expect(explained("gone")).toEqual({
    name: "gone",
    level: "absent",
    actLevel: "absent",
    canWrite: false,
    opens: [],
    masks: [],
    limits: [],
    lowers: [],
    closes: [],
    closesWriting: [],
    letsWrite: [],
  });
});
