/** The rows of a list that are in sight, with some above and below; the others are room alone. */
import type { Row } from "@latchkey/server/contract";
import {
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from "react";
import type { Sight } from "../../queries/list-pages.ts";
import { BlankRow, ListRow } from "./list-row.tsx";
import { leftAt, questionOf, ROW_PIXELS, rowsIn } from "./row-places.ts";
import type { CellEditing } from "./use-cell-editing.ts";
import type { ListColumn } from "./use-list-columns.tsx";
import type { KeyPlace } from "./use-list-keys.ts";
import type { ListModel } from "./use-list.ts";

/** Rows drawn above and below those in sight, so that a flick of the wheel meets no gap. */
const SPARE_ROWS = 8;

interface ListRowsProps {
  readonly list: ListModel;
  readonly columns: readonly ListColumn[];
  /** Of what scrolls, as much as is in sight. */
  readonly height: number;
  readonly active: KeyPlace;
  readonly editing: CellEditing;
  readonly open: (row: Row) => void;
}

/** Drawn anew while it is scrolled, its headings are not. */
export function ListRows(props: ListRowsProps) {
  const { list, columns, height, active, editing, open } = props;
  const { toggle, old } = list;
  const group = useRef<HTMLDivElement>(null);
  const sight = useRowsInSight(list, group, height);
  const selected = useMemo(() => new Set(list.selected), [list.selected]);
  return (
    <div ref={group} role="rowgroup" style={{ height: list.rows.length * ROW_PIXELS }}>
      {rowsIn(list.rows, sight, old).map(({ row, index }) =>
        old.has(row) ? (
          <BlankRow key={index} index={index} />
        ) : (
          <ListRow
            key={row.id}
            object={list.object}
            columns={columns}
            row={row}
            index={index}
            isActive={index === active.row}
            activeCell={index === active.row ? active.cell : -1}
            isSelected={selected.has(row.id)}
            toggle={list.canSelect ? toggle : null}
            open={open}
            edit={editing.start}
            editing={editing.cell?.id === row.id ? editing : null}
          />
        ),
      )}
    </div>
  );
}

/** Follows what scrolls, tells the list what is drawn, and begins where the list was left. */
function useRowsInSight(
  list: ListModel,
  group: RefObject<HTMLElement | null>,
  height: number,
): Sight {
  const question = questionOf(list);
  const [moved, setMoved] = useState({ question: "", first: 0 });
  const left = moved.question === question ? moved.first : rowAt(leftAt.get(question) ?? 0);
  // A list that has become shorter cannot begin where it was left.
  const first = Math.min(left, Math.max(0, list.rows.length - rowAt(height)));
  const from = first - SPARE_ROWS;
  const to = first + Math.ceil(height / ROW_PIXELS) + SPARE_ROWS;
  const follow = useEffectEvent(({ scrollTop }: Element) => {
    leftAt.set(question, scrollTop);
    if (rowAt(scrollTop) !== first) setMoved({ question, first: rowAt(scrollTop) });
  });
  const tell = useEffectEvent((sight: Sight) => list.see(sight));
  useLayoutEffect(() => {
    scrollingOf(group)?.scrollTo({ top: leftAt.get(question) ?? 0 });
  }, [question, group]);
  // Before the list asks again for what is in sight.
  useLayoutEffect(() => tell({ from, to }), [from, to]);
  useEffect(() => {
    const scrolling = scrollingOf(group);
    if (!scrolling) return undefined;
    const moved = () => follow(scrolling);
    scrolling.addEventListener("scroll", moved, { passive: true });
    return () => scrolling.removeEventListener("scroll", moved);
  }, [group]);
  return { from, to };
}

/** Found from within: what stands around the rows has no ref yet when they begin. */
const scrollingOf = (group: RefObject<HTMLElement | null>): Element | null | undefined =>
  group.current?.closest('[role="table"]')?.parentElement;

const rowAt = (pixels: number): number => Math.floor(pixels / ROW_PIXELS);
