/** A phone's list: a card says who, in which state, and the things one looks for next. Those in sight are drawn. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { lazy, memo, Suspense, useMemo, useRef } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf, titleOf } from "../../session/session.tsx";
import { rowsIn } from "./row-places.ts";
import { useCardsInSight } from "./use-cards-in-sight.ts";
import {
  isCellEditable,
  useCellEditing,
  type CellEditing,
  type CellPlace,
} from "./use-cell-editing.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

const CellSheet = lazy(async () => ({ default: (await import("./cell-editor.tsx")).CellSheet }));

const FACTS = 4;
const FACTS_A_LINE = 2;
/** As in the style sheet: a card without facts, each line of them, and the gap below. */
const HEAD_PIXELS = 54;
const LINE_PIXELS = 49;
const GAP_PIXELS = 8;

export function ListCards({ list }: { list: ListModel }) {
  const text = useText();
  const editing = useCellEditing(list.object);
  const frame = useRef<HTMLDivElement>(null);
  const { object, rows, old } = list;
  const facts = useMemo(() => factsOf(object, list.columns), [object, list.columns]);
  const lines = Math.ceil(Math.min(facts.length, FACTS) / FACTS_A_LINE);
  const height = HEAD_PIXELS + lines * LINE_PIXELS;
  const sight = useCardsInSight(list, frame, height + GAP_PIXELS);
  const total = list.count && !list.count.isMore ? list.count.count : -1;
  return (
    <>
      <div
        ref={frame}
        role="feed"
        aria-label={text(object.plural)}
        aria-busy={list.isLoading || list.isLoadingMore}
        className={styles.cards}
        style={{ height: rows.length * (height + GAP_PIXELS) }}
      >
        {rowsIn(rows, sight, old).map(({ row, index }) => (
          <article
            key={old.has(row) ? index : row.id}
            aria-posinset={index + 1}
            aria-setsize={total}
            className={styles.card}
            style={{ height, transform: `translateY(${index * (height + GAP_PIXELS)}px)` }}
          >
            {old.has(row) ? null : (
              <RowCard object={object} facts={facts} row={row} edit={editing.start} />
            )}
          </article>
        ))}
      </div>
      <EditedSheet list={list} editing={editing} />
      {list.isLoading || list.isLoadingMore ? <Skeleton active paragraph={{ rows: 4 }} /> : null}
    </>
  );
}

function EditedSheet({ list, editing }: { list: ListModel; editing: CellEditing }) {
  const { cell } = editing;
  const row = cell ? list.rows.find(({ id }) => id === cell.id) : undefined;
  const field = cell ? fieldOf(list.object, cell.field) : undefined;
  if (!cell || !row || !field) return null;
  return (
    <Suspense fallback={null}>
      <CellSheet object={list.object} row={row} field={field} cell={cell} editing={editing} />
    </Suspense>
  );
}

interface RowCardProps {
  readonly object: ObjectMeta;
  readonly facts: readonly FieldMeta[];
  readonly row: Row;
  readonly edit: (place: CellPlace) => void;
}

/** Kept as drawn while others scroll by. */
const RowCard = memo(function RowCard({ object, facts, row, edit }: RowCardProps) {
  const t = useT();
  const text = useText();
  const state = stateOf(object);
  const shown = facts.filter(({ name }) => isShown(row, name)).slice(0, FACTS);
  return (
    <>
      <header className={styles.cardHead}>
        <Link
          to="/o/$object/$id"
          params={{ object: object.name, id: row.id }}
          className={styles.cardTitle}
        >
          <CardTitle object={object} row={row} />
        </Link>
        {state ? <FieldCell object={object.name} field={state} row={row} dense /> : null}
      </header>
      <dl className={styles.cardFacts}>
        {shown.map((field) => (
          <div key={field.name}>
            <dt>
              {text(field.label)}
              {isCellEditable(object, row, field) ? (
                <button
                  type="button"
                  className={styles.cardPencil}
                  aria-label={t("cell.edit", { field: text(field.label) })}
                  onClick={() => edit({ id: row.id, field: field.name })}
                />
              ) : null}
            </dt>
            <dd>
              <FieldCell object={object.name} field={field} row={row} dense />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
});

const stateOf = (object: ObjectMeta): FieldMeta | undefined =>
  object.states ? fieldOf(object, object.states.field) : undefined;

/** What may stand below the title and the state. */
const factsOf = (object: ObjectMeta, columns: readonly FieldMeta[]): readonly FieldMeta[] =>
  columns.filter(({ name }) => name !== object.title && name !== object.states?.field);

/** In words where the title is a code; never with the eye of a masked cell, which cannot stand inside a link. */
function CardTitle({ object, row }: { object: ObjectMeta; row: Row }) {
  const title = fieldOf(object, object.title);
  const isPlain =
    title &&
    isShown(row, title.name) &&
    !row.masked.includes(title.name) &&
    !fieldType(title).isLink;
  return isPlain ? (
    <FieldCell object={object.name} field={title} row={row} dense />
  ) : (
    <>{titleOf(object, row.values) || "—"}</>
  );
}

function isShown(row: Row, name: string): boolean {
  const value = row.values[name];
  if (Array.isArray(value)) return value.length > 0;
  return row.hidden.includes(name) || (value !== null && value !== undefined && value !== "");
}
