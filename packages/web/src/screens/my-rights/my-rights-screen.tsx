/** What I am entrusted with, in words: everyone may read their own. */
import type { MyRights } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Collapse, Empty, Skeleton, Tag } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { myRightsQuery } from "../../queries/session.ts";
import { useSession } from "../../session/session.tsx";
import { GrantList } from "./grant-list.tsx";
import { ClassList } from "./class-list.tsx";
import styles from "./my-rights.module.css";
import { WINDOW_WORDS, type WindowState } from "../../parts/rights-words.ts";

type MyAssignment = MyRights["assignments"][number];

const STATE_COLORS: Readonly<Record<WindowState, string>> = {
  live: "green",
  future: "gold",
  ended: "default",
};

export function MyRightsScreen() {
  const t = useT();
  const { me } = useSession();
  const rights = useQuery(myRightsQuery);
  if (rights.error && !rights.data) {
    return <PageFailure problem={rights.error} retry={() => void rights.refetch()} />;
  }
  return (
    <Page title={t("who.rights")} intro={t("rights.intro", { name: me.person.name })}>
      {rights.data ? <Rights rights={rights.data} /> : <Skeleton active paragraph={{ rows: 8 }} />}
    </Page>
  );
}

function Rights({ rights }: { rights: MyRights }) {
  const t = useT();
  return (
    <div className={styles.columns}>
      <div>
        {rights.assignments.length === 0 ? (
          <Panel>
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("rights.none")} />
          </Panel>
        ) : null}
        {rights.assignments.map((assignment) => (
          <AssignmentCard key={assignment.id} assignment={assignment} />
        ))}
      </div>
      <Panel title={t("rights.changes")}>
        <Changes changes={rights.changes} />
      </Panel>
    </div>
  );
}

function AssignmentCard({ assignment }: { assignment: MyAssignment }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { role, unit, from, until, because, state } = assignment;
  return (
    <Panel
      title={
        <>
          {text(role.name)}
          {unit ? <span className="muted"> · {unit.name}</span> : null}
        </>
      }
      extra={<Tag color={STATE_COLORS[state]}>{t(WINDOW_WORDS[state])}</Tag>}
    >
      <p className={styles.duties}>{text(role.duties)}</p>
      <p className="muted">
        {from ? format.absolute(from) : t("window.always")} →{" "}
        {until ? format.absolute(until) : t("window.noEnd")} · {text(because)}
      </p>
      <GrantList grants={assignment.grants} />
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: "classes",
            label: t("classes.title"),
            children: <ClassList classes={assignment.classes} />,
          },
          {
            key: "rules",
            label: t("rights.rules", { count: assignment.rules.length }),
            children: (
              <ol className={styles.rules}>
                {assignment.rules.map((rule) => (
                  <li key={rule.id}>{text(rule.sentence)}</li>
                ))}
              </ol>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Changes({ changes }: { changes: MyRights["changes"] }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  if (changes.length === 0) return <p className="faint">{t("rights.noChanges")}</p>;
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={`${change.at}-${text(change.sentence)}`}>
          <time className="faint" dateTime={change.at} title={format.absolute(change.at)}>
            {format.relative(change.at)}
          </time>
          <div>{text(change.sentence)}</div>
        </li>
      ))}
    </ul>
  );
}
