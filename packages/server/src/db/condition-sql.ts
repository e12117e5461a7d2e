/**
 * A residual condition of the policy as SQL with the same three-valued meaning. What is left in it after compiling for a
 * subject are paths into the record, `context.now` (the database's clock) and constants.
 */
import type { Condition, ConditionKind, Operand, Value } from "@latchkey/policy";
import { sql } from "kysely";
import { objectNamed, type Model, type ObjectModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";

export interface ConditionScope {
  readonly model: Model;
  readonly object: ObjectModel;
  /** The table alias of the record the condition speaks of. */
  readonly alias: string;
  /** Set where only TRUE matters to the caller (a WHERE, an IS NOT TRUE): unknown may then come out as false. */
  readonly onlyTrue?: boolean;
  /** Ids of a unit and all below it, from the same version of the tree that the plan was made under. */
  unitsWithin(root: string): readonly string[];
}

type Writer<Kind extends ConditionKind> = (
  condition: Extract<Condition, { kind: Kind }>,
  scope: ConditionScope,
) => Sql;

const WRITERS: { [Kind in ConditionKind]: Writer<Kind> } = {
  true: () => sql`true`,
  and: ({ of }, scope) => joined(of, scope, " and ", "true"),
  or: ({ of }, scope) => joined(of, scope, " or ", "false"),
  // `not` is true of a false condition only, so inside it unknown must stay unknown.
  not: ({ of }, scope) => sql`not ${conditionSql(of, { ...scope, onlyTrue: false })}`,
  compare({ op, left, right }, scope) {
    const type = castOf(left, scope) ?? castOf(right, scope);
    return sql`${operandSql(left, scope, type)} ${sql.raw(OPERATORS[op])} ${operandSql(right, scope, type)}`;
  },
  in({ item, list }, scope) {
    const type = castOf(item, scope) ?? elementCast(castOf(list, scope));
    return sql`${operandSql(item, scope, type)} = any(${operandSql(list, scope, type && `${type}[]`)})`;
  },
  overlaps({ left, right }, scope) {
    const type = castOf(left, scope) ?? castOf(right, scope);
    return sql`${operandSql(left, scope, type)} && ${operandSql(right, scope, type)}`;
  },
  within({ unit, root }, scope) {
    if (!("value" in root)) throw new Error("a plan compares units with a known root only");
    if (root.value === null) return sql`null::boolean`;
    const units = scope.unitsWithin(String(root.value));
    return sql`${operandSql(unit, scope, "uuid")} = any(${units}::uuid[])`;
  },
  related: (condition, scope) => relatedSql(condition, scope),
  isEmpty({ of }, scope) {
    const type = castOf(of, scope);
    const operand = operandSql(of, scope, type);
    if (type?.endsWith("[]")) return sql`(cardinality(${operand}) > 0) is not true`;
    return type === "text" ? sql`(${operand} <> '') is not true` : sql`${operand} is null`;
  },
};

const OPERATORS = { eq: "=", ne: "<>", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;

export function conditionSql(condition: Condition, scope: ConditionScope): Sql {
  const write = WRITERS[condition.kind] as Writer<ConditionKind>;
  return sql`(${write(condition as never, scope)})`;
}

function joined(of: readonly Condition[], scope: ConditionScope, word: string, none: string): Sql {
  if (of.length === 0) return sql.raw(none);
  return sql.join(
    of.map((one) => conditionSql(one, scope)),
    sql.raw(word),
  );
}

/**
 * Three-valued EXISTS: true if any row is true, else unknown if any is unknown, else false. A plain EXISTS would turn
 * unknown into false, and a forbid that must hold "unless false" would fail open.
 */
function relatedSql(condition: Extract<Condition, { kind: "related" }>, scope: ConditionScope): Sql {
  const relation = scope.object.relations.get(condition.relation);
  if (!relation) throw new Error(`no relation \`${condition.relation}\` on \`${scope.object.name}\``);
  const target = objectNamed(scope.model, relation.target);
  const alias = `${scope.alias}_${condition.relation}`;
  const where = conditionSql(condition.where, { ...scope, object: target, alias });
  const rows = sql`from ${sql.table(target.table)} as ${sql.ref(alias)}
    where ${relation.join(scope.alias, alias)} and ${sql.ref(`${alias}.deleted_at`)} is null`;
  if (scope.onlyTrue) return sql`exists (select ${rows} and ${where})`;
  return sql`(select case when bool_or(truth) then true when bool_or(truth is null) then null else false end
    from (select ${where} as truth ${rows}) related)`;
}

/** SQL type a path has; undefined for constants and the context. */
function castOf(operand: Operand, { object }: ConditionScope): string | undefined {
  if (!("path" in operand)) return undefined;
  if (operand.path === "context.now") return "timestamptz";
  const name = fieldOf(operand.path);
  if (name === "id") return "uuid";
  const field = object.fields.get(name);
  if (!field) throw new Error(`no field \`${name}\` on \`${object.name}\``);
  const main = Object.values(field.module.columns)[0]!;
  return field.custom && main.startsWith("timestamptz") ? "timestamptz" : main;
}

const elementCast = (type: string | undefined): string | undefined => type?.replace(/\[\]$/, "");

const fieldOf = (path: string): string => path.slice(path.indexOf(".") + 1);

function operandSql(operand: Operand, scope: ConditionScope, type: string | undefined): Sql {
  if ("value" in operand) return constantSql(operand.value, type);
  if (operand.path === "context.now") return sql`statement_timestamp()`;
  const name = fieldOf(operand.path);
  if (name === "id") return sql.ref(`${scope.alias}.id`);
  return scope.object.fields.get(name)!.cell(scope.alias)[0]!;
}

/** Moments are epoch milliseconds in the policy. */
function constantSql(value: Value, type: string | undefined): Sql {
  if (type === undefined) {
    const known = typeof value === "number" ? "double precision" : typeof value === "boolean" ? "boolean" : "text";
    return sql`${value}::${sql.raw(Array.isArray(value) ? "text[]" : known)}`;
  }
  if (typeof value === "number" && /^(timestamptz|date)/.test(type)) {
    return sql`${new Date(value).toISOString()}::${sql.raw(type)}`;
  }
  return sql`${value}::${sql.raw(type)}`;
}
