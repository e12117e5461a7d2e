/** Filters: unknown input → checked nodes → SQL over cells as the reader sees them. */
import { sql } from "kysely";
import type { Operator } from "../http/contract.ts";
import type { FieldModel } from "../derive/model.ts";
import type { Json, Sql } from "../fields/module.ts";
import { badRequest, problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { knownFields, type ArmView, type View } from "./view.ts";

export type FilterNode =
  | { readonly and: readonly FilterNode[] }
  | { readonly or: readonly FilterNode[] }
  | FilterLeaf;

export interface FilterLeaf {
  readonly field: FieldModel;
  readonly op: Operator;
  readonly operand: Json;
}

/** All that a filter asks of cells, whatever joins it. */
export function leavesOf(node: FilterNode | null): readonly FilterLeaf[] {
  if (node === null) return [];
  if ("and" in node) return node.and.flatMap(leavesOf);
  return "or" in node ? node.or.flatMap(leavesOf) : [node];
}

/** At most so many conditions in one filter: more is a program, not a question. */
export const MAX_FILTER_NODES = 60;

export function parseFilter(input: unknown, view: View): FilterNode | null {
  if (input === undefined || input === null) return null;
  const known = new Map(knownFields(view).map((field) => [field.name, field]));
  const problems: Problem[] = [];
  let nodes = 0;

  function parse(node: unknown, path: string): FilterNode | null {
    if (++nodes > MAX_FILTER_NODES) {
      if (nodes === MAX_FILTER_NODES + 1)
        problems.push(problem(path, "filter_too_deep", { limit: MAX_FILTER_NODES }));
      return null;
    }
    if (typeof node !== "object" || node === null) return fail(path);
    const { and, or } = node as { and?: unknown; or?: unknown };
    if (Array.isArray(and)) return { and: parseAll(and, `${path}.and`) };
    if (Array.isArray(or)) return { or: parseAll(or, `${path}.or`) };
    return parseLeaf(node as Record<string, unknown>, path);
  }

  const parseAll = (list: readonly unknown[], path: string): FilterNode[] =>
    list.map((one, index) => parse(one, `${path}.${index}`)).filter((one) => one !== null);

  function parseLeaf(node: Record<string, unknown>, path: string): FilterNode | null {
    if (typeof node["field"] !== "string") return fail(path);
    const field = known.get(node["field"]);
    if (!field) {
      problems.push(
        problem(`${path}.field`, "unknown_field", { field: node["field"].slice(0, 60) }),
      );
      return null;
    }
    const op = node["op"] as Operator;
    if (!Object.hasOwn(field.module.filters, textOf(op))) {
      problems.push(
        problem(`${path}.op`, "unknown_operator", {
          field: field.name,
          op: textOf(op).slice(0, 30),
        }),
      );
      return null;
    }
    const parsed = field.module.parseOperand(node["value"], op, field.declaration, `${path}.value`);
    if ("problem" in parsed) {
      problems.push(parsed.problem);
      return null;
    }
    return { field, op, operand: parsed.value };
  }

  function fail(path: string): null {
    problems.push(problem(path, "bad_filter"));
    return null;
  }

  const parsed = parse(input, "filter");
  if (problems.length > 0) throw badRequest(problems);
  return parsed;
}

export function filterSql(node: FilterNode | null, arm: ArmView): Sql {
  if (node === null) return sql`true`;
  if ("and" in node) return all(node.and, arm, " and ", "true");
  if ("or" in node) return all(node.or, arm, " or ", "false");
  return sql`(${node.field.module.filters[node.op]!(arm.cell(node.field), node.operand, arm)})`;
}

function all(nodes: readonly FilterNode[], arm: ArmView, word: string, none: string): Sql {
  if (nodes.length === 0) return sql.raw(none);
  return sql`(${sql.join(
    nodes.map((node) => filterSql(node, arm)),
    sql.raw(word),
  )})`;
}
