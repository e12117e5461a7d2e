/** What anybody may do with any record at any moment, by the policy in force and by its draft, and why (R104, R142). */
import type { AskableReply, SimulationReply } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button, Empty, Form } from "antd";
import { post } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Failure, PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { askableQuery } from "../../queries/policy.ts";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { EMPTY, toQuestion, type TestForm } from "../policy-tests/form-values.ts";
import { WhatFields } from "../policy-tests/what-fields.tsx";
import { WhoFields } from "../policy-tests/who-fields.tsx";
import { WhoseFields } from "../policy-tests/whose-fields.tsx";
import { Verdicts } from "./verdicts.tsx";
import styles from "./simulator.module.css";

export function SimulatorScreen() {
  const query = useQuery(askableQuery);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  if (query.data.objects.length === 0) return <NotFound isPage />;
  return <Simulator objects={query.data.objects} />;
}

const ROUTE = getRouteApi("/permissions/simulator");

function Simulator({ objects }: Pick<AskableReply, "objects">) {
  const t = useT();
  const { person } = ROUTE.useSearch();
  const [form] = Form.useForm<TestForm>();
  const simulation = useMutation({
    mutationFn: (values: TestForm) =>
      post<SimulationReply>("/api/policy/simulate", toQuestion(values)),
  });
  const start: TestForm = { ...EMPTY, of: "self", ...(person ? { kind: "person", person } : {}) };
  return (
    <Page title={t("nav.simulator")} intro={t("simulator.intro")}>
      <div className={styles.desk}>
        <Panel title={t("simulator.question")}>
          <Form<TestForm>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={start}
            onFinish={() => simulation.mutate(form.getFieldsValue(true) as TestForm)}
          >
            <WhoFields form={form} />
            <WhatFields form={form} objects={objects} isQuestion />
            <WhoseFields form={form} objects={objects} />
            <Button type="primary" htmlType="submit" loading={simulation.isPending}>
              {t("simulator.ask")}
            </Button>
          </Form>
        </Panel>
        <div className={styles.side} aria-live="polite">
          {simulation.error ? (
            <Failure problem={simulation.error} />
          ) : simulation.data ? (
            <Verdicts key={simulation.submittedAt} reply={simulation.data} />
          ) : (
            <Panel>
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("simulator.empty")} />
            </Panel>
          )}
        </div>
      </div>
      <PolicyBar />
    </Page>
  );
}
