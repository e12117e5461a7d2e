import type { FieldMeta, HistoryReply, ObjectMeta } from "@latchkey/server/contract";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./record.module.css";

type Version = HistoryReply["versions"][number];

const ACTION_WORDS: Readonly<Record<string, MessageKey>> = {
  create: "history.created",
  delete: "history.deleted",
  restore: "history.restored",
  import: "history.imported",
  edit: "history.changed",
  assign: "history.assigned",
  transfer: "history.transferred",
  claim: "history.claimed",
  tag: "history.tagged",
  setLevel: "history.levelled",
};

/** One change in words: who did what to which field. */
export function ChangeEntry({ object, version }: { object: ObjectMeta; version: Version }) {
  const t = useT();
  const text = useText();
  const declared = object.actions.find(({ name }) => name === version.action);
  const key = ACTION_WORDS[version.action];
  const act = key ? t(key) : declared ? text(declared.label) : t("history.changed");
  const isCreation = version.action === "create" || version.action === "import";
  return (
    <>
      <div className={styles.itemHead}>
        <strong>{version.by.title ?? t("history.somebody")}</strong>{" "}
        <span className="muted">{act}</span>
      </div>
      {isCreation ? null : (
        <ul className={styles.changes}>
          {version.changes.map((change) => (
            <ChangeLine key={change.field} field={fieldOf(object, change.field)} change={change} />
          ))}
        </ul>
      )}
    </>
  );
}

/** Of a cell whose type keeps no masked form, not even emptiness is told. */
const MASK = "••••";

function ChangeLine(props: { field: FieldMeta | undefined; change: Version["changes"][number] }) {
  const { field, change } = props;
  const text = useText();
  if (!field) return null;
  const { Change } = fieldType(field);
  const isUntold = change.masked && change.before === null && change.after === null;
  if (isUntold || (Change && !change.masked)) {
    return (
      <li>
        <span className="muted">{text(field.label)}</span>{" "}
        {Change && !isUntold ? <Change before={change.before} after={change.after} /> : MASK}
      </li>
    );
  }
  return (
    <li>
      <span className="muted">{text(field.label)}</span>{" "}
      <span className={styles.before}>
        <ChangeValue field={field} value={change.before} isMasked={change.masked} />
      </span>{" "}
      → <ChangeValue field={field} value={change.after} isMasked={change.masked} />
    </li>
  );
}

function ChangeValue({
  field,
  value,
  isMasked,
}: {
  field: FieldMeta;
  value: unknown;
  isMasked: boolean;
}) {
  const t = useT();
  if (value === null || value === undefined || value === "")
    return <span className="faint">{t("history.empty")}</span>;
  if (isMasked) return <>{typeof value === "string" ? value : MASK}</>;
  const { Cell } = fieldType(field);
  return <Cell field={field} value={value} />;
}
