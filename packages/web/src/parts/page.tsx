import type { ReactNode } from "react";
import styles from "./page.module.css";
import { useTitle } from "./use-title.ts";

interface PageProps {
  readonly title: string;
  /** Beside the title: how what it names stands. */
  readonly mark?: ReactNode;
  readonly intro?: ReactNode;
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a screen that is neither a list nor a record. */
export function Page({ title, mark, intro, back, actions, children }: PageProps) {
  useTitle(title);
  return (
    <div className={styles.page}>
      {back ? <div className={styles.back}>← {back}</div> : null}
      <header className={styles.header}>
        <h1 className={styles.title}>
          {title} {mark}
        </h1>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {intro ? <p className={styles.intro}>{intro}</p> : null}
      {children}
    </div>
  );
}

export function Panel({
  title,
  extra,
  children,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={styles.panel}>
      {title ? (
        <header className={styles.panelHeader}>
          <h2 className={styles.panelTitle}>{title}</h2>
          {extra}
        </header>
      ) : null}
      {children}
    </section>
  );
}
