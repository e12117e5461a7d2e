import type { ReactNode } from "react";
import styles from "./notice.module.css";
import { useTitle } from "./use-title.ts";

/** A quiet word in the middle of an empty place; where that is a whole page, it is what the page is called. */
export function Notice({
  title,
  words,
  action,
  isPage = false,
}: {
  title: string;
  words: string;
  action?: ReactNode;
  isPage?: boolean;
}) {
  useTitle(isPage ? title : "");
  const Title = isPage ? "h1" : "strong";
  return (
    <div className={styles.notice} role="status">
      <Title className={styles.title}>{title}</Title>
      <span className="muted">{words}</span>
      {action}
    </div>
  );
}
