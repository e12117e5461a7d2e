import {
  CheckOutlined,
  ExportOutlined,
  ImportOutlined,
  SafetyCertificateOutlined,
} from "@ant-design/icons";
import type { InboxLine, ObjectMeta } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useNoun, useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useObject } from "../../session/session.tsx";
import { NavigationIcon } from "../../shell/navigation-icon.tsx";
import styles from "./inbox.module.css";

interface InboxRowProps {
  readonly line: InboxLine;
  markRead(): void;
}

/** Whoever opens what a line is about has read it. */
export function InboxRow({ line, markRead }: InboxRowProps) {
  const t = useT();
  const format = useFormat();
  return (
    <li
      className={line.isRead ? styles.line : styles.lineUnread}
      onKeyDown={({ key }) => (key === "r" && !line.isRead ? markRead() : undefined)}
    >
      <span className={styles.icon}>
        <LineIcon line={line} />
      </span>
      <div className={styles.body}>
        <div className={styles.words}>
          {line.isRead ? null : <span className="visually-hidden">{t("inbox.isUnread")}</span>}
          <What line={line} />
        </div>
        <Targets line={line} opened={line.isRead ? () => undefined : markRead} />
      </div>
      <time className={styles.time} dateTime={line.at} title={format.absolute(line.at)}>
        {format.relative(line.at)}
      </time>
      {line.isRead ? (
        <span className={styles.noButton} />
      ) : (
        <Button
          type="text"
          size="small"
          icon={<CheckOutlined aria-hidden />}
          aria-label={t("inbox.markRead")}
          title={t("inbox.markRead")}
          onClick={markRead}
        />
      )}
    </li>
  );
}

function LineIcon({ line: { kind, object } }: { line: InboxLine }): ReactNode {
  if (kind === "rights") return <SafetyCertificateOutlined aria-hidden />;
  if (kind === "exported" || kind === "exportFailed") return <ExportOutlined aria-hidden />;
  if (kind === "imported" || kind === "importFailed") return <ImportOutlined aria-hidden />;
  return <NavigationIcon object={object ?? ""} />;
}

const WORDS: Readonly<Record<InboxLine["kind"], MessageKey>> = {
  handed: "inbox.handed",
  shared: "inbox.shared",
  rights: "inbox.rights",
  exported: "inbox.exported",
  exportFailed: "inbox.exportFailed",
  imported: "inbox.imported",
  importFailed: "inbox.importFailed",
};

function What({ line }: { line: InboxLine }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const object = useObject(line.object ?? "");
  if (line.sentence) return <>{text(line.sentence)}</>;
  const person = line.by?.title ?? t("history.somebody");
  if (line.kind === "handed" && line.object === "task")
    return <>{t("inbox.task", { person, count: line.count })}</>;
  const isFile = line.kind !== "handed" && line.kind !== "shared";
  const objects = noun(isFile || line.count > 1 ? object?.plural : object?.label);
  return <>{t(WORDS[line.kind], { person, count: line.count, objects })}</>;
}

/** The first is where the keyboard stops. */
function Targets({ line, opened }: { line: InboxLine; opened: () => void }) {
  const t = useT();
  const object = useObject(line.object ?? "");
  if (line.kind === "rights")
    return (
      <Link to="/me/rights" data-stop onClick={opened}>
        {t("inbox.toRights")}
      </Link>
    );
  if (line.kind !== "handed" && line.kind !== "shared")
    return <JobTarget line={line} opened={opened} />;
  if (!object) return null;
  const more = line.count - line.records.length;
  return (
    <div className={styles.records}>
      {line.records.map(({ id, title }, index) => (
        <RecordLink
          key={id}
          object={object}
          id={id}
          title={title}
          isFirst={index === 0}
          opened={opened}
        />
      ))}
      {more > 0 ? <span className="muted">{t("inbox.more", { count: more })}</span> : null}
    </div>
  );
}

interface RecordLinkProps {
  readonly object: ObjectMeta;
  readonly id: string;
  readonly title: string | null;
  readonly isFirst: boolean;
  opened(): void;
}

function RecordLink({ object, id, title, isFirst, opened }: RecordLinkProps) {
  const t = useT();
  const text = useText();
  return (
    <Link
      to="/o/$object/$id"
      params={{ object: object.name, id }}
      data-stop={isFirst ? true : undefined}
      onClick={opened}
    >
      {title ?? t("workbench.untitled", { object: text(object.label) })}
    </Link>
  );
}

function JobTarget({ line, opened }: { line: InboxLine; opened: () => void }) {
  const t = useT();
  const [job] = line.records;
  if (!job) return null;
  const name = job.title ?? t("inbox.file");
  if (line.kind === "exported")
    return (
      <a href={`/api/exports/${job.id}/file`} download={name} data-stop onClick={opened}>
        {t("inbox.download", { file: name })}
      </a>
    );
  if (line.kind === "exportFailed" || !line.object) return <span className="muted">{name}</span>;
  return (
    <Link
      to="/o/$object/import"
      params={{ object: line.object }}
      search={{ job: job.id }}
      data-stop
      onClick={opened}
    >
      {name}
    </Link>
  );
}
