import { ClockCircleOutlined, IdcardOutlined } from "@ant-design/icons";
import type { Me } from "@latchkey/server/contract";
import { Link } from "@tanstack/react-router";
import { Popover } from "antd";
import { Fragment } from "react";
import { serverNow } from "../clock.ts";
import { useFormat } from "../format/use-format.ts";
import { useT, useText } from "../i18n/index.ts";
import { Countdown } from "../parts/countdown.tsx";
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
  const ending = nextEnding(me.sandboxes);
  return (
    <Popover trigger="click" placement="bottomRight" destroyOnHidden content={<WhoCard />}>
      <button
        type="button"
        className={styles.chip}
        title={t("who.label", { posts: posts.join(t("words.and")) })}
      >
        <IdcardOutlined aria-hidden />
        <span className={styles.chipWords}>{isNarrow ? posts[0] : posts.join(t("words.and"))}</span>
        {ending ? (
          <span className={styles.chipEnding}>
            <ClockCircleOutlined aria-hidden /> <Countdown until={ending.until} />
          </span>
        ) : null}
        {me.unit && !isNarrow ? <span className={styles.chipUnit}>{me.unit.name}</span> : null}
      </button>
    </Popover>
  );
}

/** The one of those in force that ends first. */
function nextEnding(sandboxes: Me["sandboxes"]): Me["sandboxes"][number] | undefined {
  return sandboxes
    .filter(({ from }) => Date.parse(from) <= serverNow())
    .toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until))[0];
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
        {me.sandboxes.map(({ id, name, from, until }) => (
          <Fragment key={id}>
            <dt>{name}</dt>
            <dd>
              {Date.parse(from) > serverNow() ? (
                t("who.begins", { when: format.absolute(from) })
              ) : (
                <Countdown until={until} />
              )}
            </dd>
          </Fragment>
        ))}
        {me.until && me.sandboxes.length === 0 ? (
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
