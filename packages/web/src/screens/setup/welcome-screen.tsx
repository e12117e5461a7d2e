/** Where the set-up ends: what there is now, and what comes next. */
import { KeyOutlined, SolutionOutlined, TeamOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { Page, Panel } from "../../parts/page.tsx";
import { useSession } from "../../session/session.tsx";
import { readMade } from "./made.ts";
import styles from "./setup.module.css";

export function WelcomeScreen() {
  const t = useT();
  const format = useFormat();
  const { me } = useSession();
  const made = readMade();
  return (
    <Page title={t("welcome.title", { organisation: me.organisation })}>
      {made ? (
        <Panel title={t("welcome.intro")}>
          <dl className={styles.made}>
            {AMOUNTS.map(([name, words]) => (
              <div key={name}>
                <dt>{t(words)}</dt>
                <dd>{format.number(made[name])}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      ) : null}
      <h2 className={styles.heading}>{t("welcome.next")}</h2>
      <ol className={styles.next}>
        <NextThing
          icon={<TeamOutlined aria-hidden />}
          title={t("welcome.people")}
          words={t("welcome.peopleWords")}
          link={
            <Link to="/o/$object" params={{ object: "person" }}>
              {t("welcome.toPeople")}
            </Link>
          }
        />
        <NextThing
          icon={<SolutionOutlined aria-hidden />}
          title={t("welcome.posting")}
          words={t("welcome.postingWords")}
          link={
            <Link to="/o/$object" params={{ object: "post" }}>
              {t("welcome.toPosts")}
            </Link>
          }
        />
        <NextThing
          icon={<KeyOutlined aria-hidden />}
          title={t("welcome.roles.look")}
          words={t("welcome.rolesWords")}
          link={<Link to="/permissions/roles">{t("welcome.toRoles")}</Link>}
        />
      </ol>
    </Page>
  );
}

const AMOUNTS = [
  ["units", "welcome.units"],
  ["posts", "welcome.posts"],
  ["roles", "welcome.roles"],
  ["fields", "welcome.fields"],
  ["tags", "welcome.tags"],
] as const satisfies readonly (readonly [string, MessageKey])[];

function NextThing(props: { icon: ReactNode; title: string; words: string; link: ReactNode }) {
  const { icon, title, words, link } = props;
  return (
    <li className={styles.nextThing}>
      <span className={styles.nextIcon}>{icon}</span>
      <strong>{title}</strong>
      <span className="muted">{words}</span>
      {link}
    </li>
  );
}
