/** What changed in one's rights, and what ends before long: nobody should find out at a closed door. */
import type { MyRights } from "@latchkey/server/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { serverNow } from "../../clock.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Block } from "./block.tsx";
import styles from "./workbench.module.css";

const SOON_MILLISECONDS = 30 * 86_400_000;
const SHOWN = 3;

export function RightsNews({ query }: { query: UseQueryResult<MyRights> }) {
  const t = useT();
  return (
    <Block
      title={t("workbench.rights")}
      extra={<Link to="/me/rights">{t("workbench.allRights")}</Link>}
      query={query}
      lines={3}
    >
      {(rights) => <News rights={rights} />}
    </Block>
  );
}

function News({ rights: { assignments, changes } }: { rights: MyRights }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const ending = assignments.filter(
    ({ state, until }) =>
      state === "live" && until !== null && Date.parse(until) < serverNow() + SOON_MILLISECONDS,
  );
  if (ending.length + changes.length === 0)
    return <p className={styles.quiet}>{t("rights.noChanges")}</p>;
  return (
    <ul className={styles.news}>
      {ending.map(({ id, role, unit, until }) => (
        <li key={id}>
          <time className={styles.overdue} dateTime={until!} title={format.absolute(until!)}>
            {t("workbench.ends", { time: format.relative(until!) })}
          </time>
          <div>
            {text(role.name)}
            {unit ? <span className="muted"> · {unit.name}</span> : null}
          </div>
        </li>
      ))}
      {changes.slice(0, SHOWN).map((change) => (
        <li key={`${change.at} ${text(change.sentence)}`}>
          <time className="faint" dateTime={change.at} title={format.absolute(change.at)}>
            {format.relative(change.at)}
          </time>
          <div>{text(change.sentence)}</div>
        </li>
      ))}
    </ul>
  );
}
