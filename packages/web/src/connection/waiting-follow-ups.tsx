/** Follow-ups of this record that wait to be sent, where they will stand. */
import { useT } from "../i18n/index.ts";
import { useWaitingWrites } from "./outbox.ts";
import styles from "./connection.module.css";

interface WaitingFollowUpsProps {
  /** The follow-up's field that refers to the record, and the one that holds what was said. */
  readonly parent: string;
  readonly words: string;
  readonly id: string;
}

export function WaitingFollowUps({ parent, words, id }: WaitingFollowUpsProps) {
  const t = useT();
  const own = useWaitingWrites().filter(
    ({ object, body }) => object === "followUp" && body.values[parent] === id,
  );
  if (own.length === 0) return null;
  return (
    <ul className={styles.pending}>
      {own.map(({ at, body, refused }) => (
        <li key={at}>
          <span className="muted">{t(refused ? "outbox.notSaved" : "outbox.toBeSent")}</span>
          <p className={styles.pendingWords}>{String(body.values[words] ?? "")}</p>
        </li>
      ))}
    </ul>
  );
}
