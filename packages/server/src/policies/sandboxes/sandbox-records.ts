/**
 * Of which records of an object a sandbox gives anything, as the form says it. Nobody finds out by it what they may not read:
 * it asks only for cells that the sandbox itself opens in full.
 */
import type { Condition } from "@latchkey/policy";
import type { Model, ObjectModel } from "../../derive/model.ts";
import { problem, type Problem } from "../../errors.ts";
import type { RuleNode, SandboxContent } from "../../http/contract.ts";
import { parseRules } from "../parse-rules.ts";
import { objectOf } from "../parse-shape.ts";
import { conditionOfNode } from "../rule-form.ts";
import { askedField } from "../rule-vocabulary.ts";

type Opened = Pick<SandboxContent, "classes" | "fields">;

/** Null: it names what is there no more, and so is true of nothing. */
export function conditionOfRecords(
  node: RuleNode,
  object: ObjectModel,
  model: Model,
): Condition | null {
  const problems: Problem[] = [];
  const condition = conditionOfNode(node, { model, object, problems }, "only");
  return problems.length === 0 ? condition : null;
}

/** `given`: names of the objects that it gives anything of. What is returned beside problems is nothing. */
export function parseRecords(
  input: unknown,
  { model, given, opened }: { model: Model; given: ReadonlySet<string>; opened: Opened },
  problems: Problem[],
): Readonly<Record<string, RuleNode>> {
  const only = objectOf(input, "only", problems);
  for (const [name, node] of Object.entries(only)) {
    const path = `only.${name.slice(0, 60)}`;
    const object = model.objects.get(name);
    if (object && given.has(name))
      problems.push(...recordProblems(node, path, { model, object, opened }));
    else
      problems.push(
        problem(path, object ? "nothing_narrowed" : "unknown_field", { field: name.slice(0, 60) }),
      );
  }
  return only as Record<string, RuleNode>;
}

interface Around {
  readonly model: Model;
  readonly object: ObjectModel;
  readonly opened: Opened;
}

function recordProblems(node: unknown, path: string, around: Around): readonly Problem[] {
  const { model, object } = around;
  const problems: Problem[] = [];
  const when = conditionOfNode(node, { model, object, problems }, path);
  if (problems.length > 0) return problems;
  if (when === null) return [problem(path, "required")];
  const closed = leavesOf(node as RuleNode).filter((leaf) => !isOpened(leaf, around));
  if (closed.length > 0) return closed.map(() => problem(path, "condition_not_opened"));
  const actions = [`${object.name}.${Object.keys(object.declaration.actions)[0]!}`];
  const rule = { id: "only", effect: "permit", actions, scope: "subtree", when };
  const wrong: Problem[] = [];
  parseRules([rule], model, wrong);
  return wrong.map((one) => ({ ...one, path }));
}

/** Names of what is asked; null for a condition that the form has no words for. */
function leavesOf(node: RuleNode): readonly (string | null)[] {
  const all = (list: unknown) =>
    Array.isArray(list) ? (list as RuleNode[]).flatMap(leavesOf) : [];
  if ("and" in node) return all(node.and);
  if ("or" in node) return all(node.or);
  return ["fixed" in node ? null : node.field];
}

function isOpened(name: string | null, { model, object, opened }: Around): boolean {
  const found = name === null ? undefined : askedField(model, object, name);
  if (!found) return false;
  const { relation, field } = found;
  const of = relation === null ? object.name : object.relations.get(relation)!.target;
  const level = opened.fields[of]?.[field.name] ?? opened.classes[field.declaration.sensitivity];
  return level?.own === "plain" && level.beyond === "plain";
}
