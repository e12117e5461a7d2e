/**
 * The outline of a record: all that the rules of some people can tell of it. What a rule asks without looking at who
 * holds it is settled by the database, as one truth; what it compares with its holder stays a cell. So records of one
 * outline are alike for everybody, and a table of millions has a few thousand of them.
 */
import { bindContext, keyOf } from "@latchkey/policy";
import type { Condition, Context, Operand, Policy, Rule, Schema } from "@latchkey/policy";
import { objectNamed, type Model, type ObjectModel } from "../../derive/model.ts";

export interface Outline {
  readonly object: ObjectModel;
  /** Asked of the record alone, three-valued. Rules name the first `record.$0`, and so on. */
  readonly truths: readonly Condition[];
  /** Names of the fields that are compared with something of the holder. */
  readonly fields: readonly string[];
  /** Relations whose rows are compared with the holder. */
  readonly relations: readonly { readonly name: string; readonly outline: Outline }[];
}

export interface Outlined {
  readonly outline: Outline;
  /** Schema and policies in which the rules that name the object ask of outlines. */
  readonly schema: Schema;
  readonly policies: readonly Policy[];
}

interface Draft {
  readonly object: ObjectModel;
  readonly truths: Map<string, Condition>;
  readonly fields: Set<string>;
  readonly relations: Map<string, Draft>;
}

export interface OutlineInput {
  readonly model: Model;
  readonly schema: Schema;
  readonly policies: readonly Policy[];
  readonly context: Context;
}

export function outlineOf(input: OutlineInput, objectName: string): Outlined {
  const { model, schema, context } = input;
  const type = schema.objects[objectName]!;
  const draft = emptyDraft(objectNamed(model, objectName));
  const rewrite = (condition: Condition) =>
    rewritten(model, draft, bindContext(condition, context));
  const names = (rule: Rule) => namesObject(rule, objectName);
  const scopes: Record<string, Condition> = { ...type.scopes };
  const policies = input.policies.map(({ roles }) => ({
    roles: roles.map((role) => ({
      ...role,
      rules: role.rules.filter(names).map((rule) => {
        const scope = type.scopes[rule.scope];
        if (scope && scopes[rule.scope] === scope) scopes[rule.scope] = rewrite(scope);
        return rule.when ? { ...rule, when: rewrite(rule.when) } : rule;
      }),
    })),
  }));
  // The reach of a forbid is decided by it.
  const unit = type.unitField ?? "unit";
  if (unit in type.fields) draft.fields.add(unit);
  const objects = { ...schema.objects, [objectName]: { ...type, scopes } };
  return { outline: finished(draft), schema: { ...schema, objects }, policies };
}

export const namesObject = ({ actions }: Rule, object: string): boolean =>
  actions.some((action) => action === "*" || action.startsWith(`${object}.`));

const emptyDraft = (object: ObjectModel): Draft => ({
  object,
  truths: new Map(),
  fields: new Set(),
  relations: new Map(),
});

const finished = ({ object, truths, fields, relations }: Draft): Outline => ({
  object,
  truths: [...truths.values()],
  fields: [...fields],
  relations: [...relations].map(([name, draft]) => ({ name, outline: finished(draft) })),
});

function rewritten(model: Model, draft: Draft, condition: Condition): Condition {
  if (condition.kind === "true") return condition;
  if (!looksAtHolder(condition)) return truthOf(draft, condition);
  switch (condition.kind) {
    case "and":
    case "or": {
      const { kind } = condition;
      const free = condition.of.filter((part) => !looksAtHolder(part));
      const bound = condition.of.filter(looksAtHolder);
      const of = bound.map((part) => rewritten(model, draft, part));
      return { kind, of: free.length > 0 ? [truthOf(draft, { kind, of: free }), ...of] : of };
    }
    case "not":
      return { kind: "not", of: rewritten(model, draft, condition.of) };
    case "related": {
      const { relation, where } = condition;
      const { target } = draft.object.relations.get(relation)!;
      const inner = draft.relations.get(relation) ?? emptyDraft(objectNamed(model, target));
      draft.relations.set(relation, inner);
      return { kind: "related", relation, where: rewritten(model, inner, where) };
    }
    default:
      for (const operand of operandsOf(condition))
        if ("path" in operand && operand.path.startsWith(RECORD))
          draft.fields.add(operand.path.slice(RECORD.length));
      return condition;
  }
}

const RECORD = "record.";

function truthOf({ truths }: Draft, condition: Condition): Condition {
  const key = keyOf(condition);
  if (!truths.has(key)) truths.set(key, condition);
  const place = [...truths.keys()].indexOf(key);
  return {
    kind: "compare",
    op: "eq",
    left: { path: `${RECORD}$${place}` },
    right: { value: true },
  };
}

const HOLDER = ['"path":"subject.', '"path":"assignment.'];

function looksAtHolder(condition: Condition): boolean {
  const written = JSON.stringify(condition);
  return HOLDER.some((word) => written.includes(word));
}

type Leaf = Exclude<Condition, { kind: "true" | "and" | "or" | "not" | "related" }>;

function operandsOf(leaf: Leaf): readonly Operand[] {
  switch (leaf.kind) {
    case "compare":
    case "overlaps":
      return [leaf.left, leaf.right];
    case "in":
      return [leaf.item, leaf.list];
    case "within":
      return [leaf.unit, leaf.root];
    case "isEmpty":
      return [leaf.of];
  }
}
