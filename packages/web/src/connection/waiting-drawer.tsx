/** What waits to be sent, one by one: what it is, why it is still here, and what can be done about it. */
import type { ApiError, Row } from "@latchkey/server/contract";
import { App, Button, Drawer, Empty } from "antd";
import { useState } from "react";
import { fieldType } from "../fields/registry.ts";
import { useFormat } from "../format/use-format.ts";
import { useT, useText } from "../i18n/index.ts";
import { ConflictDialog } from "../screens/record/conflict-dialog.tsx";
import { takeFocus } from "../parts/take-focus.ts";
import { fieldOf, titleOf, useObject } from "../session/session.tsx";
import { probeNow, useConnection } from "./connection.ts";
import { forgetWaiting, newKey, sendAgain, useWaitingWrites, type WaitingWrite } from "./outbox.ts";
import { TOO_OLD } from "./send-waiting.ts";
import styles from "./connection.module.css";

export function WaitingDrawer({ close }: { close: () => void }) {
  const t = useT();
  const writes = useWaitingWrites();
  const isOffline = useConnection() === "offline";
  return (
    <Drawer
      open
      size={480}
      onClose={close}
      title={t("outbox.title")}
      autoFocus={false}
      extra={isOffline ? <Button onClick={probeNow}>{t("connection.tryNow")}</Button> : null}
    >
      <p className="muted" ref={takeFocus} tabIndex={-1}>
        {t("outbox.intro")}
      </p>
      {writes.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("outbox.none")} />
      ) : null}
      <ul className={styles.list}>
        {writes.map((write) => (
          <WaitingItem key={write.at} write={write} />
        ))}
      </ul>
    </Drawer>
  );
}

function WaitingItem({ write }: { write: WaitingWrite }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { modal } = App.useApp();
  const object = useObject(write.object);
  const at = new Date(write.at).toISOString();
  const title = titleOf(object, write.base?.values ?? write.body.values);
  const name = text(object?.label);
  const giveUp = async () => {
    const isSure = await modal.confirm({
      title: t("outbox.discardTitle"),
      content: t("outbox.discardBody"),
      okText: t("outbox.discard"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) forgetWaiting(write);
  };
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <span className={styles.what}>
          {t(write.verb === "create" ? "outbox.create" : "outbox.update", { object: name })}
          {title ? ` · ${title}` : ""}
        </span>
        <time className="faint" dateTime={at} title={format.absolute(at)}>
          {format.relative(at)}
        </time>
      </div>
      <Values write={write} title={title} />
      {write.refused ? <Problem refused={write.refused} /> : null}
      <div className={styles.buttons}>
        {write.refused ? <Mend write={write} refused={write.refused} /> : null}
        <Button size="small" danger onClick={() => void giveUp()}>
          {t("outbox.discard")}
        </Button>
      </div>
    </li>
  );
}

/** What the title says already is left out. */
function Values({ write, title }: { write: WaitingWrite; title: string }) {
  const text = useText();
  const object = useObject(write.object);
  if (!object) return null;
  const shown = Object.entries(write.body.values).flatMap(([name, value]) => {
    const field = value === title ? undefined : fieldOf(object, name);
    const isPlain = typeof value === "string" || typeof value === "number";
    return field && (isPlain || value === null) && !isReferring(field.type)
      ? [{ field, value }]
      : [];
  });
  return (
    <dl className={styles.values}>
      {shown.map(({ field, value }) => {
        const { Cell } = fieldType(field);
        return (
          <div key={field.name} style={{ display: "contents" }}>
            <dt>{text(field.label)}</dt>
            <dd>{value === null || value === "" ? "—" : <Cell field={field} value={value} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Sent as an id, which says nothing to anybody. */
const isReferring = (type: string): boolean =>
  ["reference", "person", "unit", "tags"].includes(type);

function Problem({ refused }: { refused: ApiError }) {
  const t = useT();
  const text = useText();
  const words = refused.code === TOO_OLD ? t("outbox.tooOld") : text(refused.message);
  const others = (refused.problems ?? []).map(({ message }) => text(message));
  return <p className={styles.problem}>{[words, ...others].join(" ")}</p>;
}

function Mend({ write, refused }: { write: WaitingWrite; refused: ApiError }) {
  const t = useT();
  const [isComparing, setComparing] = useState(false);
  const { current } = refused;
  if (current && write.base) {
    return (
      <>
        <Button size="small" type="primary" onClick={() => setComparing(true)}>
          {t("outbox.compare")}
        </Button>
        {isComparing ? (
          <Comparison write={write} theirs={current} close={() => setComparing(false)} />
        ) : null}
      </>
    );
  }
  const key = refused.code === TOO_OLD ? newKey() : write.key;
  return (
    <Button size="small" onClick={() => sendAgain({ ...write, key })}>
      {t("action.retry")}
    </Button>
  );
}

interface ComparisonProps {
  readonly write: WaitingWrite;
  readonly theirs: Row;
  close(): void;
}

/** What is kept of one's own goes on as a change of the record as it is now. */
function Comparison({ write, theirs, close }: ComparisonProps) {
  const object = useObject(write.object);
  if (!object || !write.base) return null;
  const resolve = (values: WaitingWrite["body"]["values"]) => {
    const body = { id: theirs.id, version: theirs.version, values };
    if (Object.keys(values).length === 0) forgetWaiting(write);
    else sendAgain({ ...write, body, base: theirs, key: newKey() });
    close();
  };
  const conflict = { base: write.base, theirs, mine: write.body.values };
  const editor = { isSaving: false, resolve, dismissConflict: close };
  return <ConflictDialog object={object} conflict={conflict} editor={editor} />;
}
