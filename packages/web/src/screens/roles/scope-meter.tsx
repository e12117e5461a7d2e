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

const IN_TEAM: readonly MatrixScope[] = ["none", "own"];

interface ScopeMeterProps {
  readonly label: string;
  readonly layer: "see" | "change" | "operate";
  readonly value: MatrixScope;
  readonly isReadOnly: boolean;
  /** Of a function in teams: on the record, or not at all. */
  readonly isOfFunction: boolean;
  change(scope: MatrixScope): void;
}

export function ScopeMeter(props: ScopeMeterProps) {
  const { label, layer, value, isReadOnly, isOfFunction, change } = props;
  const t = useT();
  const scopes = isOfFunction ? IN_TEAM : SCOPES;
  const words = (scope: MatrixScope) =>
    t(isOfFunction && scope === "own" ? "functions.level" : SCOPE_WORDS[scope]);
  const name = useId();
  const reach = scopes.indexOf(value);
  return (
    <fieldset className={`${styles.meter} ${styles[layer]}`} disabled={isReadOnly}>
      <legend className="visually-hidden">{label}</legend>
      <span className={value === "none" ? styles.noneWord : styles.word}>{words(value)}</span>
      <span className={styles.cells}>
        {scopes.map((scope, index) => (
          <label
            key={scope}
            title={words(scope)}
            className={index === 0 ? styles.none : index <= reach ? styles.filled : styles.empty}
          >
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              checked={scope === value}
              onChange={() => change(scope)}
            />
            <span className="visually-hidden">{words(scope)}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
