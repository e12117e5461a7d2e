/** The end of the four steps: what will be made, that it is being made, and what stood in the way. */
import type { IndustryMeta } from "@latchkey/server/contract";
import { Alert, Button, Form, Input, Spin } from "antd";
import { useState } from "react";
import { isFailure } from "../../api.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { SHORTEST_PASSWORD } from "../../session/sign-in.ts";
import type { Choices } from "./setup-draft.ts";
import { STEP_WORDS, stepOf, type Step } from "./steps.ts";
import { placesOf, toPlanned, type UnitLine } from "./unit-lines.ts";
import styles from "./setup.module.css";

interface Whole {
  readonly industry: IndustryMeta;
  readonly lines: readonly UnitLine[];
  readonly choices: Choices;
}

function amountsOf({ industry, lines, choices: { leftOut } }: Whole) {
  const isTaken = ({ id }: { readonly id: string }) => !leftOut.includes(id);
  const posts = industry.posts.filter(isTaken);
  return {
    units: toPlanned(lines).length,
    posts: posts.reduce((sum, { at }) => sum + placesOf(at, lines), 0),
    fields: industry.fields.filter(isTaken).length,
  };
}

export function WillMake(whole: Whole) {
  const t = useT();
  return <>{t("setup.willMake", amountsOf(whole))}</>;
}

export function Making(whole: Partial<Whole>) {
  const t = useT();
  const { industry, lines, choices } = whole;
  const words =
    industry && lines && choices
      ? t("setup.making", amountsOf({ industry, lines, choices }))
      : t("setup.makingBlank");
  return (
    <div className={styles.making} role="status">
      <Spin size="large" />
      <h1 className={styles.makingTitle}>{words}</h1>
      <span className="muted">{t("setup.makingHelp")}</span>
    </div>
  );
}

interface MakingProblemProps {
  readonly problem: Error;
  readonly lines: readonly UnitLine[];
  go(step: Step): void;
}

/** Every mistake with what it is about and the way to where it was typed. */
export function MakingProblem({ problem, lines, go }: MakingProblemProps) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  if (isFailure(problem, "already_set_up")) {
    const toSignIn = (
      <Button onClick={() => window.location.assign("/")}>{t("setup.toSignIn")}</Button>
    );
    return <Alert type="info" showIcon title={t("setup.alreadyDone")} action={toSignIn} />;
  }
  // A request whose reply was lost may have been carried out.
  const wasAnswered = isFailure(problem) && problem.status > 0;
  const problems = isFailure(problem) ? (problem.error.problems ?? []) : [];
  const list = problems.map(({ path, message }) => (
    <li key={path}>
      <strong>{nameOf(path, lines) ?? (path in FIELDS ? t(FIELDS[path]!) : null)}</strong>{" "}
      {text(message)}{" "}
      <button type="button" className="link-button" onClick={() => go(stepOf(path))}>
        {t("setup.fixAt", { step: t(STEP_WORDS[stepOf(path)]) })}
      </button>
    </li>
  ));
  return (
    <Alert
      type="error"
      showIcon
      className={styles.problem}
      title={t(wasAnswered ? "setup.failed" : "setup.noAnswer")}
      description={list.length > 0 ? <ul className={styles.notYet}>{list}</ul> : describe(problem)}
    />
  );
}

/** What the first step asks for, by where the server finds it. */
const FIELDS: Readonly<Record<string, MessageKey>> = {
  organisation: "setup.organisation",
  zone: "setup.zone",
  currency: "setup.currency",
  name: "setup.name",
  email: "signIn.email",
  password: "signIn.password",
};

/** Long enough to know the unit again. */
const NAME_SHOWN = 24;

/** Of the unit that a problem is about. */
function nameOf(path: string, lines: readonly UnitLine[]): string | undefined {
  const index = /^plan\.units\.(\d+)/.exec(path)?.[1];
  const name = index && toPlanned(lines)[Number(index)]?.name;
  return name && name.length > NAME_SHOWN ? `${name.slice(0, NAME_SHOWN)}…` : name || undefined;
}

/** Only after a reload: it is the one thing that was not kept. */
export function PasswordAgain(props: { password: string; change: (password: string) => void }) {
  const { password, change } = props;
  const t = useT();
  const [isMissing] = useState(password === "");
  if (!isMissing) return null;
  return (
    <Form layout="vertical" className={styles.again}>
      <Form.Item
        label={t("signIn.password")}
        extra={t("setup.passwordAgain")}
        htmlFor="password-again"
      >
        <Input.Password
          id="password-again"
          autoComplete="new-password"
          placeholder={t("setup.passwordHelp", { count: SHORTEST_PASSWORD })}
          value={password}
          onChange={(event) => change(event.target.value)}
        />
      </Form.Item>
    </Form>
  );
}
