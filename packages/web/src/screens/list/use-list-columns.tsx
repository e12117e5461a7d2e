import type { FieldMeta, Row, Text } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import type { ColumnType } from "antd/es/table";
import { useMemo } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useText } from "../../i18n/index.ts";
import { parseSort } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function useListColumns(list: ListModel): ColumnType<Row>[] {
  const text = useText();
  const { object, columns, state } = list;
  return useMemo(() => {
    const sort = parseSort(state.s);
    const effective = sort.length > 0 ? sort : [object.list.sort];
    return columns.map((field, index): ColumnType<Row> => {
      const at = effective.findIndex((part) => part.field === field.name);
      const order = effective[at]?.direction;
      return {
        key: field.name,
        title: text(field.label),
        width: columnWidth(field, field.name === object.title, text),
        ellipsis: true,
        ...(fieldType(field).isNumeric ? { align: "right" as const } : {}),
        ...(index === 0 ? { fixed: "left" as const } : {}),
        ...(field.sortable
          ? {
              sorter: { multiple: at === -1 ? columns.length : at + 1 },
              sortOrder: order === "desc" ? "descend" : order === "asc" ? "ascend" : null,
            }
          : {}),
        render: (_: unknown, row: Row) => (
          <ListCell
            object={object.name}
            isTitle={field.name === object.title}
            field={field}
            row={row}
          />
        ),
      };
    });
  }, [columns, object, state.s, text]);
}

function ListCell(props: { object: string; field: FieldMeta; row: Row; isTitle: boolean }) {
  const { object, field, row, isTitle } = props;
  const cell = <FieldCell object={object} field={field} row={row} dense />;
  const isOpenable = isTitle && row.values[field.name] && !row.masked.includes(field.name);
  if (!isOpenable || fieldType(field).isLink) return cell;
  return (
    <Link to="/o/$object/$id" params={{ object, id: row.id }} className={styles.titleLink}>
      {cell}
    </Link>
  );
}

const TITLE_PIXELS = 190;

/** Wide enough for its heading with the sorting mark, and for the longest of its choices. */
function columnWidth(field: FieldMeta, isTitle: boolean, text: (text: Text) => string): number {
  const heading = wordPixels(text(field.label)) + HEADING_PIXELS;
  const choices = (field.choices ?? []).map(
    (choice) => wordPixels(text(choice.label)) + TAG_PIXELS,
  );
  const usual = isTitle ? TITLE_PIXELS : choices.length > 0 ? 0 : fieldType(field).width;
  return Math.min(Math.max(usual, heading, ...choices), WIDEST_PIXELS);
}

const HEADING_PIXELS = 40;
const TAG_PIXELS = 34;
const WIDEST_PIXELS = 320;

/** Chinese characters are as wide as they are high; Latin letters about half. */
function wordPixels(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 14 : 7.6), 0);
}
