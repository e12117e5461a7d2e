import type { PolicyTest, TestOutcome } from "@latchkey/server/contract";
import { Button, Tag } from "antd";
import { call } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTakeBack } from "../policy/use-policy-command.tsx";
import type { EditedTest } from "./test-drawer.tsx";
import { outcomeOf, STATE_COLORS, STATE_WORDS } from "./test-words.ts";
import styles from "./policy-tests.module.css";

interface TestRowProps {
  readonly test: PolicyTest;
  /** Opens the form; absent where nothing is edited. */
  readonly edit?: ((edited: EditedTest) => void) | undefined;
  /** Of one that is shipped and not here. */
  readonly add?: () => void;
}

export function TestRow({ test, edit, add }: TestRowProps) {
  const t = useT();
  const text = useText();
  const { sentence, isShipped, isArchived, now, inDraft } = test;
  const outcome = outcomeOf(test);
  return (
    <li className={styles.test}>
      <span className={styles.state}>
        {outcome ? <State outcome={outcome} /> : <Tag>{t("tests.isArchived")}</Tag>}
      </span>
      <div className={styles.words}>
        <span className={isArchived ? "muted" : undefined}>{text(sentence)}</span>{" "}
        {isShipped ? <Tag variant="filled">{t("tests.isShipped")}</Tag> : null}{" "}
        {now && inDraft && now.state !== inDraft.state ? (
          <Tag>{t("tests.presentIs", { state: t(STATE_WORDS[now.state]) })}</Tag>
        ) : null}
        {outcome?.why ? <p className={styles.why}>{text(outcome.why)}</p> : null}
      </div>
      {edit ? <TestButtons test={test} edit={edit} /> : null}
      {add ? (
        <Button size="small" className={styles.add} onClick={add}>
          {t("tests.addOne")}
        </Button>
      ) : null}
    </li>
  );
}

function State({ outcome: { state } }: { outcome: TestOutcome }) {
  const t = useT();
  return <Tag color={STATE_COLORS[state]}>{t(STATE_WORDS[state])}</Tag>;
}

interface TestButtonsProps {
  readonly test: PolicyTest;
  edit(edited: EditedTest): void;
}

function TestButtons({ test, edit }: TestButtonsProps) {
  const t = useT();
  const takeBack = useTakeBack();
  const { id, version, isArchived } = test;
  const archive = () =>
    takeBack(
      "tests.archived",
      () => call("policyTest", "archive", { id, version }),
      () => call("policyTest", "restore", { id, version: version + 1 }),
    );
  const restore = () =>
    takeBack(
      "tests.restored",
      () => call("policyTest", "restore", { id, version }),
      () => call("policyTest", "archive", { id, version: version + 1 }),
    );
  return (
    <span className={styles.buttons}>
      {isArchived ? null : (
        <Button size="small" onClick={() => edit({ test, isCopy: false })}>
          {t("action.edit")}
        </Button>
      )}
      <Button size="small" onClick={() => edit({ test, isCopy: true })}>
        {t("tests.copy")}
      </Button>
      <Button size="small" onClick={() => void (isArchived ? restore() : archive())}>
        {isArchived ? t("tests.restore") : t("tests.archive")}
      </Button>
    </span>
  );
}
