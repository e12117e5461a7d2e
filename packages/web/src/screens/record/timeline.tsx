import type { ObjectMeta, Row, TimelineReply } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Empty, Skeleton } from "antd";
import { FieldCell } from "../../fields/field-cell.tsx";
import { referenceId } from "../../fields/parts/reference.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { timelineQuery } from "../../queries/records.ts";
import { fieldOf, titleOf, useObject } from "../../session/session.tsx";
import { NavigationIcon } from "../../shell/navigation-icon.tsx";
import { ChangeEntry } from "./change-entry.tsx";
import styles from "./record.module.css";

type Item = TimelineReply["items"][number];

export function Timeline({ object, id }: { object: ObjectMeta; id: string }) {
  const t = useT();
  const timeline = useInfiniteQuery(timelineQuery({ object: object.name, id }));
  if (timeline.error && !timeline.data) return <Failure problem={timeline.error} />;
  if (!timeline.data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const items = timeline.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("timeline.empty")} />;
  }
  return (
    <>
      <ol className={styles.timeline}>
        {items.map((item) => (
          <TimelineItem key={itemKey(item)} object={object} id={id} item={item} />
        ))}
      </ol>
      <MoreButton query={timeline} />
    </>
  );
}

interface TimelineItemProps {
  readonly object: ObjectMeta;
  readonly id: string;
  readonly item: Item;
}

function TimelineItem({ object, id, item }: TimelineItemProps) {
  const format = useFormat();
  return (
    <li className={styles.item}>
      <span className={styles.itemIcon}>
        <NavigationIcon object={item.kind === "record" ? item.object : "history"} />
      </span>
      <div className={styles.itemBody}>
        <time className={styles.itemTime} dateTime={item.at} title={format.absolute(item.at)}>
          {format.relative(item.at)}
        </time>
        <TimelineEntry object={object} id={id} item={item} />
      </div>
    </li>
  );
}

/** What happened, apart from when. */
export function TimelineEntry({ object, id, item }: TimelineItemProps) {
  return item.kind === "record" ? (
    <RecordEntry name={item.object} row={item.row} at={item.at} parent={id} />
  ) : (
    <ChangeEntry object={object} version={item.version} />
  );
}

const FACTS = 4;

interface RecordEntryProps {
  readonly name: string;
  readonly row: Row;
  readonly at: string;
  /** The record whose timeline this is: naming it again says nothing. */
  readonly parent: string;
}

function RecordEntry({ name, row, at, parent }: RecordEntryProps) {
  const text = useText();
  const object = useObject(name);
  if (!object) return null;
  const words = object.fields.find((field) => field.type === "longText");
  const facts = object.list.columns
    .flatMap((column) => fieldOf(object, column) ?? [])
    .filter(
      (field) =>
        field.name !== object.title &&
        field.name !== words?.name &&
        isNews(row.values[field.name], { at, parent }),
    )
    .slice(0, FACTS);
  const title = titleOf(object, row.values);
  return (
    <>
      <div className={styles.itemHead}>
        <span className="muted">{text(object.label)}</span>{" "}
        <Link to="/o/$object/$id" params={{ object: name, id: row.id }}>
          {title || row.id.slice(0, 8)}
        </Link>
      </div>
      {words && isFilled(row, words.name) && row.values[words.name] !== title ? (
        <p className={styles.itemWords}>
          <FieldCell object={name} field={words} row={row} />
        </p>
      ) : null}
      <div className={styles.itemFacts}>
        {facts.map((field) => (
          <span key={field.name} title={text(field.label)}>
            <FieldCell object={name} field={field} row={row} dense />
          </span>
        ))}
      </div>
    </>
  );
}

function isFilled(row: Row, name: string): boolean {
  const value = row.values[name];
  return (
    value !== null &&
    value !== undefined &&
    value !== "" &&
    !(Array.isArray(value) && value.length === 0)
  );
}

/** Worth a place in the line: filled, and not what the line says already. */
function isNews(value: unknown, known: { readonly at: string; readonly parent: string }): boolean {
  if (value === null || value === undefined || value === "" || value === known.at) return false;
  if (Array.isArray(value)) return value.length > 0;
  return referenceId(value) !== known.parent;
}

function itemKey(item: Item): string {
  return item.kind === "record"
    ? `${item.object}-${item.row.id}`
    : `change-${item.version.version}-${item.at}`;
}
