import type { RecentReply } from "@latchkey/server/contract";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useObject } from "../../session/session.tsx";
import { NavigationIcon } from "../../shell/navigation-icon.tsx";
import { Block } from "./block.tsx";
import styles from "./workbench.module.css";

export function Recent({ query }: { query: UseQueryResult<RecentReply> }) {
  const t = useT();
  return (
    <Block title={t("workbench.recent")} query={query} lines={5}>
      {({ records }) =>
        records.length > 0 ? (
          <ul className={styles.rows}>
            {records.map((record) => (
              <RecentRow key={`${record.object} ${record.id}`} record={record} />
            ))}
          </ul>
        ) : (
          <p className={styles.quiet}>{t("workbench.noRecent")}</p>
        )
      }
    </Block>
  );
}

function RecentRow({ record }: { record: RecentReply["records"][number] }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const object = useObject(record.object);
  if (!object) return null;
  return (
    <li>
      <Link
        to="/o/$object/$id"
        params={{ object: record.object, id: record.id }}
        className={styles.recent}
      >
        <NavigationIcon object={record.object} />
        <span className={styles.recentTitle}>
          {record.title ?? t("workbench.untitled", { object: text(object.label) })}
        </span>
        <span className="faint">{text(object.label)}</span>
        <time className="faint" dateTime={record.at} title={format.absolute(record.at)}>
          {format.relative(record.at)}
        </time>
      </Link>
    </li>
  );
}
