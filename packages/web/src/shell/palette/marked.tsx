import type { MarkedText } from "./entry.ts";
import styles from "./palette.module.css";

/** A text in which what was searched for stands out. */
export function Marked({ text, marks }: MarkedText) {
  const ends = [0, ...marks.flat(), text.length];
  return ends.slice(1).map((end, index) => {
    const part = text.slice(ends[index], end);
    return index % 2 === 1 ? (
      <mark key={end} className={styles.mark}>
        {part}
      </mark>
    ) : (
      part
    );
  });
}
