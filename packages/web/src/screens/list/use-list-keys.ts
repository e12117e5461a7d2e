/** ↑ ↓ move, Enter opens, Space selects, E edits. */
import type { Row } from "@latchkey/server/contract";
import { useState } from "react";
import { useShortcut } from "../../parts/use-shortcut.ts";
import type { ListModel } from "./use-list.ts";

interface ListKeys {
  readonly list: ListModel;
  showRow(index: number): void;
  open(row: Row, edit?: boolean): void;
}

/** The index of the row that the keyboard stands on, or -1. */
export function useListKeys({ list, showRow, open }: ListKeys): number {
  const [active, setActive] = useState(-1);
  const { rows } = list;
  const at = Math.min(active, rows.length - 1);
  const row = rows[at];
  const move = (step: number) => {
    const next = Math.max(0, Math.min(at + step, rows.length - 1));
    setActive(next);
    showRow(next);
    if (next > rows.length - 10) list.loadMore();
  };
  useShortcut("ArrowDown", () => move(1));
  useShortcut("ArrowUp", () => move(-1));
  useShortcut("Enter", () => row && open(row));
  useShortcut("e", () => row && open(row, true));
  useShortcut(" ", () => {
    if (row && list.canSelect) list.toggle(row.id);
  });
  return at;
}
