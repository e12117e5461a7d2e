/** What the policy promises, as tests that anybody can read; a red one blocks publishing (R145). */
import { PlayCircleOutlined, PlusOutlined } from "@ant-design/icons";
import type { PolicyTest, PolicyTestsReply } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Switch } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { policyTestsQuery } from "../../queries/policy.ts";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { MissingTests } from "./missing-tests.tsx";
import { TestDrawer, type EditedTest } from "./test-drawer.tsx";
import { TestRow } from "./test-row.tsx";
import { TestCounts } from "./test-counts.tsx";
import { outcomeOf } from "./test-words.ts";
import styles from "./policy-tests.module.css";

export function TestsScreen() {
  const query = useQuery(policyTestsQuery);
  if (query.error && !query.data)
    return <PageFailure problem={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  if (query.data.objects.length === 0) return <NotFound isPage />;
  return <Tests reply={query.data} isRunning={query.isFetching} run={() => void query.refetch()} />;
}

interface TestsProps {
  readonly reply: PolicyTestsReply;
  readonly isRunning: boolean;
  run(): void;
}

function Tests({ reply, isRunning, run }: TestsProps) {
  const t = useT();
  const text = useText();
  const [edited, setEdited] = useState<EditedTest | null>(null);
  const [words, setWords] = useState("");
  const [withArchived, setWithArchived] = useState(false);
  const { tests, missing, mayEdit } = reply;
  const wanted = words.trim().toLowerCase();
  const shown = tests
    .filter(({ isArchived }) => withArchived || !isArchived)
    .filter(({ sentence }) => text(sentence).toLowerCase().includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b));
  return (
    <Page
      title={t("nav.policyTests")}
      intro={t("tests.intro")}
      actions={
        <>
          <Button icon={<PlayCircleOutlined aria-hidden />} loading={isRunning} onClick={run}>
            {t("tests.run")}
          </Button>
          {mayEdit ? (
            <Button
              type="primary"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setEdited({ test: null, isCopy: false })}
            >
              {t("tests.new")}
            </Button>
          ) : null}
        </>
      }
    >
      {missing.length > 0 && mayEdit ? <MissingTests tests={missing} /> : null}
      <Panel>
        <div className={styles.head}>
          <TestCounts tests={tests} />
          <Input.Search
            allowClear
            className={styles.search ?? ""}
            placeholder={t("tests.search")}
            aria-label={t("tests.search")}
            onChange={(event) => setWords(event.target.value)}
          />
          <label className={styles.archived}>
            <Switch size="small" checked={withArchived} onChange={setWithArchived} />
            {t("tests.withArchived")}
          </label>
        </div>
        <ul className={styles.tests}>
          {shown.map((test) => (
            <TestRow key={test.id} test={test} edit={mayEdit ? setEdited : undefined} />
          ))}
        </ul>
        {shown.length === 0 ? <p className="muted">{t("tests.none")}</p> : null}
      </Panel>
      <PolicyBar />
      {edited ? (
        <TestDrawer edited={edited} objects={reply.objects} close={() => setEdited(null)} />
      ) : null}
    </Page>
  );
}

/** What wants a look first. */
function rank(test: PolicyTest): number {
  const state = outcomeOf(test)?.state;
  return state === "red" ? 0 : state === "unanswered" ? 1 : state === "green" ? 2 : 3;
}
