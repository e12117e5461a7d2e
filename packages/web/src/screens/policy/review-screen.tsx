/** What waits, in plain language, with what whoever publishes it should know (R144). */
import type { PolicyDraft, PolicyDraftReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Tag } from "antd";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { policyDraftQuery } from "../../queries/policy.ts";
import { DraftTests } from "../policy-tests/draft-tests.tsx";
import { RehearsalPanel } from "../rehearsals/rehearsal-panel.tsx";
import { ImpactPanel } from "./impact/impact-panel.tsx";
import { ChangePanel } from "./change-panel.tsx";
import { ClassChanges } from "./class-changes.tsx";
import { countOf, FOUR_EYES_WORDS, STATE_COLORS, STATE_WORDS } from "./policy-words.ts";
import { PublishPanel } from "./publish-panel.tsx";
import { ShadowPanel } from "./shadow/shadow-panel.tsx";
import { useTakeBack } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

export function ReviewScreen() {
  const t = useT();
  const query = useQuery(policyDraftQuery);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  const { draft } = query.data;
  if (!draft || countOf(draft) === 0)
    return (
      <Notice
        isPage
        title={t("policy.emptyTitle")}
        words={t("policy.emptyWords")}
        action={<Link to="/permissions/roles">{t("policy.toRoles")}</Link>}
      />
    );
  return <Review reply={query.data} draft={draft} />;
}

function Review({ reply, draft }: { reply: PolicyDraftReply; draft: PolicyDraft }) {
  const t = useT();
  const format = useFormat();
  const { number, state, schedule, restores, changes, classes, fourEyes } = draft;
  const intro =
    restores === null ? t("policy.reviewIntro") : t("policy.restores", { number: restores });
  return (
    <Page
      back={<Link to="/permissions/roles">{t("nav.roles")}</Link>}
      title={t("policy.draftNumber", { number })}
      mark={
        <Tag color={STATE_COLORS[state]}>
          {t(STATE_WORDS[state], { time: schedule ? format.absolute(schedule.at) : "" })}
        </Tag>
      }
      intro={intro}
      actions={
        <>
          <Link to="/permissions/versions">{t("nav.policy")}</Link>
          {reply.may.edit ? <Discard draft={draft} /> : null}
        </>
      }
    >
      <Warnings warnings={draft.warnings} />
      {fourEyes === null ? null : (
        <Panel title={t("policy.eyesTitle")}>{t(FOUR_EYES_WORDS[fourEyes])}</Panel>
      )}
      <ClassChanges changes={classes} canEdit={reply.may.edit} />
      {changes.map((change) => (
        <ChangePanel key={change.role} change={change} canEdit={reply.may.edit} />
      ))}
      <ImpactPanel draft={draft} />
      <ShadowPanel reply={reply} draft={draft} />
      <RehearsalPanel draft={draft} />
      <DraftTests />
      <PublishPanel reply={reply} draft={draft} />
    </Page>
  );
}

function Warnings({ warnings }: { warnings: PolicyDraft["warnings"] }) {
  const t = useT();
  const text = useText();
  if (warnings.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t("policy.warnings", { count: warnings.length })}
      description={
        <ul className={styles.warnings}>
          {warnings.map(({ code, role, sentence }) => (
            <li key={`${code} ${role} ${sentence.zh}`}>{text(sentence)}</li>
          ))}
        </ul>
      }
    />
  );
}

function Discard({ draft: { id, version } }: { draft: PolicyDraft }) {
  const t = useT();
  const takeBack = useTakeBack();
  const discard = () =>
    takeBack(
      "policy.discarded",
      () => call("policyDraft", "discard", { version }),
      () => call("policyDraft", "reopen", { id }),
    );
  return (
    <Button danger onClick={() => void discard()}>
      {t("policy.discard")}
    </Button>
  );
}
