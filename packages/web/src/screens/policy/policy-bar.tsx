/** Stays at the bottom while something waits to be published: what it is, and the way to it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { BottomBar } from "../../parts/bottom-bar.tsx";
import { policyDraftQuery } from "../../queries/policy.ts";
import { countOf, peopleWords, STATE_WORDS } from "./policy-words.ts";
import styles from "./policy.module.css";

export function PolicyBar() {
  const t = useT();
  const format = useFormat();
  const draft = useQuery(policyDraftQuery).data?.draft;
  if (!draft || countOf(draft) === 0) return null;
  const { number, state, schedule, people, warnings } = draft;
  return (
    <BottomBar>
      <span>
        <strong>{t("policy.draftNumber", { number })}</strong>
        <Part>{t("policy.changes", { count: countOf(draft) })}</Part>
        {people.counted || people.count > 0 ? <Part>{peopleWords(people, t, format)}</Part> : null}
        {warnings.length > 0 ? (
          <span className={styles.warned}>
            <Part>{t("policy.warnings", { count: warnings.length })}</Part>
          </span>
        ) : null}
        <span className="muted">
          <Part>
            {t(STATE_WORDS[state], { time: schedule ? format.absolute(schedule.at) : "" })}
          </Part>
        </span>
      </span>
      <Link to="/permissions/draft" className={styles.barLink}>
        {t("policy.toReview")}
      </Link>
    </BottomBar>
  );
}

/** On a phone the bar takes two lines, and none of its parts is torn. */
function Part({ children }: { children: string }) {
  return (
    <>
      {" "}
      <span className={styles.barPart}>· {children}</span>
    </>
  );
}
