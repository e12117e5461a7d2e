import { useEffect } from "react";
import type { Entry } from "./entry.ts";
import { Marked } from "./marked.tsx";
import styles from "./palette.module.css";
import type { Results } from "./use-results.ts";

export const optionId = ({ key }: Entry): string => `palette-${key}`;

interface GroupListProps {
  readonly results: Results;
  readonly active: Entry | undefined;
  choose(entry: Entry): void;
  go(entry: Entry): void;
}

export function GroupList({ results, active, choose, go }: GroupListProps) {
  const id = active && optionId(active);
  useEffect(() => {
    if (id) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id]);
  return (
    <div
      className={styles.groups}
      id="palette-results"
      // A list without options is none.
      {...(results.groups.length > 0 ? { role: "listbox" } : {})}
    >
      {results.groups.map(({ key, label, entries }) => (
        <section key={key} role="group" aria-label={label}>
          <div aria-hidden className={styles.groupTitle}>
            {label}
          </div>
          {entries.map((entry) => (
            <div
              key={entry.key}
              id={optionId(entry)}
              role="option"
              aria-selected={entry === active}
              className={entry === active ? styles.active : styles.line}
              data-stale={(entry.isFound && !results.isSettled) || undefined}
              onMouseMove={() => choose(entry)}
              onClick={() => go(entry)}
            >
              <Line entry={entry} />
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

function Line({ entry: { icon, label, note } }: { entry: Entry }) {
  return (
    <>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.label}>
        <Marked {...label} />
      </span>
      {note ? (
        <span className={styles.note}>
          {note.name ? <span className="faint">{note.name} </span> : null}
          <Marked {...note} />
        </span>
      ) : null}
    </>
  );
}
