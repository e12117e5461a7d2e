import type { IndustryMeta } from "@latchkey/server/contract";
import { useText } from "../../i18n/index.ts";
import styles from "./setup.module.css";

/** A kind of unit as the industry calls it. */
export function KindTag({ industry, kind }: { industry: IndustryMeta; kind: string }) {
  const text = useText();
  return <span className={styles.kind}>{text(kindLabel(industry, kind))}</span>;
}

export const kindLabel = ({ kinds }: IndustryMeta, kind: string) =>
  kinds.find((one) => one.kind === kind)?.label;
