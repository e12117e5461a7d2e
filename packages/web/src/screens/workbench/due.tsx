import { serverNow } from "../../clock.ts";
import { useFormat } from "../../format/use-format.ts";
import styles from "./workbench.module.css";

/** When something is due; what should have been done by now stands out. */
export function Due({ at }: { at: unknown }) {
  const format = useFormat();
  if (typeof at !== "string") return null;
  const isOver = Date.parse(at) < serverNow();
  return (
    <time
      className={isOver ? styles.overdue : styles.due}
      dateTime={at}
      title={format.absolute(at)}
    >
      {format.relative(at)}
    </time>
  );
}
