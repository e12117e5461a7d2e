/** A phone's list: a card says who, in which state, and the three things one looks for next. */
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { lazy, Suspense, useEffect, useEffectEvent, useRef } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf, titleOf } from "../../session/session.tsx";
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

export function ListCards({ list }: { list: ListModel }) {
  const editing = useCellEditing(list.object);
  const end = useRef<HTMLDivElement>(null);
  const loadMore = useEffectEvent(() => list.loadMore());
  useEffect(() => {
    const node = end.current;
    if (!node) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: "600px",
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return (
    <div className={styles.cards}>
      {list.rows.map((row) => (
        <RowCard key={row.id} list={list} row={row} edit={editing.start} />
      ))}
      <EditedSheet list={list} editing={editing} />
      {list.isLoading || list.isLoadingMore ? <Skeleton active paragraph={{ rows: 4 }} /> : null}
      <div ref={end} />
    </div>
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
  readonly list: ListModel;
  readonly row: Row;
  edit(place: CellPlace): void;
}

function RowCard({ list, row, edit }: RowCardProps) {
  const t = useT();
  const text = useText();
  const { object } = list;
  const state = object.states ? fieldOf(object, object.states.field) : undefined;
  const facts = list.columns
    .filter(
      (field) =>
        field.name !== object.title && field.name !== state?.name && isShown(row, field.name),
    )
    .slice(0, FACTS);
  return (
    <article className={styles.card}>
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
        {facts.map((field) => (
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
    </article>
  );
}

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
