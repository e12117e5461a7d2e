/** Where in a file a path of its content stands. */
import { isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from "yaml";

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Of the nearest thing that is there: what is missing stands nowhere. */
export function placeOf(document: Document, lines: LineCounter, path: string): Place {
  const node = nodeAt(document.contents as Node | null, path === "" ? [] : path.split("."));
  const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function nodeAt(root: Node | null, keys: readonly string[]): Node | null {
  let found = root;
  for (let at = 0; at < keys.length && found !== null;) {
    const step = stepInto(found, keys, at);
    if (!step) return found;
    // The last of a path is the key that is at fault, or else what it holds.
    if (step.next === keys.length) return step.key ?? step.value ?? found;
    if (!step.value) return step.key ?? found;
    found = step.value;
    at = step.next;
  }
  return found;
}

interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
  readonly next: number;
}

/** Keys such as `customer.view` hold dots themselves: the longest that is there is meant. */
function stepInto(node: Node, keys: readonly string[], at: number): Step | null {
  if (isSeq(node)) {
    const value = node.items[Number(keys[at])];
    return value === undefined ? null : { key: null, value: value as Node, next: at + 1 };
  }
  if (!isMap(node)) return null;
  for (let end = keys.length; end > at; end--) {
    const name = keys.slice(at, end).join(".");
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair) return { key: pair.key as Node, value: pair.value as Node | null, next: end };
  }
  return null;
}
