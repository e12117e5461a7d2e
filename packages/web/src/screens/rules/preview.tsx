/** What the rule says, what is odd about it, and how many records it speaks of. */
import type { RuleMatches, RuleObject, RulePreview } from "@latchkey/server/contract";
import { Alert } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { inline } from "./act-part.tsx";
import styles from "./rules.module.css";

interface PreviewProps {
  readonly preview: RulePreview | undefined;
  readonly problem: Error | null;
  readonly isSettled: boolean;
  readonly objects: readonly RuleObject[];
}

export function Preview({ preview, problem, isSettled, objects }: PreviewProps) {
  const text = useText();
  if (problem) return <Problems problem={problem} />;
  if (!preview) return null;
  return (
    <section className={styles.preview} aria-live="polite" aria-busy={!isSettled}>
      <p className={styles.said}>{text(preview.sentence)}</p>
      {preview.matches.map((matches) => (
        <Matches
          key={matches.object}
          matches={matches}
          isForbid={preview.rule.effect === "forbid"}
          object={objects.find(({ name }) => name === matches.object)}
        />
      ))}
      {preview.warnings.map(({ code, sentence }) => (
        <Alert key={code} type="warning" showIcon title={text(sentence)} />
      ))}
    </section>
  );
}

interface MatchesProps {
  readonly matches: RuleMatches;
  readonly isForbid: boolean;
  readonly object: RuleObject | undefined;
}

function Matches({ matches, isForbid, object }: MatchesProps) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const what = inline(text(object?.plural));
  const { count, isMore, isUpTo, isPartial, unknown } = matches;
  if (count === null) return <p className="muted">{t("rules.uncounted", { what })}</p>;
  const number = `${format.number(count)}${isMore ? "+" : ""}`;
  return (
    <p className={styles.count}>
      <strong>{t("rules.matches", { number, what })}</strong>{" "}
      <span className="muted">
        {isUpTo ? t("rules.upTo") : ""} {isPartial ? t("rules.partial") : ""}{" "}
        {isForbid && unknown > 0 ? t("rules.unknown", { number: format.number(unknown) }) : ""}
      </span>
    </p>
  );
}
