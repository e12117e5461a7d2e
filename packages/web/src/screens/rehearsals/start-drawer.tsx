/** A round set up: for each role that the draft touches, who represents it and what they are to try. */
import type { RehearsalInput, RehearsalsReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Drawer, Form, InputNumber } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { invalidateEverything } from "../../queries/query-client.ts";
import { Problems } from "../../parts/problems.tsx";
import { PartFields, type PartForm } from "./part-fields.tsx";
import styles from "./rehearsals.module.css";

interface StartDrawerProps {
  readonly reply: RehearsalsReply;
  /** Of the draft. */
  readonly version: number;
  close(): void;
}

const DAYS = 7;

export function StartDrawer({ reply, version, close }: StartDrawerProps) {
  const t = useT();
  const { message } = App.useApp();
  const [days, setDays] = useState(DAYS);
  const [parts, setParts] = useState<readonly PartForm[]>(() =>
    reply.roles.map(({ role, tasks }) => ({ role, people: [], tasks })),
  );
  const start = useMutation({
    mutationFn: () =>
      call("rehearsal", "start", {
        version,
        days,
        // A role that nobody represents takes no part.
        parts: parts.filter(({ people }) => people.length > 0),
      } satisfies RehearsalInput),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("rehearsal.started"));
      close();
    },
  });
  const put = (part: PartForm) =>
    setParts(parts.map((one) => (one.role === part.role ? part : one)));
  const first = reply.roles.find(({ holders }) => holders > 0)?.role;
  return (
    <Drawer
      open
      size={640}
      title={t("rehearsal.start")}
      onClose={close}
      footer={
        <div className={styles.footer}>
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
            {t("rehearsal.submit")}
          </Button>
        </div>
      }
    >
      <p>{t("rehearsal.intro")}</p>
      {reply.rounds.some(({ endedAt }) => endedAt === null) ? (
        <p className="muted">{t("rehearsal.endsOthers")}</p>
      ) : null}
      <Form layout="vertical" component="div">
        {reply.roles.map((role, index) => (
          <PartFields
            key={role.role}
            role={role}
            part={parts[index]!}
            isFirst={role.role === first}
            put={put}
          />
        ))}
        <Form.Item label={t("rehearsal.days")} htmlFor="rehearsal-days">
          <InputNumber
            id="rehearsal-days"
            autoFocus={first === undefined}
            min={1}
            max={30}
            precision={0}
            value={days}
            onChange={(value) => setDays(value ?? DAYS)}
          />
        </Form.Item>
      </Form>
      {start.error ? <Problems problem={start.error} /> : null}
    </Drawer>
  );
}
