/** What posts bring by their templates, and the posts that deviate: each difference in words, realigned in one action (R166). */
import type { DeviatingPost, DeviationsReply } from "@latchkey/server/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Checkbox, Empty, Segmented, Tag } from "antd";
import { useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { deviationsQuery } from "../../queries/groups.ts";
import { Lines } from "../policy/difference.tsx";
import { AcceptedBar } from "./accepted-bar.tsx";
import { RealignBar } from "./realign-bar.tsx";
import styles from "./templates.module.css";

export function TemplatesScreen() {
  const t = useT();
  const [template, setTemplate] = useState<string | null>(null);
  const [isAccepted, setAccepted] = useState(false);
  const query = useInfiniteQuery(deviationsQuery(template, isAccepted));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  const first = query.data?.pages[0];
  const chooseWhich = (next: boolean) => {
    setAccepted(next);
    setChosen([]);
  };
  const choose = (next: string | null) => {
    setTemplate(next);
    setChosen([]);
  };
  return (
    <Page title={t("nav.templates")} intro={t("templates.intro")}>
      {query.data && first ? (
        <>
          <Panel title={t("templates.title")}>
            <Templates templates={first.templates} chosen={template} choose={choose} />
          </Panel>
          <Panel
            title={t(isAccepted ? "templates.accepted" : "templates.deviating", {
              count: first.total,
            })}
            extra={<Which isAccepted={isAccepted} choose={chooseWhich} />}
          >
            <Deviating
              isAccepted={isAccepted}
              posts={query.data.pages.flatMap(({ posts }) => posts)}
              chosen={chosen}
              choose={setChosen}
            />
            <MoreButton query={query} />
          </Panel>
        </>
      ) : (
        <PageSkeleton />
      )}
      {isAccepted ? (
        <AcceptedBar chosen={chosen} clear={() => setChosen([])} />
      ) : (
        <RealignBar
          template={template}
          total={first?.total ?? 0}
          chosen={chosen}
          clear={() => setChosen([])}
        />
      )}
    </Page>
  );
}

interface WhichProps {
  readonly isAccepted: boolean;
  choose(isAccepted: boolean): void;
}

function Which({ isAccepted, choose }: WhichProps) {
  const t = useT();
  return (
    <Segmented
      value={isAccepted}
      options={[
        { value: false, label: t("templates.deviatingTab") },
        { value: true, label: t("templates.acceptedTab") },
      ]}
      onChange={choose}
    />
  );
}

interface TemplatesProps {
  readonly templates: DeviationsReply["templates"];
  readonly chosen: string | null;
  choose(template: string | null): void;
}

/** The role that is a template has a page of its own; what is edited there waits in the draft. */
function Templates({ templates, chosen, choose }: TemplatesProps) {
  const t = useT();
  const text = useText();
  if (templates.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("templates.none")} />;
  return (
    <ul className={styles.templates}>
      {templates.map(({ template, posts, deviating }) => (
        <li key={template.id}>
          <Link to="/permissions/roles/$role" params={{ role: template.id }}>
            {text(template.name)}
          </Link>
          <span className="muted">{t("templates.posts", { count: posts })}</span>
          {deviating > 0 || chosen === template.id ? (
            <Button
              size="small"
              type={chosen === template.id ? "primary" : "default"}
              aria-pressed={chosen === template.id}
              onClick={() => choose(chosen === template.id ? null : template.id)}
            >
              {t("templates.deviate", { count: deviating })}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface DeviatingProps {
  readonly isAccepted: boolean;
  readonly posts: readonly DeviatingPost[];
  readonly chosen: readonly string[];
  choose(ids: readonly string[]): void;
}

function Deviating({ isAccepted, posts, chosen, choose }: DeviatingProps) {
  const t = useT();
  const text = useText();
  const nothing = t(isAccepted ? "templates.nothingAccepted" : "templates.nobody");
  if (posts.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing} />;
  const isChosen = new Set(chosen);
  return (
    <ul className={styles.deviating}>
      {posts.map(({ id, title, template, unit, person, differences, accepted }) => (
        <li key={id}>
          <Checkbox
            checked={isChosen.has(id)}
            aria-label={t("templates.choose", { post: title ?? "", unit: unit?.title ?? "" })}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          <div>
            <p className={styles.who}>
              <Link to="/o/$object/$id" params={{ object: "post", id }}>
                {unit?.title ?? "—"} · {title ?? "—"}
              </Link>
              <span>{person ? (person.title ?? "—") : t("templates.vacant")}</span>
              <Tag>{text(template.name)}</Tag>
            </p>
            <Lines lines={differences} />
            {accepted ? <Accepted of={accepted} /> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Accepted({ of: { reason, by, at } }: { of: NonNullable<DeviatingPost["accepted"]> }) {
  const t = useT();
  const format = useFormat();
  const words = { person: by.title ?? t("history.somebody"), date: format.absolute(at), reason };
  return <p className="muted">{t("templates.acceptedBy", words)}</p>;
}
