import { IdcardOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Popover } from "antd";
import { useFormat } from "../format/use-format.ts";
import { useT, useText } from "../i18n/index.ts";
import { takeFocus } from "../parts/take-focus.ts";
import { useNarrow } from "../parts/use-narrow.ts";
import { useSession } from "../session/session.tsx";
import styles from "./shell.module.css";

/** Who I am now: the posts whose rights are in force, and where. */
export function WhoChip() {
  const t = useT();
  const isNarrow = useNarrow();
  const { me } = useSession();
  const posts = usePosts();
  return (
    <Popover trigger="click" placement="bottomRight" destroyOnHidden content={<WhoCard />}>
      <button
        type="button"
        className={styles.chip}
        title={t("who.label", { posts: posts.join(t("words.and")) })}
      >
        <IdcardOutlined aria-hidden />
        <span className={styles.chipWords}>{isNarrow ? posts[0] : posts.join(t("words.and"))}</span>
        {me.unit && !isNarrow ? <span className={styles.chipUnit}>{me.unit.name}</span> : null}
      </button>
    </Popover>
  );
}

function WhoCard() {
  const t = useT();
  const format = useFormat();
  const { me } = useSession();
  const posts = usePosts();
  return (
    <div className={styles.who} ref={takeFocus} tabIndex={-1}>
      <strong>{me.person.name}</strong>
      <span className="muted">{me.person.email}</span>
      <dl className={styles.whoFacts}>
        <dt>{t("who.posts")}</dt>
        <dd>{posts.join(t("words.and"))}</dd>
        <dt>{t("who.unit")}</dt>
        <dd>{me.unit?.name ?? t("who.noUnit")}</dd>
        {me.until ? (
          <>
            <dt>{t("who.until")}</dt>
            <dd title={format.absolute(me.until)}>{format.relative(me.until)}</dd>
          </>
        ) : null}
      </dl>
      <Link to="/me/rights">{t("who.rights")}</Link>
    </div>
  );
}

/** In words, one at least. */
function usePosts(): readonly string[] {
  const t = useT();
  const text = useText();
  const { me } = useSession();
  return me.posts.length > 0 ? me.posts.map(text) : [t("who.noPost")];
}
