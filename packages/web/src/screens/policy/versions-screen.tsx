/** Every policy there was: what each changed, who published it, and the way back to it (R144). */
import type { FourEyes, PolicyDraftReply, PolicyVersion } from "@latchkey/server/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Popconfirm, Select, Skeleton, Tag } from "antd";
import { useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { Failure, PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { policyDraftQuery, policyVersionQuery, policyVersionsQuery } from "../../queries/policy.ts";
import { rehearsalsQuery } from "../../queries/rehearsals.ts";
import { Rounds } from "../rehearsals/rounds.tsx";
import { ClassDifferences, Differences } from "./difference.tsx";
import { PolicyBar } from "./policy-bar.tsx";
import { PolicyFile } from "./policy-file.tsx";
import { FOUR_EYES_WORDS } from "./policy-words.ts";
import { usePolicyCommand } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

export function VersionsScreen() {
  const t = useT();
  const versions = useInfiniteQuery(policyVersionsQuery);
  const state = useQuery(policyDraftQuery);
  const problem = versions.error ?? state.error;
  if (problem && !(versions.data && state.data))
    return <PageFailure problem={problem} retry={() => void versions.refetch()} />;
  const all = versions.data?.pages.flatMap((page) => page.versions) ?? [];
  if (versions.data && all.length === 0) return <NotFound />;
  return (
    <Page
      title={t("nav.policy")}
      intro={t("policy.versionsIntro")}
      actions={state.data?.may.edit ? <Eyes reply={state.data} /> : null}
    >
      <Panel>
        {versions.data && state.data ? (
          <ul className={styles.versions}>
            {all.map((version) => (
              <Version
                key={version.number}
                version={version}
                isPresent={version.number === state.data.policy}
                canRollBack={state.data.may.edit}
              />
            ))}
          </ul>
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
        <MoreButton query={versions}>{t("policy.older")}</MoreButton>
      </Panel>
      {state.data ? <PolicyFile reply={state.data} /> : null}
      <PolicyBar />
    </Page>
  );
}

/** Itself a part of the policy: what is chosen waits in the draft. */
function Eyes({ reply }: { reply: PolicyDraftReply }) {
  const t = useT();
  const set = usePolicyCommand("setFourEyes", "policy.inDraft");
  const rules: readonly FourEyes[] = ["auto", "always", "never"];
  return (
    <label className={styles.eyes}>
      <span className="muted">{t("policy.eyesTitle")}</span>
      <Select<FourEyes>
        value={reply.draft?.fourEyes ?? reply.fourEyes.rule}
        loading={set.isPending}
        popupMatchSelectWidth={false}
        options={rules.map((value) => ({ value, label: t(FOUR_EYES_WORDS[value]) }))}
        onChange={(fourEyes) => set.mutate({ fourEyes })}
      />
    </label>
  );
}

interface VersionProps {
  readonly version: PolicyVersion;
  readonly isPresent: boolean;
  readonly canRollBack: boolean;
}

function Version({ version, isPresent, canRollBack }: VersionProps) {
  const t = useT();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { number, at, note, restores, scheduledFor, draft } = version;
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <strong>{t("policy.version", { number })}</strong>
        {isPresent ? <Tag color="green">{t("policy.present")}</Tag> : null}
        <span className="muted" title={format.absolute(at)}>
          {format.relative(at)} · <Hands version={version} />
        </span>
        <span className={styles.versionButtons}>
          {number > 1 || !isPresent ? (
            <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t("policy.whatChanged")}
            </Button>
          ) : null}
          {canRollBack && !isPresent ? <RollBack number={number} /> : null}
        </span>
      </div>
      {restores === null ? null : (
        <p className={styles.versionNote}>{t("policy.wentBack", { number: restores })}</p>
      )}
      {scheduledFor === null ? null : (
        <p className={styles.versionNote}>
          {t(isLate(version) ? "schedule.late" : "schedule.onTime", {
            time: format.absolute(scheduledFor),
          })}
        </p>
      )}
      {note ? <p className={styles.versionNote}>{note}</p> : null}
      {isOpen ? <VersionBody number={number} isPresent={isPresent} /> : null}
      {isOpen && draft !== null ? <Rehearsed draft={draft} /> : null}
    </li>
  );
}

const LATE_MS = 60_000;

/** No node was running when it was due. */
const isLate = ({ at, scheduledFor }: PolicyVersion): boolean =>
  scheduledFor !== null && Date.parse(at) - Date.parse(scheduledFor) > LATE_MS;

/** What was tried before it was published; most drafts were not. */
function Rehearsed({ draft }: { draft: number }) {
  const { data } = useQuery(rehearsalsQuery(draft));
  if (!data || data.rounds.length === 0) return null;
  return (
    <div className={styles.versionBody}>
      <Rounds rounds={data.rounds} mayEnd={false} />
    </div>
  );
}

function Hands({ version: { publishedBy, submittedBy } }: { version: PolicyVersion }) {
  const t = useT();
  if (!publishedBy) return <>{t("policy.first")}</>;
  const somebody = t("history.somebody");
  const publisher = publishedBy.title ?? somebody;
  if (!submittedBy || submittedBy.id === publishedBy.id)
    return <>{t("policy.publishedBy", { person: publisher })}</>;
  const submitter = submittedBy.title ?? somebody;
  return <>{t("policy.publishedByTwo", { submitter, publisher })}</>;
}

function RollBack({ number }: { number: number }) {
  const t = useT();
  const navigate = useNavigate();
  const back = usePolicyCommand("rollBack", "policy.inDraft", () => {
    void navigate({ to: "/permissions/draft" });
  });
  return (
    <Popconfirm
      destroyOnHidden
      cancelButtonProps={{ autoFocus: true }}
      title={t("policy.backTitle", { number })}
      description={t("policy.backWords")}
      onConfirm={() => back.mutate({ number })}
    >
      <Button size="small" loading={back.isPending}>
        {t("policy.back")}
      </Button>
    </Popconfirm>
  );
}

function VersionBody({ number, isPresent }: { number: number; isPresent: boolean }) {
  const t = useT();
  const query = useQuery(policyVersionQuery(number));
  if (query.error) return <Failure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton active paragraph={{ rows: 3 }} />;
  const { since, back, classes } = query.data;
  const returning = back.length + classes.back.length;
  return (
    <div className={styles.versionBody}>
      {number > 1 ? (
        <>
          <h3 className={styles.roleName}>{t("policy.since", { number: number - 1 })}</h3>
          {since.length + classes.since.length > 0 ? (
            <>
              <ClassDifferences lines={classes.since} />
              <Differences differences={since} />
            </>
          ) : (
            <p className="muted">{t("policy.rolesSame")}</p>
          )}
        </>
      ) : null}
      {isPresent || returning === 0 ? null : (
        <p className="muted">
          {t("policy.wouldChange", { count: returning })}{" "}
          <Link to="/permissions/roles">{t("nav.roles")}</Link>
        </p>
      )}
    </div>
  );
}
