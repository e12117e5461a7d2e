/** The bundles in their blocks, each with how far it reaches. Three blocks side by side fit a laptop. */
import type { BundleMeta, RoleDraft, RoleMeta } from "@latchkey/server/contract";
import { Skeleton } from "antd";
import { useText } from "../../i18n/index.ts";
import { BundleRow } from "./bundle-row.tsx";
import styles from "./roles.module.css";

interface MatrixProps {
  readonly bundles: readonly BundleMeta[];
  readonly draft: RoleDraft;
  readonly preset: RoleMeta["preset"];
  readonly isReadOnly: boolean;
  change(draft: RoleDraft): void;
}

export function Matrix({ bundles, ...rest }: MatrixProps) {
  const text = useText();
  if (bundles.length === 0) return <Skeleton active paragraph={{ rows: 6 }} />;
  const blocks = Map.groupBy(bundles, (bundle) => bundle.block.name);
  return (
    <div className={styles.blocks}>
      {[...blocks].map(([name, members]) => (
        <section key={name} className={name === "remainder" ? styles.blockWide : styles.block}>
          <h3 className={styles.blockTitle}>{text(members[0]?.block.label)}</h3>
          <div className={styles.blockRows}>
            {members.map((bundle) => (
              <BundleRow key={bundle.name} bundle={bundle} {...rest} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
