/** Below a field: who is there already by what was typed into it. A hint, never a lock. */
import { ExclamationCircleOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta, ProbeReply, Row } from "@latchkey/server/contract";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useNoun, useT, useText } from "../../i18n/index.ts";
import { base } from "../../session/rehearsal.ts";
import { fieldOf, titleOf } from "../../session/session.tsx";
import styles from "./twin-note.module.css";

interface TwinNoteProps {
  readonly object: ObjectMeta;
  readonly told: ProbeReply;
  /** Keys whose note stands here. */
  readonly keys: readonly string[];
}

export function TwinNote({ object, told, keys }: TwinNoteProps) {
  const t = useT();
  const noun = useNoun();
  const text = useText();
  const named = (key: string) => ({
    field: noun(fieldOf(object, key)?.label) || key,
    object: noun(object.label),
  });
  const twins = told.twins.filter(({ by }) => keys.includes(by));
  const alike = twins.filter(({ isSame }) => !isSame);
  return (
    <div className={styles.note}>
      {keys.map((key) => (
        <TwinRows
          key={key}
          object={object}
          words={t("twins.same", named(key))}
          by={key}
          rows={twins.filter(({ by, isSame }) => isSame && by === key).map(({ row }) => row)}
        />
      ))}
      {keys
        .filter((key) => told.unseen.includes(key))
        .map((key) => (
          <p key={key} className={styles.words}>
            <ExclamationCircleOutlined className={styles.sign} aria-hidden />{" "}
            {t("twins.unseen", named(key))}
          </p>
        ))}
      <TwinRows
        object={object}
        words={t("twins.alike", { object: text(object.plural) })}
        by={object.title}
        rows={alike.map(({ row }) => row)}
      />
      <p className={styles.anyway}>{t("twins.anyway")}</p>
    </div>
  );
}

/** What tells two records of one name apart. */
const FACTS = ["phone", "stage", "owner", "unit"];

interface TwinRowsProps {
  readonly object: ObjectMeta;
  readonly words: string;
  /** What they agree in: nothing to tell them apart by. */
  readonly by: string;
  readonly rows: readonly Row[];
}

function TwinRows({ object, words, by, rows }: TwinRowsProps) {
  const t = useT();
  if (rows.length === 0) return null;
  const facts = FACTS.flatMap((name) => (name === by ? [] : (fieldOf(object, name) ?? [])));
  return (
    <>
      <p className={styles.words}>
        <ExclamationCircleOutlined className={styles.sign} aria-hidden /> {words}
      </p>
      <ul className={styles.twins}>
        {rows.map((row) => (
          <li key={row.id}>
            <a
              href={`${base}/o/${object.name}/${row.id}`}
              // What was typed so far stays where it is.
              target="_blank"
              rel="noreferrer"
              title={t("twins.newTab")}
            >
              {titleOf(object, row.values) || "—"}
            </a>
            {facts
              .filter((field) => isShown(row, field))
              .map((field) => (
                <span key={field.name} className={styles.fact}>
                  <FieldCell object={object.name} field={field} row={row} dense />
                </span>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}

const isShown = (row: Row, { name }: FieldMeta): boolean =>
  !row.hidden.includes(name) && row.values[name] !== null && row.values[name] !== undefined;
