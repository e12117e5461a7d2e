import type { UnitNode } from "@latchkey/server/contract";

export interface TreeNode {
  readonly key: string;
  readonly name: string;
  readonly people: number;
  readonly children: TreeNode[];
}

export interface Found {
  readonly hits: ReadonlySet<string>;
  /** The hits and everything above them, so that each is seen in its place. */
  readonly shown: ReadonlySet<string>;
}

/** From preorder to nested, in one pass; a unit whose parent is not visible to the reader becomes a root. */
export function toTree(units: readonly UnitNode[], found: Found | null): TreeNode[] {
  const nodes = new Map<string, TreeNode>();
  const roots: TreeNode[] = [];
  for (const unit of units) {
    if (found && !found.shown.has(unit.id)) continue;
    const node: TreeNode = { key: unit.id, name: unit.name, people: unit.people, children: [] };
    nodes.set(unit.id, node);
    const siblings = (unit.parent ? nodes.get(unit.parent)?.children : undefined) ?? roots;
    siblings.push(node);
  }
  return roots;
}

export function findUnits(units: readonly UnitNode[], words: string): Found | null {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return null;
  const hits = new Set(
    units.filter((unit) => unit.name.toLowerCase().includes(wanted)).map(({ id }) => id),
  );
  const parents = parentsOf(units);
  const shown = new Set<string>();
  for (const hit of hits) {
    for (let id: string | null | undefined = hit; id && !shown.has(id); id = parents.get(id))
      shown.add(id);
  }
  return { hits, shown };
}

export function ancestorsOf(units: readonly UnitNode[], id: string): readonly string[] {
  const parents = parentsOf(units);
  const path: string[] = [];
  for (let at = parents.get(id); at; at = parents.get(at)) path.unshift(at);
  return path;
}

/** A unit cannot be moved below itself. */
function isBelow(units: readonly UnitNode[], id: string, root: string): boolean {
  return id === root || ancestorsOf(units, id).includes(root);
}

/** Why the unit cannot go below another; null where nothing speaks against it that the tree knows. */
export function whyNotBelow(
  units: readonly UnitNode[],
  id: string,
  parent: string,
): "units.circle" | "units.sameParent" | null {
  if (isBelow(units, parent, id)) return "units.circle";
  return units.find((unit) => unit.id === id)?.parent === parent ? "units.sameParent" : null;
}

export function countBelow(
  units: readonly UnitNode[],
  root: string,
): { units: number; people: number } {
  const start = units.findIndex(({ id }) => id === root);
  const top = units[start];
  if (!top) return { units: 0, people: 0 };
  const rest = units.slice(start + 1);
  const end = rest.findIndex(({ depth }) => depth <= top.depth);
  const below = end === -1 ? rest : rest.slice(0, end);
  return {
    units: below.length,
    people: below.reduce((sum, unit) => sum + unit.people, top.people),
  };
}

function parentsOf(units: readonly UnitNode[]): ReadonlyMap<string, string | null> {
  return new Map(units.map(({ id, parent }) => [id, parent]));
}
