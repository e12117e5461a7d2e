/** The last step, and whose turn it is: submit, or approve and publish, or return with a remark. */
import type { PolicyDraft, PolicyDraftReply } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { useSession } from "../../session/session.tsx";
import { ScheduleButton } from "./schedule-dialog.tsx";
import { Scheduled } from "./scheduled.tsx";
import { usePolicyCommand } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

interface PublishProps {
  readonly reply: PolicyDraftReply;
  readonly draft: PolicyDraft;
}

export function PublishPanel({ reply, draft }: PublishProps) {
  const t = useT();
  const text = useText();
  const isSubmitted = draft.state === "submitted";
  const { schedule, held } = draft;
  return (
    <Panel title={isSubmitted ? t("policy.approveTitle") : t("policy.publishTitle")}>
      <div className={styles.act}>
        {draft.remark ? (
          <Alert type="info" showIcon title={t("policy.returned")} description={draft.remark} />
        ) : null}
        {held ? (
          <Alert type="warning" showIcon title={t("schedule.held")} description={text(held)} />
        ) : null}
        {schedule ? (
          <Scheduled reply={reply} draft={draft} schedule={schedule} />
        ) : isSubmitted ? (
          <Submitted reply={reply} draft={draft} />
        ) : (
          <Open reply={reply} draft={draft} />
        )}
      </div>
    </Panel>
  );
}

function Open({ reply: { fourEyes, may }, draft }: PublishProps) {
  const t = useT();
  const navigate = useNavigate();
  const [note, setNote] = useState(draft.note ?? "");
  const submit = usePolicyCommand("submit", "policy.submitted");
  const publish = usePolicyCommand("publish", "policy.published", () => {
    void navigate({ to: "/permissions/versions" });
  });
  const body = { version: draft.version, note };
  const canPublish = may.publish && !fourEyes.isNeeded;
  return (
    <>
      <p className="muted">
        {fourEyes.isNeeded
          ? fourEyes.others === 0
            ? t("policy.nobodyElse")
            : t("policy.needsSecond", { count: fourEyes.others })
          : t("policy.needsNobody")}
      </p>
      <Input.TextArea
        value={note}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={t("policy.notePlaceholder")}
        aria-label={t("policy.note")}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={styles.actButtons}>
        {canPublish ? (
          <>
            <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate(body)}>
              {t("policy.publish")}
            </Button>
            <ScheduleButton draft={draft} note={note} label="schedule.open" />
          </>
        ) : may.submit ? (
          <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate(body)}>
            {t("policy.submit")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Submitted({ reply: { fourEyes, may }, draft }: PublishProps) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { me } = useSession();
  const [remark, setRemark] = useState("");
  const isMine = draft.submittedBy?.id === me.person.id;
  const giveBack = usePolicyCommand("return", isMine ? "policy.withdrawn" : "policy.givenBack");
  const publish = usePolicyCommand("publish", "policy.published", () => {
    void navigate({ to: "/permissions/versions" });
  });
  const canPublish = may.publish && !(isMine && fourEyes.isNeeded);
  return (
    <>
      <p className="muted">
        {t("policy.submittedBy", {
          person: draft.submittedBy?.title ?? t("history.somebody"),
          time: draft.submittedAt ? format.relative(draft.submittedAt) : "",
        })}
        {isMine && fourEyes.isNeeded ? ` ${t("policy.waits", { count: fourEyes.others })}` : ""}
      </p>
      {draft.note ? <p className={styles.versionNote}>{draft.note}</p> : null}
      {isMine || !may.publish ? null : (
        <Input.TextArea
          value={remark}
          maxLength={2000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          placeholder={t("policy.remarkPlaceholder")}
          aria-label={t("policy.remark")}
          onChange={(event) => setRemark(event.target.value)}
        />
      )}
      <div className={styles.actButtons}>
        {canPublish ? (
          <>
            <Button
              type="primary"
              loading={publish.isPending}
              onClick={() => publish.mutate({ version: draft.version })}
            >
              {t("policy.approve")}
            </Button>
            <ScheduleButton draft={draft} label="schedule.open" />
          </>
        ) : null}
        {isMine || may.publish ? (
          <Button
            loading={giveBack.isPending}
            onClick={() => giveBack.mutate({ version: draft.version, remark })}
          >
            {isMine ? t("policy.withdraw") : t("policy.return")}
          </Button>
        ) : null}
      </div>
    </>
  );
}
