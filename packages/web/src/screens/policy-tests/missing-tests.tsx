/** Tests that are shipped with the roles and are younger than the organisation: how each would stand, and the way in (R145). */
import type { PolicyTest, TestsAdded } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { TestRow } from "./test-row.tsx";
import { outcomeOf } from "./test-words.ts";
import styles from "./policy-tests.module.css";

export function MissingTests({ tests }: { readonly tests: readonly PolicyTest[] }) {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const adding = useMutation({
    mutationFn: (some: readonly PolicyTest[]) =>
      call<TestsAdded>("policyTest", "addShipped", { ids: some.map(({ id }) => id) }),
    onSuccess: async ({ added }) => {
      await invalidateEverything();
      void message.success(t("tests.added", { count: added.length }));
    },
    onError: (problem) => tell(problem),
  });
  const green = tests.filter((test) => outcomeOf(test)?.state === "green");
  const others = tests.filter((test) => !green.includes(test));
  return (
    <Panel title={t("tests.missingTitle", { count: tests.length })}>
      <p className="muted">{t("tests.missingIntro")}</p>
      {green.length > 0 ? (
        <Button type="primary" loading={adding.isPending} onClick={() => adding.mutate(green)}>
          {t("tests.addPassing", { count: green.length })}
        </Button>
      ) : null}
      {green.length > 0 ? (
        <details className={styles.which}>
          <summary>{t("tests.whichPassing")}</summary>
          <Rows tests={green} />
        </details>
      ) : null}
      <Rows tests={others} add={(test) => adding.mutate([test])} />
    </Panel>
  );
}

interface RowsProps {
  readonly tests: readonly PolicyTest[];
  /** Absent: they are added all at once. */
  readonly add?: (test: PolicyTest) => void;
}

function Rows({ tests, add }: RowsProps) {
  return (
    <ul className={styles.tests}>
      {tests.map((test) => (
        <TestRow key={test.id} test={test} {...(add ? { add: () => add(test) } : {})} />
      ))}
    </ul>
  );
}
