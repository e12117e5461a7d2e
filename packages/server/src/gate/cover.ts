/**
 * Where the rows of an arm can be at all: its *cover*, a few ways into the table that together reach every row for which
 * the arm is TRUE. Whoever sees little must never pay for a walk through what others see.
 *
 * A cover is a superset, nothing more: the arm's whole clause still filters what it reaches. So a cover that is too wide
 * costs time and a rule that is not understood here costs speed; neither can show or hide a row.
 */
import type { Condition } from "@latchkey/policy";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { isIndexed } from "../derive/table.ts";
import { tokenTable } from "../derive/tokens.ts";
import { UUID } from "../fields/shared.ts";
import type { FilterNode } from "./filter.ts";
import { oneOf, type OneOf } from "./one-of.ts";
import type { World } from "./subject.ts";
import type { ArmLevels } from "./view.ts";

/** Rows whose indexed field holds one of the values, or rows that a related row of some kind points to. */
export type Way =
  | { readonly kind: "values"; readonly field: FieldModel; readonly values: readonly string[] }
  | { readonly kind: "related"; readonly condition: Condition };

/** Null: the rows can be anywhere. Empty: there are none. */
export type Cover = readonly Way[] | null;

export function coverOf(
  world: World,
  object: ObjectModel,
  { arm, level }: ArmLevels,
  filter: FilterNode | null,
): Cover {
  const isPlain = (field: FieldModel) => level(field) === "plain";
  const inside = narrowest([
    ...arm.all.map((condition) => coverOfCondition(world, object, condition)),
    coverOfFilter(object, filter, isPlain),
  ]);
  const outside = arm.none.flatMap((condition) => coverOfWhole(world, object, condition));
  return inside && inside.flatMap((way) => without(way, outside));
}

/** Who asks for more tags than this asks for so many rows that their tokens are no shortcut. */
const MAX_TAGS = 8;

/** Tags that a field holds, and the table of their tokens. */
export interface Worn {
  readonly field: string;
  readonly table: string;
  readonly tags: readonly string[];
}

/** Tags one of which every row must wear, where tokens of them are kept; null: rows may wear any or none. */
export function tagsOf(
  { declaration }: ObjectModel,
  { arm, level }: ArmLevels,
  filter: FilterNode | null,
): Worn | null {
  const asked = [...arm.all.flatMap(overlapsIn), ...anyOfsIn(filter, level)];
  for (const { name, values } of asked) {
    const table = tokenTable(declaration, name);
    const tags = [...new Set(values)].filter((value) => UUID.test(value));
    if (table !== null && tags.length > 0 && tags.length <= MAX_TAGS)
      return { field: name, table, tags };
  }
  return null;
}

interface Named {
  readonly name: string;
  readonly values: readonly string[];
}

function overlapsIn(condition: Condition): readonly Named[] {
  if (condition.kind === "and") return condition.of.flatMap(overlapsIn);
  if (condition.kind !== "overlaps") return [];
  const { left, right } = condition;
  const [item, list] = "path" in left ? [left, right] : [right, left];
  if (!("path" in item) || !("value" in list) || !item.path.startsWith("record.")) return [];
  return [{ name: item.path.slice("record.".length), values: [list.value].flat().map(String) }];
}

function anyOfsIn(node: FilterNode | null, level: ArmLevels["level"]): readonly Named[] {
  if (node === null || "or" in node) return [];
  if ("and" in node) return node.and.flatMap((one) => anyOfsIn(one, level));
  if (node.op !== "anyOf" || level(node.field) !== "plain") return [];
  return [{ name: node.field.name, values: [node.operand].flat().map(String) }];
}

/** What an arm excludes as a whole: where that is an "is one of", the arm holds none of these. */
function coverOfWhole(world: World, object: ObjectModel, condition: Condition): readonly Way[] {
  const list = oneOf(condition, (root) => world.tree.below(root));
  return (list && coverOfList(object, list)) ?? [];
}

/** A store's pool, less the store that another clause shows whole: nowhere to look. */
function without(way: Way, excluded: readonly Way[]): readonly Way[] {
  if (way.kind === "related") return [way];
  const gone = new Set(
    excluded.flatMap((one) => (one.kind === "values" && one.field === way.field ? one.values : [])),
  );
  const values = way.values.filter((value) => !gone.has(value));
  return values.length === 0 ? [] : [{ ...way, values }];
}

function coverOfCondition(world: World, object: ObjectModel, condition: Condition): Cover {
  switch (condition.kind) {
    case "and":
      return narrowest(condition.of.map((one) => coverOfCondition(world, object, one)));
    case "or":
      return together(condition.of.map((one) => coverOfCondition(world, object, one)));
    case "related": {
      // Of use only where the related rows themselves are found without looking at all of them.
      const relation = object.relations.get(condition.relation);
      if (!relation) return null;
      const target = objectNamed(world.model, relation.target);
      return coverOfCondition(world, target, condition.where) && [{ kind: "related", condition }];
    }
    default: {
      const list = oneOf(condition, (root) => world.tree.below(root));
      return list && coverOfList(object, list);
    }
  }
}

/** Only cells that the reader sees as they are stand where the index has them. */
function coverOfFilter(
  object: ObjectModel,
  node: FilterNode | null,
  isPlain: (field: FieldModel) => boolean,
): Cover {
  if (node === null) return null;
  if ("and" in node) return narrowest(node.and.map((one) => coverOfFilter(object, one, isPlain)));
  if ("or" in node) return together(node.or.map((one) => coverOfFilter(object, one, isPlain)));
  if ((node.op !== "is" && node.op !== "anyOf") || !isPlain(node.field)) return null;
  return waysTo(object, node.field, [node.operand].flat());
}

function coverOfList(object: ObjectModel, { path, values }: OneOf): Cover {
  if (!path.startsWith("record.")) return null;
  const field = object.fields.get(path.slice("record.".length));
  return field ? waysTo(object, field, values) : null;
}

function waysTo(
  { declaration }: ObjectModel,
  field: FieldModel,
  values: readonly unknown[],
): Cover {
  if (!isIndexed(declaration, field.name)) return null;
  // What is no id equals no id.
  const ids = values.filter((value) => typeof value === "string" && UUID.test(value));
  return ids.length === 0 ? [] : [{ kind: "values", field, values: [...new Set(ids)] as string[] }];
}

/** All of a set: rows must be in every cover, so the one that is cheapest to read is enough. */
function narrowest(covers: readonly Cover[]): Cover {
  const known = covers.filter((cover) => cover !== null);
  return known.reduce<Cover>(
    (best, cover) => (best === null || widthOf(cover) < widthOf(best) ? cover : best),
    null,
  );
}

/** Any of a set: rows may be in each. */
function together(covers: readonly Cover[]): Cover {
  return covers.includes(null) ? null : covers.flatMap((cover) => cover!);
}

/** One owner holds less than one unit, a few related rows less than an owner. */
const widthOf = (cover: readonly Way[]): number =>
  cover.reduce(
    (sum, way) =>
      sum +
      (way.kind === "related"
        ? 0.5
        : way.values.length * (way.field.module.kind === "unit" ? 10 : 1)),
    0,
  );
