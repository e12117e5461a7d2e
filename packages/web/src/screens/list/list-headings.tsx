import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import type { Sort } from "@latchkey/server/contract";
import { Checkbox } from "antd";
import { useT } from "../../i18n/index.ts";
import { ColumnEdge } from "./column-edge.tsx";
import { formatSort, nextSort, parseSort } from "./list-state.ts";
import type { ListColumn } from "./use-list-columns.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

interface Drawing {
  /** Shows a width while it is being drawn. */
  tryWidth(name: string, width: number): void;
  setWidth(name: string, width: number | undefined): void;
}

interface ListHeadingsProps extends Drawing {
  readonly list: ListModel;
  readonly columns: readonly ListColumn[];
}

export function ListHeadings({ list, columns, ...drawing }: ListHeadingsProps) {
  const t = useT();
  const { state, setState, object } = list;
  const chosen = parseSort(state.s);
  const sort = chosen.length > 0 ? chosen : [object.list.sort];
  const sortBy = (field: string, isAdded: boolean) => {
    const next = nextSort(chosen, field, isAdded);
    const { s: _s, ...rest } = state;
    setState(next.length > 0 ? { ...rest, s: formatSort(next) } : rest);
  };
  return (
    <div role="row" className={styles.headings}>
      <div role="columnheader" className={styles.selection}>
        {list.canSelect ? (
          <Checkbox
            aria-label={t("list.selectAll")}
            checked={list.selected.length === list.rows.length && list.rows.length > 0}
            indeterminate={list.selected.length > 0 && list.selected.length < list.rows.length}
            onChange={(event) =>
              list.select(event.target.checked ? list.rows.map(({ id }) => id) : [])
            }
          />
        ) : (
          <span className="visually-hidden">{t("list.select")}</span>
        )}
      </div>
      {columns.map((column, index) => (
        <Heading
          key={column.field.name}
          column={column}
          isFirst={index === 0}
          sort={sort}
          sortBy={sortBy}
          {...drawing}
        />
      ))}
    </div>
  );
}

interface HeadingProps extends Drawing {
  readonly column: ListColumn;
  readonly isFirst: boolean;
  readonly sort: readonly Sort[];
  sortBy(field: string, isAdded: boolean): void;
}

function Heading({ column, isFirst, sort, sortBy, tryWidth, setWidth }: HeadingProps) {
  const t = useT();
  const { field, heading, isNumeric } = column;
  const place = sort.findIndex((part) => part.field === field.name);
  const direction = sort[place]?.direction;
  return (
    <div
      role="columnheader"
      data-column={field.name}
      aria-sort={direction === "asc" ? "ascending" : direction === "desc" ? "descending" : "none"}
      className={`${styles.heading} ${isFirst ? styles.firstCell : ""} ${isNumeric ? styles.right : ""}`}
    >
      {field.sortable ? (
        <button
          type="button"
          className={styles.sorter}
          title={t("list.sortHint")}
          onClick={(event) => sortBy(field.name, event.shiftKey)}
        >
          <span className={styles.headingWords}>{heading}</span>
          {direction === "desc" ? (
            <CaretDownOutlined className={styles.sorted} aria-hidden />
          ) : (
            <CaretUpOutlined
              className={direction === "asc" ? styles.sorted : styles.unsorted}
              aria-hidden
            />
          )}
          {sort.length > 1 && place >= 0 ? <sup>{place + 1}</sup> : null}
        </button>
      ) : (
        <span className={styles.headingWords}>{heading}</span>
      )}
      <ColumnEdge
        heading={heading}
        width={column.width}
        tryWidth={(width) => tryWidth(field.name, width)}
        setWidth={(width) => setWidth(field.name, width)}
      />
    </div>
  );
}
