/** The organisation tree of one policy version, in memory: thousands of units, asked millions of times. */
import type { UnitIndex } from "../gate/subject.ts";

export interface UnitRow {
  readonly id: string;
  readonly parent: string | null;
  readonly name: string;
}

export function buildUnitTree(rows: readonly UnitRow[]): UnitIndex {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const children = new Map<string, string[]>();
  for (const { id, parent } of rows) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  const below = new Map<string, readonly string[]>();

  /** Units are few and trees shallow: collected once per root and kept. */
  function collect(root: string): readonly string[] {
    const known = below.get(root);
    if (known) return known;
    const found = byId.has(root) ? [root, ...(children.get(root) ?? []).flatMap(collect)] : [];
    below.set(root, found);
    return found;
  }

  return {
    isWithin(unit, root) {
      if (!byId.has(unit) || !byId.has(root)) return null;
      for (let at: string | null = unit; at !== null; at = byId.get(at)?.parent ?? null)
        if (at === root) return true;
      return false;
    },
    size: rows.length,
    below: collect,
    above(unit) {
      const path: string[] = [];
      for (let at = byId.get(unit); at; at = byId.get(at.parent ?? "")) path.push(at.id);
      return path;
    },
    name: (unit) => byId.get(unit)?.name ?? null,
    moved: (unit, parent) =>
      buildUnitTree(rows.map((row) => (row.id === unit ? { ...row, parent } : row))),
  };
}
