import type { Text } from "@latchkey/server/contract";
import type { ReactNode } from "react";
import { useLanguage, useText } from "../../i18n/index.ts";
import styles from "./fields.module.css";

/** A field by its label, and what it is called in the other language where that differs. */
export function FieldName({ label, mark }: { label: Text; mark?: ReactNode }) {
  const text = useText();
  const language = useLanguage();
  const other = label[language === "zh" ? "en" : "zh"];
  return (
    <>
      {text(label)} {mark}
      {other === text(label) ? null : <div className={styles.other}>{other}</div>}
    </>
  );
}
