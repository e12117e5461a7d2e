import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./workbench.module.css";

interface WorkRowProps {
  readonly object: string;
  readonly id: string;
  readonly title: string;
  readonly start?: ReactNode;
  readonly end: ReactNode;
  readonly facts: ReactNode;
}

/** A record that waits: its title leads to it, a few facts below, and at the ends what is done with it. */
export function WorkRow({ object, id, title, start, end, facts }: WorkRowProps) {
  return (
    <li className={styles.row}>
      {start}
      <div className={styles.rowBody}>
        <Link to="/o/$object/$id" params={{ object, id }} className={styles.rowTitle}>
          {title || "—"}
        </Link>
        <div className={styles.rowFacts}>{facts}</div>
      </div>
      {end}
    </li>
  );
}
