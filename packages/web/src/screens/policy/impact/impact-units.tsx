/** A picture of who loses and who gains, by where the people stand. */
import type { ImpactFound } from "@latchkey/server/contract";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import styles from "./impact.module.css";

export function ImpactUnits({ units }: Pick<ImpactFound, "units">) {
  const t = useT();
  const format = useFormat();
  const most = Math.max(...units.flatMap(({ gain, lose }) => [gain, lose]));
  const share = (count: number) => ({ inlineSize: `${(100 * count) / most}%` });
  const counted = (count: number) => ({ count, number: format.number(count) });
  return (
    <section className={styles.units}>
      <h3 className={styles.object}>{t("impact.byUnit")}</h3>
      <ul>
        {units.map(({ unit, gain, lose }) => (
          <li key={unit?.id ?? ""} className={styles.unit}>
            <span className={styles.unitName}>{unit?.title ?? t("impact.elsewhere")}</span>
            <span className={styles.bars} aria-hidden>
              <span className={styles.loseSide}>
                <span className={styles.loseBar} style={share(lose)} />
              </span>
              <span className={styles.gainSide}>
                <span className={styles.gainBar} style={share(gain)} />
              </span>
            </span>
            <span className={styles.unitNumbers}>
              {lose > 0 ? (
                <span className={styles.lose}>{t("impact.loseShort", counted(lose))}</span>
              ) : null}
              {gain > 0 ? (
                <span className={styles.gain}>{t("impact.gainShort", counted(gain))}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
