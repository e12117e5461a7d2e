/** Rounds of trial with their verdicts by role, and what was changed after each. */
import type { RehearsalRound, RehearsalVerdict } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Button, Popconfirm, Tag } from "antd";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { EXPECTATION_WORDS, VERDICT_WORDS } from "../../session/rehearsal-words.ts";
import { ClassDifferences, Differences } from "../policy/difference.tsx";
import styles from "./rehearsals.module.css";

export function Rounds({ rounds, mayEnd }: { rounds: readonly RehearsalRound[]; mayEnd: boolean }) {
  return rounds.map((round) => <Round key={round.id} round={round} mayEnd={mayEnd} />);
}

function Round({ round, mayEnd }: { round: RehearsalRound; mayEnd: boolean }) {
  const t = useT();
  const format = useFormat();
  const { endedAt, until, by, startedAt, parts, followed, followedClasses } = round;
  return (
    <section className={styles.round}>
      <header className={styles.head}>
        <strong>{t("rehearsal.round", { round: round.round })}</strong>
        {endedAt === null ? (
          <Tag color="blue">{t("rehearsal.runs", { time: format.absolute(until) })}</Tag>
        ) : (
          <Tag>{t("rehearsal.over")}</Tag>
        )}
        <span className="muted" title={format.absolute(startedAt)}>
          {t("rehearsal.by", {
            person: by.title ?? t("history.somebody"),
            time: format.relative(startedAt),
          })}
        </span>
        {endedAt === null && mayEnd ? <End id={round.id} /> : null}
      </header>
      {parts.map((part) => (
        <Part key={part.role} part={part} isOver={endedAt !== null} />
      ))}
      {followed.length + followedClasses.length > 0 ? (
        <details>
          <summary>{t("rehearsal.followed")}</summary>
          <ClassDifferences lines={followedClasses} />
          <Differences differences={followed} />
        </details>
      ) : null}
    </section>
  );
}

const VERDICT_COLORS: Readonly<Record<RehearsalVerdict, string>> = {
  asExpected: "green",
  didNot: "orange",
  shouldNot: "red",
};

type PartOf = RehearsalRound["parts"][number];

function Part({ part: { name, people, tasks }, isOver }: { part: PartOf; isOver: boolean }) {
  const t = useT();
  const text = useText();
  const nameOf = ({ title }: { title: string | null }) => title ?? t("history.somebody");
  return (
    <div>
      <h3 className={styles.role}>
        {text(name)}{" "}
        <span className="muted">
          {people
            .map((one) =>
              one.hasBegun ? nameOf(one) : `${nameOf(one)} (${t("rehearsal.notBegun")})`,
            )
            .join(" · ")}
        </span>
      </h3>
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <li key={task.id}>
            <span>
              {text(task.text)} <span className="muted">{t(EXPECTATION_WORDS[task.expect])}</span>
            </span>
            {task.verdicts.length === 0 && !isOver ? (
              <span className="muted">{t("rehearsal.waiting")}</span>
            ) : null}
            {task.verdicts.map(({ person, verdict, remark }) => (
              <span key={person.id} className={styles.verdict}>
                <Tag color={VERDICT_COLORS[verdict]}>{t(VERDICT_WORDS[verdict])}</Tag>
                {nameOf(person)}
                {remark ? <q className={styles.remark}>{remark}</q> : null}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

function End({ id }: { id: string }) {
  const t = useT();
  const tell = useTellFailure();
  const end = useMutation({
    mutationFn: () => call("rehearsal", "end", { id }),
    onSuccess: () => invalidateEverything(),
    onError: (problem) => tell(problem),
  });
  return (
    <Popconfirm
      destroyOnHidden
      title={t("rehearsal.endTitle")}
      description={t("rehearsal.endBody")}
      okText={t("rehearsal.end")}
      cancelText={t("form.cancel")}
      onConfirm={() => end.mutate()}
    >
      <Button size="small" loading={end.isPending} className={styles.end ?? ""}>
        {t("rehearsal.end")}
      </Button>
    </Popconfirm>
  );
}
