import type { CSSProperties, ReactNode } from "react";
import styles from "../fields.module.css";

/** Drawn by the style sheet: a long list has hundreds of them, and Ant Design's own cost ten times as much. */
export function TintTag({ color, children }: { color?: string | undefined; children: ReactNode }) {
  return (
    <span data-tag className={styles.tag} style={color ? tintOf(color) : undefined}>
      {children}
    </span>
  );
}

/** Ant Design's inks are too pale to read on its own tints: WCAG asks for a contrast of 4.5. */
const tintOf = (color: string): CSSProperties => ({
  background: `var(--ant-${color}-1)`,
  color: `var(--ant-${color}-${PALE.has(color) ? 9 : 8})`,
});

const PALE: ReadonlySet<string> = new Set(["gold", "lime"]);
