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
import { serverNow } from "../../clock.ts";
import { useFormat } from "../../format/use-format.ts";
import { useNoun, useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useMay, useObject, useSession } from "../../session/session.tsx";
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
  if (kind === "rights" || ABOUT_POLICY.has(object ?? ""))
    return <SafetyCertificateOutlined aria-hidden />;
  if (kind === "exported" || kind === "exportFailed") return <ExportOutlined aria-hidden />;
  if (kind === "imported" || kind === "importFailed") return <ImportOutlined aria-hidden />;
  return <NavigationIcon object={object ?? ""} />;
}

const ABOUT_POLICY: ReadonlySet<string> = new Set([
  "policyDraft",
  "regulationReview",
  "request",
  "sandbox",
]);

const WORDS: Readonly<Record<InboxLine["kind"], MessageKey>> = {
  handed: "inbox.handed",
  brought: "inbox.brought",
  shared: "inbox.shared",
  joined: "inbox.joined",
  rights: "inbox.rights",
  draftSubmitted: "inbox.draftSubmitted",
  draftReturned: "inbox.draftReturned",
  draftScheduled: "inbox.draftScheduled",
  draftUnscheduled: "inbox.draftUnscheduled",
  draftHeld: "inbox.draftHeld",
  draftPublished: "inbox.draftPublished",
  reviewOpened: "inbox.reviewOpened",
  reviewOverdue: "inbox.reviewOverdue",
  requestAsked: "inbox.requestAsked",
  requestApproved: "inbox.requestApproved",
  requestRefused: "inbox.requestRefused",
  requestLapsed: "inbox.requestLapsed",
  sandboxEnding: "inbox.sandboxEnding",
  exported: "inbox.exported",
  exportFailed: "inbox.exportFailed",
  imported: "inbox.imported",
  importFailed: "inbox.importFailed",
};

/** The others are about rights, the policy, and files. */
const ABOUT_RECORDS: ReadonlySet<InboxLine["kind"]> = new Set([
  "handed",
  "brought",
  "shared",
  "joined",
]);

function What({ line }: { line: InboxLine }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const object = useObject(line.object ?? "");
  const person = line.by?.title ?? t("history.somebody");
  const isAbout =
    line.object === "request" || line.object === "regulationReview" || line.kind === "draftHeld";
  const what = line.sentence ? text(line.sentence) : "";
  if (isAbout) return <>{t(WORDS[line.kind], { person, what })}</>;
  if (line.sentence) return <>{text(line.sentence)}</>;
  if (line.kind === "handed" && line.object === "task")
    return <>{t("inbox.task", { person, count: line.count })}</>;
  const isMany = line.count > 1 || line.kind === "brought" || !ABOUT_RECORDS.has(line.kind);
  const objects = noun(isMany ? object?.plural : object?.label);
  return <>{t(WORDS[line.kind], { person, count: line.count, objects })}</>;
}

/** The first is where the keyboard stops. */
function Targets({ line, opened }: { line: InboxLine; opened: () => void }) {
  const t = useT();
  const object = useObject(line.object ?? "");
  const maySeeSandboxes = useMay()("sandbox", "view");
  if (line.kind === "sandboxEnding" && maySeeSandboxes)
    return (
      <Link to="/permissions/sandboxes" data-stop onClick={opened}>
        {t("nav.sandboxes")}
      </Link>
    );
  if (line.kind === "rights" || line.kind === "sandboxEnding")
    return (
      <Link to="/me/rights" data-stop onClick={opened}>
        {t("inbox.toRights")}
      </Link>
    );
  if (line.object === "policyDraft")
    return (
      <Link
        to={line.kind === "draftPublished" ? "/permissions/versions" : "/permissions/draft"}
        data-stop
        onClick={opened}
      >
        {line.kind === "draftPublished" ? t("nav.policy") : t("policy.toReview")}
      </Link>
    );
  if (line.object === "regulationReview")
    return (
      <Link to="/permissions/regulations" data-stop onClick={opened}>
        {t("inbox.toReviews")}
      </Link>
    );
  if (line.object === "request")
    return (
      <Link
        to="/inbox/requests"
        search={line.kind === "requestAsked" ? {} : { which: "mine" }}
        data-stop
        onClick={opened}
      >
        {t(line.kind === "requestAsked" ? "requests.decide" : "requests.mine")}
      </Link>
    );
  if (!ABOUT_RECORDS.has(line.kind)) return <JobTarget line={line} opened={opened} />;
  if (!object) return null;
  if (line.kind === "brought") return <MineTarget object={object} opened={opened} />;
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

/** Of what an import brought, one record is known here, and the list knows all. */
function MineTarget({ object, opened }: { object: ObjectMeta; opened: () => void }) {
  const t = useT();
  const noun = useNoun();
  const { me } = useSession();
  const mine = { field: "owner", op: "is", value: me.person.id } as const;
  return (
    <Link
      to="/o/$object"
      params={{ object: object.name }}
      search={{ f: [mine], s: "createdAt.desc" }}
      data-stop
      onClick={opened}
    >
      {t("inbox.toMine", { objects: noun(object.plural) })}
    </Link>
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

/** As the server keeps an exported file. */
const FILE_LASTS_MILLISECONDS = 24 * 3_600_000;

function JobTarget({ line, opened }: { line: InboxLine; opened: () => void }) {
  const t = useT();
  const [job] = line.records;
  if (!job) return null;
  const name = job.title ?? t("inbox.file");
  if (line.kind === "exported" && serverNow() - Date.parse(line.at) > FILE_LASTS_MILLISECONDS)
    return <span className="muted">{t("inbox.exportOver", { file: name })}</span>;
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
