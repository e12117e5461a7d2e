import type { SandboxMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Tag } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Countdown } from "../../parts/countdown.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { useSession } from "../../session/session.tsx";
import { ExtendDialog } from "./extend-dialog.tsx";
import { PeopleIn } from "./people-in.tsx";
import { ACT_WORDS, STATE_COLORS, STATE_WORDS } from "./sandbox-words.ts";
import { TraceDrawer } from "./trace-drawer.tsx";
import styles from "./sandboxes.module.css";

export function SandboxRow({ sandbox }: { sandbox: SandboxMeta }) {
  const t = useT();
  const text = useText();
  const { name, state, sentence, adds, blocks, approvedAt, may } = sandbox;
  const [opened, setOpened] = useState<"trace" | "extend" | null>(null);
  const end = useEnd(sandbox);
  const close = () => setOpened(null);
  return (
    <li className={styles.sandbox}>
      <div className={styles.head}>
        <Tag color={STATE_COLORS[state]}>{t(STATE_WORDS[state])}</Tag>
        <strong className={styles.name}>{name}</strong>
        <When sandbox={sandbox} />
      </div>
      <p className={styles.sentence}>{text(sentence)}</p>
      <div className={styles.marks}>
        {adds.map((act) => (
          <Tag key={act} color="orange">
            + {t(ACT_WORDS[act])}
          </Tag>
        ))}
        {blocks.map((act) => (
          <Tag key={act} className={styles.blocked ?? ""}>
            {t(ACT_WORDS[act])}
          </Tag>
        ))}
      </div>
      <PeopleIn sandbox={sandbox} />
      <About sandbox={sandbox} />
      <div className={styles.buttons}>
        {may.extend && sandbox.extension === null ? (
          <Button size="small" onClick={() => setOpened("extend")}>
            {t("sandboxes.extend")}
          </Button>
        ) : null}
        {may.end ? (
          <Button size="small" danger loading={end.isPending} onClick={() => void end.ask()}>
            {t("sandboxes.end")}
          </Button>
        ) : null}
        {approvedAt !== null ? (
          <Button size="small" onClick={() => setOpened("trace")}>
            {t("sandboxes.trace")}
          </Button>
        ) : null}
      </div>
      {opened === "trace" ? <TraceDrawer sandbox={sandbox} close={close} /> : null}
      {opened === "extend" ? <ExtendDialog sandbox={sandbox} close={close} /> : null}
    </li>
  );
}

function When({ sandbox: { state, from, until } }: { sandbox: SandboxMeta }) {
  const t = useT();
  const format = useFormat();
  return (
    <span className={styles.when}>
      {state === "running" ? <Countdown until={until} /> : null}
      {state === "coming" ? t("sandboxes.begins", { when: format.relative(from) }) : null}
      <span className="muted">
        {t("sandboxes.window", { from: format.absolute(from), until: format.absolute(until) })}
      </span>
    </span>
  );
}

function About({ sandbox }: { sandbox: SandboxMeta }) {
  const t = useT();
  const format = useFormat();
  const { me } = useSession();
  const { owner, approver, reason, endedBy, extension } = sandbox;
  const isMine = approver.id === me.person.id && (sandbox.request !== null || extension !== null);
  const name = (title: string | null) => title ?? t("field.unseenShort");
  return (
    <div className={styles.about}>
      <span>{t("requests.reason", { reason })}</span>
      <span className="muted">
        {t("sandboxes.by", { owner: name(owner.title), approver: name(approver.title) })}
        {endedBy ? ` · ${t("sandboxes.endedBy", { person: name(endedBy.title) })}` : null}
      </span>
      {extension ? (
        <span>{t("sandboxes.extensionWaits", { until: format.absolute(extension.until) })}</span>
      ) : null}
      {isMine ? (
        <Link to="/inbox/requests" search={{}}>
          {t("sandboxes.toRequests")}
        </Link>
      ) : null}
    </div>
  );
}

function useEnd({ id, version, name }: SandboxMeta) {
  const t = useT();
  const tell = useTellFailure();
  const { modal, message } = App.useApp();
  const end = useMutation({
    mutationFn: () => call("sandbox", "end", { id, version }),
    onSuccess: () => void message.success(t("sandboxes.isOver")),
    onError: (problem) => tell(problem),
    onSettled: () => invalidateEverything(),
  });
  const ask = async () => {
    const isSure = await modal.confirm({
      title: t("sandboxes.endTitle", { name }),
      content: t("sandboxes.endBody"),
      okText: t("sandboxes.endNow"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) end.mutate();
  };
  return { ask, isPending: end.isPending };
}
