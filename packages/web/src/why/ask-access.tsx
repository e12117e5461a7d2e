/** Where something is refused, it can be asked for: what would suffice, who decides, and for how long (R152). */
import type { RequestProposal } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Form, Input, Select } from "antd";
import { call } from "../api.ts";
import { serverNow } from "../clock.ts";
import { newKey } from "../connection/outbox.ts";
import { useT, useText } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { useNames } from "../parts/use-names.ts";
import { queryClient } from "../queries/query-client.ts";
import styles from "./why.module.css";

interface AskProps {
  /** As it was refused: the act, and what it was to be done to. */
  readonly asked: object;
  /** As it was given already. */
  readonly reason?: string | undefined;
}

export function AskAccess({ asked, reason }: AskProps) {
  const t = useT();
  const describe = useFailureText();
  const propose = useMutation({
    mutationFn: () => call<RequestProposal>("request", "propose", asked),
  });
  if (propose.data) return <AskForm asked={asked} reason={reason} proposal={propose.data} />;
  return (
    <div className={styles.ask} role="status">
      {propose.error ? (
        <span className="muted">{describe(propose.error)}</span>
      ) : (
        <Button size="small" loading={propose.isPending} onClick={() => propose.mutate()}>
          {t("ask.access")}
        </Button>
      )}
    </div>
  );
}

interface Filled {
  readonly reason: string;
  readonly days?: number;
}

const DAYS = [1, 3, 7, 14, 30, 60, 90];
const DAY_MILLISECONDS = 86_400_000;

function AskForm({ asked, reason: given, proposal }: AskProps & { proposal: RequestProposal }) {
  const t = useT();
  const text = useText();
  const names = useNames();
  const describe = useFailureText();
  const { sentence, deciders, days, kind } = proposal;
  const send = useMutation({
    mutationFn: ({ reason, days: chosen }: Filled) => {
      const until = chosen && new Date(serverNow() + chosen * DAY_MILLISECONDS).toISOString();
      return call("request", "create", { ...asked, kind, reason, until }, { key: newKey() });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["inbox"] }),
  });
  if (send.isSuccess) return <Sent />;
  return (
    <Form<Filled>
      className={styles.ask}
      layout="vertical"
      size="small"
      initialValues={{ days: days?.usual, reason: given }}
      onFinish={(filled) => send.mutate(filled)}
    >
      <p>{t("ask.proposal", { what: text(sentence) })}</p>
      <p className="muted">{t("ask.deciders", { people: names(deciders) })}</p>
      <Form.Item
        name="reason"
        label={t("ask.reason")}
        rules={[{ required: true, whitespace: true, message: t("form.required") }]}
      >
        <Input.TextArea
          autoFocus
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={400}
          placeholder={t("ask.reasonHint")}
        />
      </Form.Item>
      {days ? (
        <Form.Item name="days" label={t("ask.days")}>
          <Select
            options={DAYS.filter((count) => count <= days.most).map((count) => ({
              value: count,
              label: t("ask.day", { count }),
            }))}
          />
        </Form.Item>
      ) : null}
      {send.error ? <p className={styles.broken}>{describe(send.error)}</p> : null}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t("ask.send")}
      </Button>
    </Form>
  );
}

function Sent() {
  const t = useT();
  return (
    <div className={styles.ask} role="status">
      {t("ask.sent")}{" "}
      <Link to="/inbox/requests" search={{ which: "mine" }}>
        {t("ask.toMine")}
      </Link>
    </div>
  );
}
