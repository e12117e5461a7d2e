/** A word of the sentence that can be clicked: it says what is chosen and opens where that is chosen. */
import { Popover } from "antd";
import type { ReactNode } from "react";
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
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
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
