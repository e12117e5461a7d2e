/** Stays at the bottom while something waits: unsaved, or unpublished. */
import type { ReactNode } from "react";
import styles from "./page.module.css";

export function BottomBar({ children }: { children: ReactNode }) {
  return (
    <div className={styles.bottomBar} role="status">
      {children}
    </div>
  );
}
