/** On the draft's review: how the tests stand by the draft, and why each red one is red. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useT } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { policyTestsQuery } from "../../queries/policy.ts";
import { TestCounts } from "./test-counts.tsx";
import { TestRow } from "./test-row.tsx";
import { outcomeOf } from "./test-words.ts";
import styles from "./policy-tests.module.css";

export function DraftTests() {
  const t = useT();
  const query = useQuery(policyTestsQuery);
  const tests = query.data?.tests ?? [];
  const red = tests.filter((test) => outcomeOf(test)?.state === "red");
  return (
    <Panel
      title={t("tests.inDraftTitle")}
      extra={<Link to="/permissions/tests">{t("nav.policyTests")}</Link>}
    >
      {query.error && !query.data ? (
        <Failure problem={query.error} retry={() => void query.refetch()} />
      ) : null}
      {query.isPending ? <Skeleton active paragraph={{ rows: 1 }} /> : <TestCounts tests={tests} />}
      {red.length > 0 ? (
        <>
          <p className={styles.red}>{t("tests.blocks")}</p>
          <ul className={styles.tests}>
            {red.map((test) => (
              <TestRow key={test.id} test={test} />
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  );
}
