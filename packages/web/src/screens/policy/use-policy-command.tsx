import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { call } from "../../api.ts";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";

type Verb =
  | "submit"
  | "return"
  | "publish"
  | "schedule"
  | "unschedule"
  | "startShadow"
  | "stopShadow"
  | "rollBack"
  | "setFourEyes"
  | "reopen";

/** One act on the draft; everything is asked again behind it, whether it went well or the draft has moved on. */
export function usePolicyCommand(verb: Verb, done: MessageKey, then?: () => void) {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (body: object) => call<{ number: number }>("policyDraft", verb, body),
    onSuccess: async ({ number }) => {
      await invalidateEverything();
      void message.success(t(done, { number }));
      then?.();
    },
    onError: async (problem) => {
      tell(problem);
      await invalidateEverything();
    },
  });
}

/** Taking something out of the draft, with a way back in the same breath. */
export function useTakeBack() {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (problem) {
      tell(problem);
      return false;
    } finally {
      await invalidateEverything();
    }
  };
  return async (
    words: MessageKey,
    work: () => Promise<unknown>,
    back: () => Promise<unknown>,
  ): Promise<void> => {
    if (!(await attempt(work))) return;
    const undo = async (): Promise<void> => {
      if (await attempt(back)) void message.success({ key: words, content: t("policy.isBack") });
    };
    void message.success({
      key: words,
      duration: UNDO_SECONDS,
      content: <UndoLink words={t(words)} undo={() => void undo()} />,
    });
  };
}
