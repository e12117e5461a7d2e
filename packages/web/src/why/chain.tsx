import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  MinusCircleOutlined,
} from "@ant-design/icons";
import type { Explanation } from "@latchkey/server/contract";
import { Button } from "antd";
import { useState } from "react";
import { useFormat } from "../format/use-format.ts";
import { useT, useText } from "../i18n/index.ts";
import styles from "./why.module.css";

type Step = Explanation["steps"][number];

/** More than these are folded away: the decisive ones come first. */
const STEPS_AT_FIRST = 3;

export function Chain({ explanation }: { explanation: Explanation }) {
  const t = useT();
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  const steps = explanation.steps.toSorted((one, other) => weight(one) - weight(other));
  const shown = isWhole ? steps : steps.slice(0, STEPS_AT_FIRST);
  return (
    <>
      <p className={styles.sentence}>
        {isYes(explanation) ? (
          <CheckCircleFilled className={styles.yes} aria-hidden />
        ) : (
          <CloseCircleFilled className={styles.no} aria-hidden />
        )}
        {text(explanation.sentence)}
      </p>
      {shown.length > 0 ? (
        <ol className={styles.steps}>
          {shown.map((step) => (
            <ChainStep
              key={`${step.rule}-${text(step.assignment.role)}-${step.assignment.unit}`}
              step={step}
            />
          ))}
        </ol>
      ) : null}
      {steps.length > shown.length ? (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t("why.more", { count: steps.length - shown.length })}
        </Button>
      ) : null}
      {explanation.flip.length > 0 ? (
        <div className={styles.flip}>
          <strong>{t(isYes(explanation) ? "why.flipAway" : "why.flip")}</strong>
          <ul>
            {explanation.flip.map((suggestion) => (
              <li key={text(suggestion)}>{text(suggestion)}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}

function ChainStep({ step }: { step: Step }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { role, unit, because, until } = step.assignment;
  return (
    <li className={styles.step}>
      <StepMark step={step} />
      <div>
        <div>
          <strong>{text(role)}</strong>
          {unit ? ` · ${unit}` : ""}
          <span className="faint"> {text(because)}</span>
          {until ? (
            <span className="faint"> · {t("why.until", { time: format.absolute(until) })}</span>
          ) : null}
        </div>
        <div className="muted">{text(step.sentence)}</div>
        {step.failed ? <div className={styles.broken}>{text(step.failed)}</div> : null}
      </div>
    </li>
  );
}

function StepMark({ step }: { step: Step }) {
  const t = useT();
  if (!step.applied) {
    return <MinusCircleOutlined className={styles.idle} aria-label={t("why.notApplied")} />;
  }
  if (step.effect === "demand") return <ExclamationCircleFilled aria-label={t("why.demands")} />;
  return step.effect === "permit" ? (
    <CheckCircleFilled className={styles.yes} aria-label={t("why.permits")} />
  ) : (
    <CloseCircleFilled className={styles.no} aria-label={t("why.forbids")} />
  );
}

/** A forbid that applied decides; then permits that applied; then what came near. */
function weight(step: Step): number {
  if (step.applied) return step.effect === "forbid" ? 0 : 1;
  return step.effect === "permit" ? 2 : 3;
}

/** A record that may be seen can hold a field that may not: then the answer to "why not" is no. */
export function isYes({ allow, field }: Explanation): boolean {
  return allow && (field === undefined || field.level === "plain");
}
