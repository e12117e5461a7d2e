import { LockOutlined } from "@ant-design/icons";
import type { Figure, FigureGroup } from "@latchkey/server/contract";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import styles from "./workbench.module.css";

/** What the records of a figure are worth, or that the reader does not read that: a sum of some must not look like the whole. */
export function Amounts({ figure }: { figure: Figure & Pick<FigureGroup, "reads"> }) {
  const t = useT();
  const format = useFormat();
  const { me } = useSession();
  const { amounts, reads } = figure;
  if (amounts === undefined) return null;
  if (reads === "none") {
    return (
      <span className={styles.amounts}>
        <LockOutlined aria-hidden /> {t("workbench.amountHidden")}
      </span>
    );
  }
  if (amounts.length === 0) return null;
  // The organisation's own currency first: that is the one people compare.
  const sorted = amounts.toSorted(
    (a, b) =>
      Number(b.currency === me.currency) - Number(a.currency === me.currency) ||
      a.currency.localeCompare(b.currency),
  );
  return (
    <span className={styles.amounts}>
      {sorted.map((amount) => (
        <span key={amount.currency}>{format.money(amount)}</span>
      ))}
      {reads === "some" ? <span>{t("workbench.amountSome")}</span> : null}
    </span>
  );
}
