/**
 * The organisation as it is being written down: lines in preorder, each with its depth, so that a tree can be typed,
 * pasted and read from top to bottom.
 */
import type { IndustryMeta, IndustryUnit, SetupPlan, Text } from "@latchkey/server/contract";

export interface UnitLine {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly depth: number;
  readonly key?: string;
  readonly zone?: string;
}

type Lines = readonly UnitLine[];

export function linesOf(
  units: readonly IndustryUnit[],
  text: (text: Text) => string,
  parent: Pick<UnitLine, "id" | "depth"> = { id: "", depth: -1 },
): Lines {
  return units.flatMap(({ name, kind, key, zone, below }, index) => {
    const line: UnitLine = {
      id: `${parent.id}.${index}`,
      name: text(name),
      kind,
      depth: parent.depth + 1,
      ...(key ? { key } : {}),
      ...(zone ? { zone } : {}),
    };
    return [line, ...linesOf(below, text, line)];
  });
}

export function renameLine(lines: Lines, id: string, name: string): Lines {
  return lines.map((line) => (line.id === id ? { ...line, name } : line));
}

export function setKind(lines: Lines, id: string, kind: string): Lines {
  return lines.map((line) => (line.id === id ? { ...line, kind } : line));
}

/** A sibling behind the line and all below it. Returns the new line's id too, to type its name at once. */
export function addBeside(lines: Lines, id: string): { lines: Lines; added: string } {
  const at = lines.findIndex((line) => line.id === id);
  const { kind, depth } = lines[at]!;
  return insert(lines, endOf(lines, at), { kind, depth });
}

/** A first child, one level further in. */
export function addBelow(
  lines: Lines,
  id: string,
  levels: readonly string[],
): { lines: Lines; added: string } {
  const at = lines.findIndex((line) => line.id === id);
  const { kind, depth } = lines[at]!;
  const level = levels.indexOf(kind);
  const next = level === -1 ? kind : (levels[level + 1] ?? kind);
  return insert(lines, at + 1, { kind: next, depth: depth + 1 });
}

export function addAtTop(lines: Lines, kind: string): { lines: Lines; added: string } {
  return insert(lines, lines.length, { kind, depth: 0 });
}

/** Without the line and everything below it. */
export function removeLine(lines: Lines, id: string): Lines {
  const at = lines.findIndex((line) => line.id === id);
  return at === -1 ? lines : [...lines.slice(0, at), ...lines.slice(endOf(lines, at))];
}

export function countBelow(lines: Lines, id: string): number {
  const at = lines.findIndex((line) => line.id === id);
  return endOf(lines, at) - at - 1;
}

/** Of which nobody is met: departments stay when the example's places are replaced. */
export function withoutPlaces(lines: Lines, levels: readonly string[]): Lines {
  let kept: Lines = lines;
  for (const { id, kind } of lines) if (levels.includes(kind)) kept = removeLine(kept, id);
  return kept;
}

const SEPARATOR = /\s*[/／\\>＞\t]\s*/;

/** `华东/上海/南京路店`, one a line: names that are there already are taken as they are. */
export function pasteLines(lines: Lines, pasted: string, levels: readonly string[]): Lines {
  let result = lines;
  for (const line of pasted.split(/\r?\n/)) {
    const path = line
      .trim()
      .split(SEPARATOR)
      .filter((name) => name !== "");
    result = addPath(result, path, levels);
  }
  return result;
}

/** How many new lines a paste would bring. */
export function countPasted(lines: Lines, pasted: string, levels: readonly string[]): number {
  return pasteLines(lines, pasted, levels).length - lines.length;
}

function addPath(lines: Lines, path: readonly string[], levels: readonly string[]): Lines {
  let result = lines;
  let parent = -1;
  for (const [depth, name] of path.entries()) {
    const found = childNamed(result, parent, depth, name);
    if (found !== -1) {
      parent = found;
      continue;
    }
    const at = parent === -1 ? result.length : endOf(result, parent);
    const kind = kindAt(depth, path.length, levels);
    result = insert(result, at, { kind, depth, name }).lines;
    parent = at;
  }
  return result;
}

/** The end of a path is where customers are met; what comes before it goes from the top inwards. */
function kindAt(depth: number, length: number, levels: readonly string[]): string {
  const last = levels.length - 1;
  if (depth === length - 1) return levels[last]!;
  return levels[Math.min(depth, Math.max(last - 1, 0))]!;
}

function childNamed(lines: Lines, parent: number, depth: number, name: string): number {
  const end = parent === -1 ? lines.length : endOf(lines, parent);
  const wanted = name.toLowerCase();
  return lines.findIndex(
    (line, index) =>
      index > parent &&
      index < end &&
      line.depth === depth &&
      line.name.trim().toLowerCase() === wanted,
  );
}

function endOf(lines: Lines, at: number): number {
  const { depth } = lines[at]!;
  const next = lines.findIndex((line, index) => index > at && line.depth <= depth);
  return next === -1 ? lines.length : next;
}

function insert(
  lines: Lines,
  at: number,
  line: { readonly kind: string; readonly depth: number; readonly name?: string },
): { lines: Lines; added: string } {
  const added = freeId(lines);
  const whole = { name: "", ...line, id: added };
  return { lines: [...lines.slice(0, at), whole, ...lines.slice(at)], added };
}

function freeId(lines: Lines): string {
  const used = lines.flatMap(({ id }) => (id.startsWith("new") ? [Number(id.slice(3))] : []));
  return `new${Math.max(0, ...used) + 1}`;
}

/** As the server takes it: parents by their index, lines without a name left out with nothing below them lost. */
export function toPlanned(lines: Lines): SetupPlan["units"] {
  const named = lines.filter(({ name }) => name.trim() !== "");
  const open: { readonly depth: number; readonly index: number }[] = [];
  return named.map(({ name, kind, depth, key, zone }, index) => {
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const parent = open.at(-1)?.index ?? null;
    open.push({ depth, index });
    return {
      name: name.trim(),
      kind,
      parent,
      ...(key ? { key } : {}),
      ...(zone ? { zone } : {}),
    };
  });
}

/** How many vacant posts a template's post comes to. */
export function placesOf(at: IndustryMeta["posts"][number]["at"], lines: Lines): number {
  if ("unit" in at) return lines.filter(({ key }) => key === at.unit).length;
  return at.kind === "group" ? 1 : lines.filter(({ kind }) => kind === at.kind).length;
}

/** Lines that stand below the same parent under the same name as one before them. */
export function twiceNamed(lines: Lines): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  const path: string[] = [];
  for (const { id, name, depth } of lines) {
    path.length = depth;
    path.push(id);
    const place = `${path[depth - 1] ?? ""} ${name.trim().toLowerCase()}`;
    if (name.trim() !== "" && seen.has(place)) twice.add(id);
    seen.add(place);
  }
  return twice;
}
