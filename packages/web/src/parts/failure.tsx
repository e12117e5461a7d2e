/** What went wrong, what was kept, what to do; in words and in one place. */
import { Button } from "antd";
import { useCallback } from "react";
import { ApiFailure } from "../api.ts";
import { useT, useText, type MessageKey } from "../i18n/index.ts";
import { isRefusal } from "../why/refusal.ts";
import { WhyRefused } from "../why/why-refused.tsx";
import { NotFound } from "./not-found.tsx";
import { Notice } from "./notice.tsx";

/** Failures that the server could not word itself. */
const OWN_WORDS: Readonly<Record<string, MessageKey>> = {
  offline: "failure.offline",
  kept: "outbox.kept",
  http_401: "failure.signedOut",
  http_404: "failure.notFound",
  http_413: "failure.tooLarge",
  http_429: "failure.slowDown",
};

export function useFailureText(): (problem: unknown) => string {
  const t = useT();
  const text = useText();
  return useCallback(
    (problem) => {
      if (!(problem instanceof ApiFailure)) return t("failure.unknown");
      return text(problem.error.message) || t(OWN_WORDS[problem.error.code] ?? "failure.unknown");
    },
    [t, text],
  );
}

interface FailureProps {
  readonly problem: unknown;
  retry?(): void;
  /** Where a whole page was to be, and not a part of one. */
  readonly isPage?: boolean;
}

export function PageFailure(props: FailureProps) {
  return <Failure {...props} isPage />;
}

export function Failure({ problem, retry, isPage = false }: FailureProps) {
  const t = useT();
  const describe = useFailureText();
  // Asking again finds no more: what helps is a way on.
  if (problem instanceof ApiFailure && problem.status === 404) return <NotFound isPage={isPage} />;
  return (
    <Notice
      isPage={isPage}
      title={t("failure.title")}
      words={describe(problem)}
      action={
        isRefusal(problem) ? (
          <WhyRefused problem={problem} />
        ) : retry ? (
          <Button onClick={retry}>{t("action.retry")}</Button>
        ) : null
      }
    />
  );
}
