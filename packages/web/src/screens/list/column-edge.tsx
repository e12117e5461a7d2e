import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useT } from "../../i18n/index.ts";
import { DRAWN_PIXELS } from "./use-list-columns.tsx";
import styles from "./list.module.css";

interface ColumnEdgeProps {
  readonly heading: string;
  readonly width: number;
  tryWidth(width: number): void;
  setWidth(width: number | undefined): void;
}

/** The end of a heading, which is drawn to make its column wider: with the hand, or with ← and →; twice for its own width. */
export function ColumnEdge({ heading, width, tryWidth, setWidth }: ColumnEdgeProps) {
  const t = useT();
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const drawnTo = ({ clientX }: PointerEvent) =>
    from.current ? from.current.width + clientX - from.current.x : width;
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const heading = event.currentTarget.parentElement;
    from.current = { x: event.clientX, width: heading?.offsetWidth ?? width };
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const isMoved = from.current && Math.abs(event.clientX - from.current.x) > STILL_PIXELS;
    if (isMoved) setWidth(drawnTo(event));
    from.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined)
      setWidth((event.currentTarget.parentElement?.offsetWidth ?? width) + step);
    if (event.key === "Delete") setWidth(undefined);
    // The list's own keys move the row.
    event.stopPropagation();
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t("list.width", { column: heading })}
      aria-valuenow={Math.round(width)}
      aria-valuemin={DRAWN_PIXELS.least}
      aria-valuemax={DRAWN_PIXELS.most}
      title={t("list.widthHint")}
      tabIndex={0}
      className={styles.edge}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => (from.current ? tryWidth(drawnTo(event)) : undefined)}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setWidth(undefined)}
    />
  );
}

/** A press without a movement is no drawing. */
const STILL_PIXELS = 2;

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowLeft: -16, ArrowRight: 16 };
