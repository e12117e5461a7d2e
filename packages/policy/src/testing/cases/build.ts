import { TEST_SCHEMA } from "../test-schema.ts";
import type {
  Assignment,
  CompareOperator,
  Condition,
  Context,
  FieldGrant,
  Operand,
  Role,
  Rule,
  Subject,
  Value,
} from "../../model.ts";
import type { Case } from "../case.ts";
import type { WorldLink, WorldRecord } from "../world.ts";

/** Short words for writing cases. Unless a case says otherwise ann holds role `r` at `east`, now is 3000. */

type Ruled = Partial<Omit<Rule, "id" | "effect">> & { readonly actions: readonly string[] };

export function permit(id: string, rule: Ruled): Rule {
  return { id, effect: "permit", scope: "all", fields: { read: ["title"] }, ...rule };
}

export function forbid(id: string, rule: Ruled): Rule {
  return { id, effect: "forbid", scope: "all", ...rule };
}

export const reads = (...read: readonly string[]): FieldGrant => ({ read });

export function role(id: string, rules: readonly Rule[], includes: readonly string[] = []): Role {
  return { id, name: { zh: id, en: id }, duties: { zh: id, en: id }, rules, includes };
}

export function assign(id: string, more: Partial<Assignment> = {}): Assignment {
  const because = { zh: "岗位", en: "post" };
  return { id, role: "r", unit: "east", from: null, until: null, because, ...more };
}

/** Somebody else in a case about ann. */
export const somebody = (id: string, ...assignments: readonly Assignment[]): Subject => ({
  id,
  attributes: { team: "blue" },
  assignments,
});

export const byBo: Pick<Assignment, "bound"> = { bound: { subject: "bo" } };

/** Ann holds `wide` bounded by bo, who holds `narrow`. */
export const pair = (wide: readonly Rule[], narrow: readonly Rule[]) => ({
  roles: [role("wide", wide), role("narrow", narrow)],
  assignments: [assign("a", { role: "wide", ...byBo })],
  others: [somebody("bo", assign("b", { role: "narrow" }))],
});

export const field = (name: string): Operand => ({ path: `record.${name}` });
export const at = (path: string): Operand => ({ path });
export const value = (constant: Value): Operand => ({ value: constant });

export function is(
  left: Operand,
  right: Operand,
  op: CompareOperator = "eq",
): Extract<Condition, { kind: "compare" }> {
  return { kind: "compare", op, left, right };
}

export const isIn = (item: Operand, list: Operand): Condition => ({ kind: "in", item, list });
export const meets = (left: Operand, right: Operand): Condition => ({
  kind: "overlaps",
  left,
  right,
});
export const within = (unit: Operand, root: Operand): Condition => ({ kind: "within", unit, root });
export const isEmpty = (of: Operand): Condition => ({ kind: "isEmpty", of });
export const not = (of: Condition): Condition => ({ kind: "not", of });
export const and = (...of: readonly Condition[]): Condition => ({ kind: "and", of });
export const or = (...of: readonly Condition[]): Condition => ({ kind: "or", of });
export const related = (relation: string, where: Condition): Condition => ({
  kind: "related",
  relation,
  where,
});

export const row = (id: string, values: WorldRecord["values"] = {}): WorldRecord => ({
  id,
  values,
});

export const link = (relation: string, from: string, to: string): WorldLink => ({
  relation,
  from,
  to,
});

interface CaseInput extends Pick<Case, "decide" | "list" | "explain"> {
  readonly rules?: readonly Rule[];
  readonly roles?: readonly Role[];
  readonly assignments?: readonly Assignment[];
  readonly others?: readonly Subject[];
  readonly attributes?: Subject["attributes"];
  readonly context?: Context;
  readonly folders?: readonly WorldRecord[];
  readonly pages?: readonly WorldRecord[];
  readonly shares?: readonly WorldRecord[];
  readonly links?: readonly WorldLink[];
}

const ATTRIBUTES: Subject["attributes"] = {
  team: "red",
  teams: ["red", "green"],
  peers: ["bo"],
  manager: null,
  home: "east",
  cap: 2,
};

const NOW = 3_000;

/** Fills in what the case does not say. */
export function example(name: string, input: CaseInput): Case {
  const { decide, list, explain } = input;
  const world = {
    schema: TEST_SCHEMA,
    policy: { roles: input.roles ?? [role("r", input.rules ?? [])] },
    subject: {
      id: "ann",
      attributes: { ...ATTRIBUTES, ...input.attributes },
      assignments: input.assignments ?? [assign("a")],
    },
    ...(input.others ? { others: input.others } : {}),
    units: {
      root: null,
      east: "root",
      west: "root",
      "east-1": "east",
      "east-2": "east",
      "west-1": "west",
    },
    now: NOW,
    context: { now: NOW, device: "desk", risk: 1, isTrusted: true, ...input.context },
    records: {
      folder: input.folders ?? [],
      page: input.pages ?? [],
      share: input.shares ?? [],
    },
    links: input.links ?? [],
  };
  return { name, world, decide, list, ...(explain ? { explain } : {}) };
}
