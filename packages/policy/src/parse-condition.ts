import { MAX_CONDITION_DEPTH, MAX_CONDITION_NODES, MAX_RELATED_HOPS } from "./limits.ts";
import { elementKinds, readOperand } from "./parse-operand.ts";
import {
  at,
  readChoice,
  readKind,
  readList,
  readObject,
  readText,
  report,
  startParser,
} from "./parse-shape.ts";
import type { CompareOperator, Condition, ConditionKind, FieldKind, Schema } from "./model.ts";
import type { TypedOperand } from "./parse-operand.ts";
import type { Parser } from "./parse-shape.ts";
import type { Parsed } from "./problems.ts";

/** Reads a condition about records of one object, or says everything that is wrong with it. */
export function parseCondition(
  schema: Schema,
  objectName: string,
  input: unknown,
): Parsed<Condition> {
  const parser = startParser(schema, "");
  const value = readCondition(parser, input, objectName);
  const { problems } = parser;
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

/** Reads and types a condition; problems are reported on the parser. */
export function readCondition(parser: Parser, input: unknown, objectName: string): Condition {
  return readNode(parser, input, { objectName, depth: 1, hops: 0, nodes: { count: 0 } });
}

interface Place {
  /** What `record` means here: inside `related` it is the related object. */
  readonly objectName: string;
  readonly depth: number;
  readonly hops: number;
  /** Counts the whole tree. */
  readonly nodes: { count: number };
}

const NOTHING: Condition = { kind: "true" };

function readNode(parser: Parser, input: unknown, place: Place): Condition {
  if (input === undefined) return NOTHING;
  place.nodes.count += 1;
  if (place.depth > MAX_CONDITION_DEPTH) {
    report(parser, "too-deep", `${MAX_CONDITION_DEPTH}`);
    return NOTHING;
  }
  if (place.nodes.count > MAX_CONDITION_NODES) {
    if (place.nodes.count === MAX_CONDITION_NODES + 1) {
      report(parser, "too-many", `${MAX_CONDITION_NODES}`);
    }
    return NOTHING;
  }
  const kind = readKind(parser, input, KINDS);
  if (kind === null) return NOTHING;
  return READERS[kind](parser, input, { ...place, depth: place.depth + 1 });
}

type Reader = (parser: Parser, input: unknown, place: Place) => Condition;

const READERS: Record<ConditionKind, Reader> = {
  true: (parser, input) => {
    readObject(parser, input, { required: ["kind"] });
    return NOTHING;
  },
  and: (parser, input, place) => ({ kind: "and", of: readParts(parser, input, place) }),
  or: (parser, input, place) => ({ kind: "or", of: readParts(parser, input, place) }),
  not: (parser, input, place) => {
    const { of } = readObject(parser, input, { required: ["kind", "of"] });
    return { kind: "not", of: readNode(at(parser, "of"), of, place) };
  },
  compare: readCompare,
  in: readIn,
  overlaps: (parser, input, place) => {
    const [left, right] = readTwo(parser, input, place, ["left", "right"]);
    const isFitting = expectEach(parser, { left, right }, LISTS);
    if (isFitting) expectSame(parser, left, right.kinds);
    return { kind: "overlaps", left: left.operand, right: right.operand };
  },
  within: (parser, input, place) => {
    const [unit, root] = readTwo(parser, input, place, ["unit", "root"]);
    expectEach(parser, { unit, root }, ["unit"]);
    return { kind: "within", unit: unit.operand, root: root.operand };
  },
  related: readRelated,
  isEmpty: (parser, input, place) => {
    const { of } = readObject(parser, input, { required: ["kind", "of"] });
    const operand = readOperand(at(parser, "of"), of, place.objectName).operand;
    return { kind: "isEmpty", of: operand };
  },
};

const KINDS = Object.keys(READERS) as readonly ConditionKind[];
const LISTS: readonly FieldKind[] = ["texts", "ids"];
const SCALARS: readonly FieldKind[] = ["text", "number", "boolean", "time", "id", "unit"];
const ORDERED: readonly FieldKind[] = ["number", "time"];
const OPERATORS: readonly CompareOperator[] = ["eq", "ne", "lt", "le", "gt", "ge"];

function readParts(parser: Parser, input: unknown, place: Place): readonly Condition[] {
  const { of } = readObject(parser, input, { required: ["kind", "of"] });
  const parts = readList(at(parser, "of"), of, MAX_CONDITION_NODES, (inner, part) =>
    readNode(inner, part ?? null, place),
  );
  // An empty "or" is false and an empty "and" true, which is hardly ever what the author meant.
  if (Array.isArray(of) && of.length === 0) report(at(parser, "of"), "empty-list");
  return parts;
}

function readCompare(parser: Parser, input: unknown, place: Place): Condition {
  const [left, right] = readTwo(parser, input, place, ["left", "right"], ["op"]);
  const op = readChoice(at(parser, "op"), (input as { op?: unknown }).op, OPERATORS);
  const isFitting = expectEach(parser, { left, right }, SCALARS);
  const isSame = isFitting && expectSame(parser, left, right.kinds);
  const needsOrder = op !== "eq" && op !== "ne";
  if (isSame && needsOrder && !left.kinds.some((kind) => ORDERED.includes(kind))) {
    report(parser, "no-order", left.kinds.join(" | "));
  }
  return { kind: "compare", op, left: left.operand, right: right.operand };
}

function readIn(parser: Parser, input: unknown, place: Place): Condition {
  const [item, list] = readTwo(parser, input, place, ["item", "list"]);
  const isItem = expectEach(parser, { item }, SCALARS);
  const isList = expectEach(parser, { list }, LISTS);
  if (isItem && isList) expectSame(parser, item, elementKinds(list));
  return { kind: "in", item: item.operand, list: list.operand };
}

function readRelated(parser: Parser, input: unknown, place: Place): Condition {
  const shape = readObject(parser, input, { required: ["kind", "relation", "where"] });
  const relation = readText(at(parser, "relation"), shape["relation"]);
  const relations = parser.schema.objects[place.objectName]?.relations ?? {};
  const target = Object.hasOwn(relations, relation) ? relations[relation]!.target : undefined;
  if (target === undefined) {
    if (relation !== "") report(at(parser, "relation"), "unknown-relation", relation);
    return NOTHING;
  }
  if (place.hops >= MAX_RELATED_HOPS) report(parser, "too-deep", `${MAX_RELATED_HOPS}`);
  const inner = { ...place, objectName: target, hops: place.hops + 1 };
  return {
    kind: "related",
    relation,
    where: readNode(at(parser, "where"), shape["where"], inner),
  };
}

function readTwo(
  parser: Parser,
  input: unknown,
  { objectName }: Place,
  [first, second]: readonly [string, string],
  others: readonly string[] = [],
): readonly [TypedOperand, TypedOperand] {
  const shape = readObject(parser, input, { required: ["kind", first, second, ...others] });
  return [
    readOperand(at(parser, first), shape[first], objectName),
    readOperand(at(parser, second), shape[second], objectName),
  ];
}

/** Whether each side is of one of these kinds; a side that is faulty already counts for one. */
function expectEach(
  parser: Parser,
  sides: Readonly<Record<string, TypedOperand>>,
  allowed: readonly FieldKind[],
): boolean {
  const wrong = Object.entries(sides).filter(
    ([, { kinds }]) => kinds.length > 0 && !kinds.some((kind) => allowed.includes(kind)),
  );
  for (const [name, { kinds }] of wrong) report(at(parser, name), "wrong-kind", kinds.join(" | "));
  return wrong.length === 0;
}

/** Whether the sides have a kind in common; nothing is said of sides that are already faulty. */
function expectSame(parser: Parser, left: TypedOperand, right: readonly FieldKind[]): boolean {
  if (left.kinds.length === 0 || right.length === 0) return false;
  if (left.kinds.some((kind) => right.includes(kind))) return true;
  report(parser, "kind-mismatch", `${left.kinds.join(" | ")} ≠ ${right.join(" | ")}`);
  return false;
}
