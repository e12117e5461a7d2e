/** A word of the sentence that can be clicked: it says what is chosen and opens where that is chosen. */
import { Popover } from "antd";
import type { ReactNode } from "react";
import { useNarrow } from "../../parts/use-narrow.ts";
import styles from "./rules.module.css";

interface PartProps {
  /** What it is, for who hears the sentence. */
  readonly label: string;
  readonly words: ReactNode;
  readonly isMissing?: boolean;
  /** Where a keyboard begins. */
  readonly isFirst?: boolean;
  /** What is chosen from. */
  readonly children: ReactNode;
}

export function Part({ label, words, isMissing = false, isFirst = false, children }: PartProps) {
  const isNarrow = useNarrow();
  return (
    <Popover
      trigger="click"
      // Only what hangs from the middle is moved aside; turned over, it would lie beside a phone.
      placement={isNarrow ? "bottom" : "bottomLeft"}
      destroyOnHidden
      content={<div className={styles.choices}>{children}</div>}
    >
      <button
        type="button"
        className={isMissing ? styles.partMissing : styles.part}
        autoFocus={isFirst}
      >
        <span className="visually-hidden">{label} </span>
        {words}
      </button>
    </Popover>
  );
}
