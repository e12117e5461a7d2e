import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** A quiet word in the middle of an empty place. */
export function Notice({
  title,
  words,
  action,
}: {
  title: string;
  words: string;
  action?: ReactNode;
}) {
  return (
    <div className={styles.notice} role="status">
      <strong className={styles.title}>{title}</strong>
      <span className="muted">{words}</span>
      {action}
    </div>
  );
}
