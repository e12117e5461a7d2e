/** Who is on the phone (R168): found by what they say of themselves, wherever they belong, and in hand for a while. */
import type { LookUpReply, LookUpRequest } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { invalidateRecords } from "../../queries/query-client.ts";
import { titleOf, useObject } from "../../session/session.tsx";
import { NavigationIcon } from "../../shell/navigation-icon.tsx";
import { WhyRefused } from "../../why/why-refused.tsx";
import styles from "./workbench.module.css";

const WAYS = ["name", "order"] as const;
type Way = (typeof WAYS)[number];

/** From then on it is said how many are left. */
const FEW = 10;

export function LookUp() {
  const t = useT();
  const [way, setWay] = useState<Way>("name");
  const describe = useFailureText();
  const find = useMutation({
    mutationFn: (asked: LookUpRequest) => call<LookUpReply>("customer", "lookUp", asked),
    onSuccess: () => invalidateRecords("customer"),
  });
  return (
    <Panel title={t("lookUp.title")}>
      <Segmented<Way>
        block
        className={styles.lookUpWay ?? ""}
        value={way}
        onChange={(next) => {
          setWay(next);
          find.reset();
        }}
        options={WAYS.map((value) => ({
          value,
          label: t(value === "name" ? "lookUp.byName" : "lookUp.byOrder"),
        }))}
      />
      <Question key={way} way={way} isBusy={find.isPending} ask={(asked) => find.mutate(asked)} />
      <div role="status" className={styles.lookedUp}>
        {find.error ? (
          <Alert
            type="error"
            showIcon
            title={describe(find.error)}
            action={<WhyRefused problem={find.error} />}
          />
        ) : null}
        {find.data ? <Found reply={find.data} way={way} /> : null}
      </div>
    </Panel>
  );
}

interface QuestionProps {
  readonly way: Way;
  readonly isBusy: boolean;
  ask(asked: LookUpRequest): void;
}

function Question({ way, isBusy, ask }: QuestionProps) {
  const t = useT();
  const required = { required: true, whitespace: true, message: t("form.required") };
  // Named, or its fields would have the ids of those of a form that opens over it.
  return (
    <Form<LookUpRequest> name="lookUp" layout="vertical" requiredMark={false} onFinish={ask}>
      {way === "name" ? (
        <>
          <Form.Item name="name" label={t("lookUp.name")} rules={[required]}>
            <Input autoComplete="off" maxLength={100} />
          </Form.Item>
          <Form.Item
            name="digits"
            label={t("lookUp.digits")}
            rules={[{ required: true, pattern: /^\s*\d{4}\s*$/, message: t("lookUp.digitsWrong") }]}
          >
            <Input autoComplete="off" inputMode="numeric" maxLength={6} />
          </Form.Item>
        </>
      ) : (
        <Form.Item name="order" label={t("lookUp.order")} rules={[required]}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
      )}
      <Button htmlType="submit" block loading={isBusy}>
        {t("lookUp.find")}
      </Button>
    </Form>
  );
}

function Found({ reply: { rows, left, until }, way }: { reply: LookUpReply; way: Way }) {
  const t = useT();
  const format = useFormat();
  const object = useObject("customer");
  return (
    <>
      {rows.length > 0 && object ? (
        <>
          <ul className={styles.rows}>
            {rows.map((row) => (
              <li key={row.id}>
                <Link
                  to="/o/$object/$id"
                  params={{ object: "customer", id: row.id }}
                  className={styles.recent}
                >
                  <NavigationIcon object="customer" />
                  <span className={styles.recentTitle}>{titleOf(object, row.values)}</span>
                  <span className="faint">{String(row.values["phone"] ?? "")}</span>
                </Link>
              </li>
            ))}
          </ul>
          {until ? (
            <p className="muted">{t("lookUp.until", { time: format.clock(until) })}</p>
          ) : null}
        </>
      ) : (
        <p className={styles.quiet}>{t(way === "name" ? "lookUp.noName" : "lookUp.noOrder")}</p>
      )}
      {left < FEW ? <p className="muted">{t("lookUp.left", { count: left })}</p> : null}
    </>
  );
}
