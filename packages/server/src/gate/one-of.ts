import type { Condition, Operand, Value } from "@latchkey/policy";

/** What a condition says if it says "this is one of these" and nothing else: it is TRUE exactly for these values. */
export interface OneOf {
  readonly path: string;
  readonly values: readonly string[];
}

export function oneOf(
  condition: Condition,
  below: (unit: string) => readonly string[],
): OneOf | null {
  switch (condition.kind) {
    case "compare": {
      if (condition.op !== "eq") return null;
      return listed(condition.left, condition.right) ?? listed(condition.right, condition.left);
    }
    case "in":
      return listed(condition.item, condition.list);
    case "within": {
      const { root } = condition;
      if (!("value" in root) || typeof root.value !== "string") return null;
      return listed(condition.unit, { value: below(root.value) });
    }
    default:
      return null;
  }
}

function listed(item: Operand, list: Operand): OneOf | null {
  if (!("path" in item) || !("value" in list)) return null;
  // Nothing equals NULL.
  const values: readonly Value[] = [list.value].flat().filter((value) => value !== null);
  const isText = (value: Value): value is string => typeof value === "string";
  return values.every(isText) ? { path: item.path, values } : null;
}
