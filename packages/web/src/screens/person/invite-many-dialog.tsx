/** First passwords for many people at once: each is issued by itself, and all stand in one file that is made here only. */
import { DownloadOutlined } from "@ant-design/icons";
import type { Row } from "@latchkey/server/contract";
import { Alert, App, Button, Modal, Progress } from "antd";
import { useRef, useState } from "react";
import { call } from "../../api.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { saveCsv } from "../../parts/save-csv.ts";
import { titleOf, useObject, useSession } from "../../session/session.tsx";
import styles from "./person.module.css";

interface InviteManyProps {
  readonly people: readonly Row[];
  close(): void;
}

interface Issued {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface Refused {
  readonly name: string;
  readonly reason: string;
}

type Outcome = Issued | Refused;
type State = "asked" | "running" | "over";

export function InviteManyDialog({ people, close }: InviteManyProps) {
  const t = useT();
  const { me } = useSession();
  const { modal } = App.useApp();
  // Whoever issues themselves a password is signed out in the middle of it.
  const others = people.filter(({ id }) => id !== me.person.id);
  const issuing = useIssuing(others);
  const { outcomes, state } = issuing;
  const issued = outcomes.filter((one) => "password" in one);
  const refused = outcomes.filter((one) => "reason" in one);
  const leave = async () => {
    if (state === "running") return issuing.stop();
    const isSure =
      issued.length === 0 ||
      issuing.isSaved ||
      (await modal.confirm({
        title: t("invite.unsaved"),
        okText: t("invite.discard"),
        cancelText: t("form.stay"),
      }));
    if (isSure) close();
  };
  return (
    <Modal
      open
      title={
        state === "asked"
          ? t("invite.manyTitle", { count: others.length })
          : t("invite.done", { done: issued.length })
      }
      mask={{ closable: false }}
      onCancel={() => void leave()}
      footer={
        <>
          <Button onClick={() => void leave()}>{t(LEAVING[state])}</Button>
          {state === "asked" ? (
            <Button
              type="primary"
              disabled={others.length === 0}
              onClick={() => void issuing.start()}
            >
              {t("invite.start")}
            </Button>
          ) : null}
          {state === "over" && issued.length > 0 ? (
            <Button
              type="primary"
              icon={<DownloadOutlined aria-hidden />}
              onClick={() => issuing.save(issued)}
            >
              {t("invite.file")}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{t("invite.manyBody")}</p>
      {others.length < people.length ? <p className="muted">{t("invite.self")}</p> : null}
      {state === "asked" ? null : <HowFar done={outcomes.length} count={others.length} />}
      {refused.length > 0 ? <LeftOut refused={refused} /> : null}
    </Modal>
  );
}

/** What the button that leads out says. */
const LEAVING: Readonly<Record<State, MessageKey>> = {
  asked: "form.cancel",
  running: "invite.stop",
  over: "action.close",
};

function HowFar({ done, count }: { done: number; count: number }) {
  const t = useT();
  return (
    <div aria-live="polite">
      <Progress
        aria-label={t("invite.many")}
        percent={Math.round((100 * done) / count)}
        showInfo={false}
      />
      <p>{t("invite.progress", { done, count })}</p>
    </div>
  );
}

function LeftOut({ refused }: { refused: readonly Refused[] }) {
  const t = useT();
  return (
    <Alert
      type="warning"
      showIcon
      title={t("invite.failed", { count: refused.length })}
      description={
        <ul className={styles.refused}>
          {refused.map(({ name, reason }, index) => (
            <li key={index}>
              {name}: {reason}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** One after the other, so that it can be stopped: whoever has a password by then keeps it, and it is in the file. */
function useIssuing(people: readonly Row[]) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const person = useObject("person");
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [state, setState] = useState<State>("asked");
  const [isSaved, setSaved] = useState(false);
  const isStopped = useRef(false);
  const issue = async ({ id, values }: Row): Promise<Outcome> => {
    const name = titleOf(person, values);
    try {
      const invitation = await call<Omit<Issued, "name">>("person", "invite", { id });
      return { name, ...invitation };
    } catch (problem) {
      return { name, reason: describe(problem) };
    }
  };
  return {
    outcomes,
    state,
    isSaved,
    stop: () => {
      isStopped.current = true;
    },
    async start() {
      setState("running");
      for (const row of people) {
        if (isStopped.current) break;
        const outcome = await issue(row);
        setOutcomes((before) => [...before, outcome]);
      }
      setState("over");
    },
    save(issued: readonly Issued[]) {
      saveCsv(t("invite.fileName"), [
        [text(person?.label), t("signIn.email"), t("signIn.password"), t("invite.address")],
        ...issued.map(({ name, email, password }) => [
          name,
          email,
          password,
          window.location.origin,
        ]),
      ]);
      setSaved(true);
    },
  };
}
