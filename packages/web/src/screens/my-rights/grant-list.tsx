import type { MatrixScope, MyRights } from "@latchkey/server/contract";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import styles from "./my-rights.module.css";
import { SCOPE_WORDS } from "../../parts/rights-words.ts";

const BLOCK_WORDS: Readonly<Record<string, MessageKey>> = {
  customer: "block.customer",
  communication: "block.communication",
  marketing: "block.marketing",
};

type Grant = MyRights["assignments"][number]["grants"][number];

export function GrantList({ grants }: { grants: readonly Grant[] }) {
  const t = useT();
  const blocks = Map.groupBy(
    grants,
    ({ bundle }) => BLOCK_WORDS[bundle.split(".")[0] ?? ""] ?? "block.remainder",
  );
  return (
    <div className={styles.blocks}>
      {[...blocks].map(([label, members]) => (
        <section key={label}>
          <h3 className={styles.blockTitle}>{t(label)}</h3>
          <ul className={styles.grants}>
            {[...Map.groupBy(members, ({ bundle }) => bundle)].map(([bundle, parts]) => (
              <GrantItem key={bundle} parts={parts} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A bundle whose single actions reach differently far names every reach, each with its actions. */
function GrantItem({ parts }: { parts: readonly Grant[] }) {
  const t = useT();
  const text = useText();
  return (
    <li className={styles.grant}>
      <span>{text(parts[0]?.label)}</span>
      <span className={styles.scope}>
        {parts.map(({ scope, actions }, index) => (
          <span key={scope} title={actions.join(t("words.and"))}>
            {index > 0 ? t("words.and") : ""}
            {scope in SCOPE_WORDS ? t(SCOPE_WORDS[scope as MatrixScope]) : scope}
          </span>
        ))}
      </span>
    </li>
  );
}
