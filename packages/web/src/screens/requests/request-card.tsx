import type { Reference, RequestLine, RevealReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Tag } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { useNames } from "../../parts/use-names.ts";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { STATE_COLORS, STATE_WORDS, TRACE_WORDS } from "./request-words.ts";
import { useDecide } from "./use-decide.ts";
import styles from "./requests.module.css";

export function RequestCard({ request }: { request: RequestLine }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { state, asker, askedAt, reason, about, number } = request;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <span className="faint">#{number}</span>
        <Tag color={STATE_COLORS[state]}>{t(STATE_WORDS[state])}</Tag>
        <span className="muted" title={format.absolute(askedAt)}>
          {t("requests.from", {
            person: asker.title ?? t("history.somebody"),
            time: format.relative(askedAt),
          })}
        </span>
      </div>
      <div className={styles.what}>{text(request.sentence)}</div>
      <div>{t("requests.reason", { reason })}</div>
      <Facts request={request} />
      <div className={styles.actions}>
        <Decide request={request} />
        {request.may.look ? <Look request={request} /> : null}
        {about ? (
          <Link to="/o/$object/$id" params={about} data-stop={isOpen(request) ? undefined : true}>
            {t(about.object === "role" ? "requests.openRole" : "requests.open")}
          </Link>
        ) : null}
      </div>
      <Trace request={request} />
    </li>
  );
}

/** Each look leaves a trace. */
function Look({ request: { id } }: { request: RequestLine }) {
  const t = useT();
  const tell = useTellFailure();
  const look = useMutation({
    mutationFn: () => call<RevealReply>("request", "reveal", { id }),
    onError: (problem) => tell(problem),
  });
  if (look.data) return <strong title={t("field.revealedTrace")}>{String(look.data.value)}</strong>;
  return (
    <Button loading={look.isPending} onClick={() => look.mutate()}>
      {t("field.reveal")}
    </Button>
  );
}

const isOpen = ({ may }: RequestLine): boolean => may.decide || may.withdraw;

/** Until when it shall hold, at whom it waits, and what comes if nobody answers. */
function Facts({ request }: { request: RequestLine }) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const { until, state, deciders, nextAt, lapsesAt, step, steps } = request;
  const isWaiting = state === "waiting";
  const facts = [
    until ? t("requests.until", { time: format.absolute(until) }) : null,
    steps > 1 ? t("requests.step", { step, steps }) : null,
    isWaiting ? t("requests.deciders", { people: names(deciders) }) : null,
    isWaiting && nextAt ? t("requests.nextAt", { time: format.absolute(nextAt) }) : null,
    isWaiting ? t("requests.lapsesAt", { time: format.absolute(lapsesAt) }) : null,
  ].filter((fact) => fact !== null);
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function Decide({ request }: { request: RequestLine }) {
  const t = useT();
  const decide = useDecide(request);
  const [isRefusing, setRefusing] = useState(false);
  const { may } = request;
  return (
    <>
      {may.decide ? (
        <>
          <Button
            type="primary"
            data-stop
            loading={decide.isPending}
            onClick={() => decide.mutate({ verb: "approve" })}
          >
            {t("requests.approve")}
          </Button>
          <Button disabled={decide.isPending} onClick={() => setRefusing(true)}>
            {t("requests.refuse")}
          </Button>
        </>
      ) : null}
      {may.withdraw ? (
        <Button
          data-stop
          loading={decide.isPending}
          onClick={() => decide.mutate({ verb: "withdraw" })}
        >
          {t("requests.withdraw")}
        </Button>
      ) : null}
      <ReasonDialog
        open={isRefusing}
        title={t("requests.refuseTitle")}
        busy={decide.isPending}
        cancel={() => setRefusing(false)}
        submit={(remark) => decide.mutate({ verb: "refuse", remark })}
      />
    </>
  );
}

/** Of what only was asked there is no more to tell. */
function Trace({ request: { trace } }: { request: RequestLine }) {
  const t = useT();
  const format = useFormat();
  const name = ({ title }: Reference): string => title ?? t("history.somebody");
  const doer = (by: Reference, absent: Reference | undefined): string =>
    absent ? t("requests.inPlaceOf", { person: name(by), absent: name(absent) }) : name(by);
  if (trace.length < 2) return null;
  return (
    <details className={styles.trace}>
      <summary>{t("requests.trace")}</summary>
      <ol>
        {trace.map(({ at, by, inPlaceOf, what, remark }) => (
          <li key={`${at} ${what}`}>
            <time dateTime={at} className="faint">
              {format.absolute(at)}
            </time>{" "}
            {t(TRACE_WORDS[what], { person: doer(by, inPlaceOf) })}
            {remark ? <div className="muted">{remark}</div> : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
