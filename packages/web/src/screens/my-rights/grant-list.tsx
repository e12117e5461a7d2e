import type { MatrixScope, MyRights } from "@latchkey/server/contract";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import styles from "./my-rights.module.css";

const SCOPE_WORDS: Readonly<Record<MatrixScope, MessageKey>> = {
  none: "scopeName.none",
  own: "scopeName.own",
  unit: "scopeName.unit",
  subtree: "scopeName.subtree",
  all: "scopeName.all",
};

type Grant = MyRights["assignments"][number]["grants"][number];

export function GrantList({ grants }: { grants: readonly Grant[] }) {
  const t = useT();
  const text = useText();
  return (
    <ul className={styles.grants}>
      {grants.map((grant) => (
        <li key={grant.bundle} className={styles.grant} title={grant.actions.join("、")}>
          <span>{text(grant.label)}</span>
          <span className={styles.scope}>
            {grant.scope in SCOPE_WORDS ? t(SCOPE_WORDS[grant.scope as MatrixScope]) : grant.scope}
          </span>
        </li>
      ))}
    </ul>
  );
}
