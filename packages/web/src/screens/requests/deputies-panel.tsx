/** Who decides for me while I am away. */
import type { RequestsReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { Panel } from "../../parts/page.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import styles from "./requests.module.css";

export function DeputiesPanel({ deputies }: Pick<RequestsReply, "deputies">) {
  const t = useT();
  const format = useFormat();
  const end = useMutation({
    mutationFn: (id: string) => call("request", "endDeputy", { id }),
    onSettled: () => invalidateEverything(),
  });
  return (
    <Panel title={t("requests.deputies")}>
      <p className="muted">{t("requests.deputiesIntro")}</p>
      <FailureAlert problem={end.error} />
      <ul className={styles.list}>
        {deputies.map(({ id, deputy, until }) => (
          <li key={id} className={styles.actions}>
            {t("requests.deputyLine", {
              person: deputy.title ?? t("history.somebody"),
              time: format.absolute(until),
            })}
            <Button size="small" loading={end.isPending} onClick={() => end.mutate(id)}>
              {t("requests.deputyEnd")}
            </Button>
          </li>
        ))}
      </ul>
      <NameDeputy />
    </Panel>
  );
}

function NameDeputy() {
  const t = useT();
  const [deputy, setDeputy] = useState<unknown>(null);
  const [until, setUntil] = useState<string | null>(null);
  const name = useMutation({
    mutationFn: () => call("request", "nameDeputy", { deputy, until }),
    onSuccess: () => {
      setDeputy(null);
      setUntil(null);
      return invalidateEverything();
    },
  });
  return (
    <Form layout="vertical" className={styles.deputy ?? ""}>
      <FailureAlert problem={name.error} />
      <Form.Item label={t("requests.deputyName")}>
        <RecordSelect
          target="person"
          aria-label={t("requests.deputyName")}
          value={deputy}
          onChange={setDeputy}
          placeholder={t("share.choose")}
        />
      </Form.Item>
      <Form.Item label={t("requests.deputyUntil")}>
        <Moment aria-label={t("requests.deputyUntil")} value={until} onChange={setUntil} />
      </Form.Item>
      <Button disabled={!deputy || !until} loading={name.isPending} onClick={() => name.mutate()}>
        {t("requests.deputyAdd")}
      </Button>
    </Form>
  );
}
