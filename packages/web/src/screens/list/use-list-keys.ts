/** ↑ ↓ move, ← → choose a cell, Enter opens the record or edits the cell, Space selects, E edits. */
import type { Row } from "@latchkey/server/contract";
import { useState } from "react";
import { useShortcut } from "../../parts/use-shortcut.ts";
import type { ListModel } from "./use-list.ts";

interface ListKeys {
  readonly list: ListModel;
  /** Scrolls to a row, and to one of its cells where one is chosen. */
  show(place: KeyPlace): void;
  open(row: Row, edit?: boolean): void;
  /** Whether the cell can be edited where it stands; then it is. */
  edit(row: Row, cell: number): boolean;
}

/** Where the keyboard stands; -1: on no row, on no cell. */
export interface KeyPlace {
  readonly row: number;
  readonly cell: number;
}

export function useListKeys({ list, show, open, edit }: ListKeys): KeyPlace {
  const [place, setPlace] = useState<KeyPlace>({ row: -1, cell: -1 });
  const { rows, columns } = list;
  const at = {
    row: Math.min(place.row, rows.length - 1),
    cell: Math.min(place.cell, columns.length - 1),
  };
  const row = rows[at.row];
  const move = (next: KeyPlace) => {
    setPlace(next);
    show(next);
  };
  const moveRow = (step: number) =>
    move({ ...at, row: Math.max(0, Math.min(at.row + step, rows.length - 1)) });
  const moveCell = (step: number) =>
    move({
      row: Math.max(0, at.row),
      cell: Math.max(-1, Math.min(at.cell + step, columns.length - 1)),
    });
  const editCell = () => row !== undefined && at.cell >= 0 && edit(row, at.cell);
  useShortcut("ArrowDown", () => moveRow(1));
  useShortcut("ArrowUp", () => moveRow(-1));
  useShortcut("ArrowRight", () => moveCell(1));
  useShortcut("ArrowLeft", () => moveCell(-1));
  useShortcut("Enter", () => {
    if (row && !editCell()) open(row);
  });
  useShortcut("e", () => {
    if (row && !editCell()) open(row, true);
  });
  useShortcut(" ", () => {
    if (row && list.canSelect) list.toggle(row.id);
  });
  return at;
}
