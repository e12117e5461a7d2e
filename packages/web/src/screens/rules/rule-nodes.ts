/** The conditions of a rule as a tree that is edited: each change makes a new one. Pure. */
import type {
  RuleField,
  RuleForm,
  RuleNode,
  RuleObject,
  RuleOperator,
} from "@latchkey/server/contract";

export type RuleLeaf = Extract<RuleNode, { readonly field: string }>;

export interface RuleGroup {
  readonly link: "and" | "or";
  readonly of: readonly RuleNode[];
}

/** What stands alone is a group of one. */
export function groupOf(node: RuleNode | null): RuleGroup {
  if (node === null) return { link: "and", of: [] };
  if ("and" in node) return { link: "and", of: node.and };
  if ("or" in node) return { link: "or", of: node.or };
  return { link: "and", of: [node] };
}

/** Groups of nothing are none. */
export function nodeOf({ link, of }: RuleGroup): RuleNode | null {
  if (of.length === 0) return null;
  return link === "and" ? { and: of } : { or: of };
}

export const takesValue = (op: RuleOperator): boolean =>
  !["isEmpty", "isNotEmpty", "isMe", "isNotMe", "withinMine"].includes(op);

/** Whether it says something; one that is still being made does not. */
export const isWhole = ({ op, value }: RuleLeaf): boolean =>
  !takesValue(op) ||
  (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "");

export const saysAll = (node: RuleNode | null): boolean =>
  node === null ||
  "fixed" in node ||
  ("field" in node ? isWhole(node) : groupOf(node).of.every(saysAll));

/** The fields that records of every one of these objects have. */
export function sharedFields(
  objects: readonly RuleObject[],
  named: readonly string[],
): readonly RuleField[] {
  const chosen = objects.filter(({ name }) => named.includes(name));
  const [first, ...others] = chosen;
  return (first?.asked ?? []).filter((field) =>
    others.every((other) =>
      other.asked.some(({ name, type }) => name === field.name && type === field.type),
    ),
  );
}

/** The objects whose actions the rule names; `*` is all of them. */
export const objectsOf = (
  { actions }: Pick<RuleForm, "actions">,
  objects: readonly RuleObject[],
): readonly string[] =>
  actions.includes("*")
    ? objects.map(({ name }) => name)
    : [...new Set(actions.map((action) => action.slice(0, action.indexOf("."))))];

/** A prohibition refuses the act and holds wherever its holder works; a permission opens what everybody knows. */
export function withEffect(form: RuleForm, effect: RuleForm["effect"]): RuleForm {
  if (effect === form.effect) return form;
  const { fields: _fields, everywhere: _everywhere, obligations: _demands, ...rest } = form;
  return effect === "forbid"
    ? { ...rest, effect, everywhere: true }
    : { ...rest, effect, fields: { read: ["@basic"] } };
}

export const newRule = (taken: readonly string[]): RuleForm => {
  const numbers = [...Array(taken.length + 1).keys()].map((index) => `rule-${index + 1}`);
  return {
    id: numbers.find((id) => !taken.includes(id))!,
    effect: "permit",
    actions: ["customer.view"],
    scope: "subtree",
    fields: { read: ["@basic"] },
    where: null,
    hours: null,
    days: null,
    from: null,
    until: null,
  };
};
