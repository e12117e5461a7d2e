/** One popover everywhere: a sentence first, then the chain that led there, then what would change it. */
import { QuestionCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Popover, Skeleton } from "antd";
import { useState, type ReactNode } from "react";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { takeFocus } from "../parts/take-focus.ts";
import { explainQuery, type Question } from "../queries/records.ts";
import { Answer } from "./answer.tsx";
import styles from "./why.module.css";

interface WhyProps extends Question {
  /** What the popover hangs on; without it, a small question mark. */
  readonly children?: ReactNode;
  /** It stands in a sentence, as a link does. */
  readonly isLink?: boolean;
}

export function Why({ children, isLink = false, ...question }: WhyProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<WhyAnswer {...question} />}
    >
      <button
        type="button"
        className={isLink ? "link-button" : children ? styles.plain : styles.mark}
        aria-label={children ? undefined : t("why.ask")}
        title={children ? undefined : t("why.ask")}
        onClick={(event) => event.stopPropagation()}
      >
        {children ?? <QuestionCircleOutlined aria-hidden />}
      </button>
    </Popover>
  );
}

export function WhyAnswer(question: Question) {
  const t = useT();
  const describe = useFailureText();
  const answer = useQuery(explainQuery(question));
  return (
    <div
      role="group"
      aria-label={t("why.ask")}
      ref={takeFocus}
      // Longer than its place, it is scrolled, and not by a mouse alone.
      tabIndex={0}
      className={styles.answer}
      onClick={(event) => event.stopPropagation()}
    >
      {answer.data ? (
        <Answer question={question} explanation={answer.data} />
      ) : answer.error ? (
        describe(answer.error)
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 3 }} />
      )}
    </div>
  );
}
