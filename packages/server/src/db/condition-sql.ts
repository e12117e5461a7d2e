/**
 * A residual condition of the policy as SQL with the same three-valued meaning. What is left in it after compiling for a
 * subject are paths into the record, `context.now` (the database's clock) and constants.
 */
import type { Condition, ConditionKind, FieldKind, Operand, Scalar, Value } from "@latchkey/policy";
import { sql } from "kysely";
import { objectNamed, type Model, type ObjectModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { UUID } from "../fields/shared.ts";

export interface ConditionScope {
  readonly model: Model;
  readonly object: ObjectModel;
  /** The table alias of the record the condition speaks of. */
  readonly alias: string;
  /** Set where only TRUE matters to the caller (a WHERE, an IS NOT TRUE): unknown may then come out as false. */
  readonly onlyTrue?: boolean;
  /** Ids of a unit and all below it, from the same version of the tree that the plan was made under. */
  unitsWithin(root: string): readonly string[];
  /** The clock; the database's own unless a test brings one. */
  readonly now?: Sql;
}

/** Milliseconds are the engine's grain of time: finer ones would make a list and a decision differ within one. */
const CLOCK = sql`date_trunc('milliseconds', statement_timestamp())`;

/** What the kinds of the engine are in SQL. */
const SQL_TYPES: Readonly<Record<FieldKind, string>> = {
  text: "text",
  number: "double precision",
  boolean: "boolean",
  time: "timestamptz",
  id: "uuid",
  unit: "uuid",
  texts: "text[]",
  ids: "uuid[]",
};

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
    const type = typeOf(scope, left, right);
    if (op !== "eq" && op !== "ne" && !ORDERED.has(type)) return sql`null::boolean`;
    return sql`${operandSql(left, scope, type)} ${sql.raw(OPERATORS[op])} ${operandSql(right, scope, type)}`;
  },
  in({ item, list }, scope) {
    const type = typeOf(scope, item, list).replace(/\[\]$/, "");
    return sql`${operandSql(item, scope, type)} = any(${operandSql(list, scope, `${type}[]`)})`;
  },
  overlaps({ left, right }, scope) {
    const type = typeOf(scope, left, right);
    return sql`${operandSql(left, scope, type)} && ${operandSql(right, scope, type)}`;
  },
  within: (condition, scope) => withinSql(condition, scope),
  related: (condition, scope) => relatedSql(condition, scope),
  isEmpty({ of }, scope) {
    const type = typeOf(scope, of);
    const operand = operandSql(of, scope, type);
    if (type.endsWith("[]")) return sql`(cardinality(${operand}) > 0) is not true`;
    return type === "text" ? sql`(${operand} <> '') is not true` : sql`${operand} is null`;
  },
};

const ORDERED: ReadonlySet<string> = new Set(["double precision", "timestamptz"]);

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
function relatedSql(
  condition: Extract<Condition, { kind: "related" }>,
  scope: ConditionScope,
): Sql {
  const relation = scope.object.relations.get(condition.relation);
  if (!relation)
    throw new Error(`no relation \`${condition.relation}\` on \`${scope.object.name}\``);
  const target = objectNamed(scope.model, relation.target);
  const alias = `${scope.alias}_${condition.relation}`;
  const where = conditionSql(condition.where, { ...scope, object: target, alias });
  const rows = sql`from ${sql.table(target.table)} as ${sql.ref(alias)}
    where ${relation.join(scope.alias, alias)} and ${sql.ref(`${alias}.deleted_at`)} is null`;
  if (scope.onlyTrue) return sql`exists (select ${rows} and ${where})`;
  return sql`(select case when bool_or(truth) then true when bool_or(truth is null) then null else false end
    from (select ${where} as truth ${rows}) related)`;
}

/**
 * A unit that the tree does not know is neither inside nor outside. Where only TRUE matters, the ids of the subtree say
 * all; else a unit outside must be shown to exist.
 */
