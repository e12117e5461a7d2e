import type { PolicyDraft, PolicyDraftReply } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import { ScheduleButton } from "./schedule-dialog.tsx";
import { usePolicyCommand } from "./use-policy-command.tsx";
import styles from "./policy.module.css";

interface ScheduledProps {
  readonly reply: PolicyDraftReply;
  readonly draft: PolicyDraft;
  readonly schedule: NonNullable<PolicyDraft["schedule"]>;
}

/** When the draft is published by itself, and the ways to have it otherwise. */
export function Scheduled({ reply: { fourEyes, may }, draft, schedule }: ScheduledProps) {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const { me } = useSession();
  const isMine = draft.submittedBy?.id === me.person.id;
  const cancel = usePolicyCommand("unschedule", "schedule.cancelled");
  const withdraw = usePolicyCommand("return", "policy.withdrawn");
  const publish = usePolicyCommand("publish", "policy.published", () => {
    void navigate({ to: "/permissions/versions" });
  });
  const { version } = draft;
  const person = schedule.by.title ?? t("history.somebody");
  return (
    <>
      <p>
        {t("schedule.by", { person, time: format.absolute(schedule.at), zone: me.zone })}{" "}
        <span className="muted">{t("schedule.until")}</span>
      </p>
      {draft.note ? <p className={styles.versionNote}>{draft.note}</p> : null}
      <div className={styles.actButtons}>
        {may.publish ? (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate({ version })}>
            {t("schedule.cancel")}
          </Button>
        ) : isMine ? (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ version })}>
            {t("policy.withdraw")}
          </Button>
        ) : null}
        {may.publish && !(isMine && fourEyes.isNeeded) ? (
          <>
            <ScheduleButton draft={draft} label="schedule.move" />
            <Button loading={publish.isPending} onClick={() => publish.mutate({ version })}>
              {t("schedule.now")}
            </Button>
          </>
        ) : null}
      </div>
    </>
  );
}
