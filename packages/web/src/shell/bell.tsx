import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../i18n/index.ts";
import { unreadQuery } from "../queries/inbox.ts";
import styles from "./shell.module.css";

const MOST_SHOWN = 99;

export function Bell() {
  const t = useT();
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  return (
    <Link
      to="/inbox"
      className={styles.bell}
      aria-label={unread > 0 ? t("inbox.unread", { count: unread }) : t("inbox.title")}
      title={t("inbox.title")}
    >
      <BellOutlined aria-hidden />
      {unread > 0 ? (
        <span className={styles.bellCount} aria-hidden>
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      ) : null}
    </Link>
  );
}
