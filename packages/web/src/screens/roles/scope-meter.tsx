/**
 * How far a right reaches, as a meter: each scope contains those before it, so what is granted is what is filled.
 * Underneath are plain radio buttons, so keyboard and screen readers need nothing special.
 */
import type { MatrixScope } from "@latchkey/server/contract";
import { useId } from "react";
import { useT } from "../../i18n/index.ts";
import { SCOPES } from "./role-draft.ts";
import styles from "./scope-meter.module.css";
import { SCOPE_WORDS } from "../../parts/rights-words.ts";

interface ScopeMeterProps {
  readonly label: string;
  readonly layer: "see" | "change" | "operate";
  readonly value: MatrixScope;
  readonly isReadOnly: boolean;
  change(scope: MatrixScope): void;
}

export function ScopeMeter({ label, layer, value, isReadOnly, change }: ScopeMeterProps) {
  const t = useT();
  const name = useId();
  const reach = SCOPES.indexOf(value);
  return (
    <fieldset className={`${styles.meter} ${styles[layer]}`} disabled={isReadOnly}>
      <legend className="visually-hidden">{label}</legend>
      <span className={value === "none" ? styles.noneWord : styles.word}>
        {t(SCOPE_WORDS[value])}
      </span>
      <span className={styles.cells}>
        {SCOPES.map((scope, index) => (
          <label
            key={scope}
            title={t(SCOPE_WORDS[scope])}
            className={index === 0 ? styles.none : index <= reach ? styles.filled : styles.empty}
          >
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={scope === value}
              onChange={() => change(scope)}
            />
            <span className="visually-hidden">{t(SCOPE_WORDS[scope])}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
