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
            {members.map((grant) => (
              <GrantItem key={grant.bundle} grant={grant} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function GrantItem({ grant }: { grant: Grant }) {
  const t = useT();
  const text = useText();
  return (
    <li className={styles.grant} title={grant.actions.join(t("words.and"))}>
      <span>{text(grant.label)}</span>
      <span className={styles.scope}>
        {grant.scope in SCOPE_WORDS ? t(SCOPE_WORDS[grant.scope as MatrixScope]) : grant.scope}
      </span>
    </li>
  );
}
