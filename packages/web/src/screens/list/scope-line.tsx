/** What this list is a list of. Nothing is silently missing: a click says why it reaches so far and no further. */
import { InfoCircleOutlined, SafetyOutlined } from "@ant-design/icons";
import type { ObjectMeta, ScopeReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Popover, Skeleton } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { takeFocus } from "../../parts/take-focus.ts";
import { scopeQuery } from "../../queries/records.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./list.module.css";

export function ScopeLine({ object }: { object: ObjectMeta }) {
  const t = useT();
  const text = useText();
  const scope = useQuery(scopeQuery(object.name));
  if (scope.isLoading) {
    return (
      <Skeleton.Input
        active
        size="small"
        style={{ width: 320, height: 20 }}
        className={styles.scope}
      />
    );
  }
  if (!scope.data) return <div className={styles.scope} />;
  return (
    <div className={styles.scope}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        title={t("scope.title")}
        content={<ScopeParts object={object} parts={scope.data.parts} />}
      >
        <button type="button" className={styles.scopeButton}>
          <SafetyOutlined aria-hidden />
          <span>{text(scope.data.sentence)}</span>
          <InfoCircleOutlined className={styles.scopeInfo} aria-hidden />
        </button>
      </Popover>
    </div>
  );
}

function ScopeParts({ object, parts }: { object: ObjectMeta; parts: ScopeReply["parts"] }) {
  const t = useT();
  const text = useText();
  const named = (names: readonly string[]) =>
    names.map((name) => text(fieldOf(object, name)?.label) || name).join(t("words.and"));
  return (
    // Longer than its place, it is scrolled, and not by a mouse alone.
    <ul className={styles.parts} ref={takeFocus} tabIndex={0}>
      {parts.map((part, index) => (
        <li key={index} className={styles.part}>
          <div>{text(part.sentence)}</div>
          <div className="muted">
            {text(part.role)}
            {part.unit ? ` · ${part.unit}` : ""}
          </div>
          {part.masked.length > 0 ? (
            <div className="muted">{t("scope.masked", { fields: named(part.masked) })}</div>
          ) : null}
          {part.hidden.length > 0 ? (
            <div className="muted">{t("scope.hidden", { fields: named(part.hidden) })}</div>
          ) : null}
        </li>
      ))}
      {parts.length === 0 ? <li className="muted">{t("scope.none")}</li> : null}
    </ul>
  );
}
