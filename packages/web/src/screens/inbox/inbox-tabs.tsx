/** What concerns me, beside what waits for my word and what I wait for. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "../../i18n/index.ts";
import { requestsQuery } from "../../queries/requests.ts";
import styles from "./inbox.module.css";

export function InboxTabs() {
  const t = useT();
  const waiting = useQuery(requestsQuery("decide")).data?.waiting ?? 0;
  const exact = { exact: true, includeSearch: true };
  return (
    <nav className={styles.tabs} aria-label={t("requests.where")}>
      <Link to="/inbox" activeOptions={{ exact: true, includeSearch: false }}>
        {t("inbox.messages")}
      </Link>
      <Link to="/inbox/requests" search={{}} activeOptions={exact}>
        {t("requests.decide")}
        {waiting > 0 ? <span className={styles.tabCount}>{waiting}</span> : null}
      </Link>
      <Link to="/inbox/requests" search={{ which: "mine" }} activeOptions={exact}>
        {t("requests.mine")}
      </Link>
      <Link to="/inbox/requests" search={{ which: "decided" }} activeOptions={exact}>
        {t("requests.decided")}
      </Link>
    </nav>
  );
}