function withinSql(
  { unit, root }: Extract<Condition, { kind: "within" }>,
  scope: ConditionScope,
): Sql {
  const inner = operandSql(unit, scope, "uuid");
  if (!("value" in root)) return walkSql(inner, operandSql(root, scope, "uuid"));
  const units = root.value === null ? [] : scope.unitsWithin(String(root.value));
  if (units.length === 0) return sql`null::boolean`;
  const isInside = sql`${inner} = any(${units}::uuid[])`;
  return scope.onlyTrue
    ? isInside
    : sql`case when ${isInside} then true when ${knownUnit(inner)} then false end`;
}

/** Up from the unit to the root, for the rare rule whose root is a field of the record. */
function walkSql(unit: Sql, root: Sql): Sql {
  return sql`case when ${knownUnit(unit)} and ${knownUnit(root)} then ${root} in (
    with recursive up as (
      select id, parent from unit where id = ${unit}
      union all select above.id, above.parent from unit above join up on above.id = up.parent where above.deleted_at is null
    ) select id from up) end`;
}

const knownUnit = (id: Sql): Sql =>
  sql`exists (select from unit where id = ${id} and deleted_at is null)`;

/** What operands are compared as: what a path among them is, failing that what a constant is. */
function typeOf(scope: ConditionScope, ...operands: readonly Operand[]): string {
  const paths = operands.flatMap((operand) =>
    "path" in operand ? [pathType(operand.path, scope)] : [],
  );
  const constants = operands.flatMap((operand) =>
    "value" in operand && operand.value !== null ? [constantType(operand.value)] : [],
  );
  return paths[0] ?? constants[0] ?? "text";
}

function pathType(path: string, { object }: ConditionScope): string {
  if (path === "context.now") return "timestamptz";
  const name = fieldOf(path);
  if (name === "id") return "uuid";
  const field = object.fields.get(name);
  if (!field) throw new Error(`no field \`${name}\` on \`${object.name}\``);
  return SQL_TYPES[field.module.kind];
}

function constantType(value: Value): string {
  if (Array.isArray(value)) return "text[]";
  if (typeof value === "number") return "double precision";
  return typeof value === "boolean" ? "boolean" : "text";
}

const fieldOf = (path: string): string => path.slice(path.indexOf(".") + 1);

function operandSql(operand: Operand, scope: ConditionScope, type: string): Sql {
  if ("value" in operand) return constantSql(operand.value, type);
  if (operand.path === "context.now") return scope.now ?? CLOCK;
  const name = fieldOf(operand.path);
  if (name === "id") return sql.ref(`${scope.alias}.id`);
  const { module, cell } = scope.object.fields.get(name)!;
  const columns = cell(scope.alias);
  return module.engineSql?.(columns) ?? columns[0]!;
}

function constantSql(value: Value, type: string): Sql {
  if (type.endsWith("[]") !== Array.isArray(value)) return sql`null::${sql.raw(type)}`;
  const write = ELEMENTS[type.replace(/\[\]$/, "")]!;
  const written = Array.isArray(value) ? value.map(write) : write(value as Scalar);
  return sql`${written}::${sql.raw(type)}`;
}

/** No record has it. An id that is none equals no other id, but must not make a statement fail. */
const NOBODY = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** How a constant is written in a type. One of another kind compares with nothing, so it is written as unknown. */
const ELEMENTS: Readonly<Record<string, (value: Scalar) => Scalar>> = {
  text: (value) => (typeof value === "string" ? value : null),
  "double precision": (value) => (typeof value === "number" ? value : null),
  boolean: (value) => (typeof value === "boolean" ? value : null),
  timestamptz: (value) => (typeof value === "number" ? momentText(value) : null),
  uuid: (value) => (typeof value !== "string" ? null : UUID.test(value) ? value : NOBODY),
};

/** Moments are epoch milliseconds in the policy. Cells hold the years 1 to 9999; what lies beyond lies beyond all of them. */
function momentText(milliseconds: number): string {
  if (milliseconds > Date.UTC(9999, 11, 31, 23, 59, 59, 999)) return "infinity";
  return milliseconds < Date.parse("0001-01-01T00:00:00Z")
    ? "-infinity"
    : new Date(milliseconds).toISOString();
}
