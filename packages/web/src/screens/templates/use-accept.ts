import type { DeviationsAccepted } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";

/** Posts of one request. */
const AT_ONCE = 100;

/** Leaving posts as they are, and thinking again; `then`: once it is done. */
export function useAccept(then: () => void) {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const work = useMutation({
    mutationFn: async ({ ids, reason }: { ids: readonly string[]; reason: string | null }) => {
      const verb = reason === null ? "dropAcceptance" : "acceptDeviation";
      const posts: string[] = [];
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const some = { ids: ids.slice(at, at + AT_ONCE), ...(reason === null ? {} : { reason }) };
        posts.push(...(await call<DeviationsAccepted>("post", verb, some)).posts);
      }
      return { count: posts.length, isAccepted: reason !== null };
    },
    onSuccess: async ({ count, isAccepted }) => {
      await invalidateEverything();
      then();
      void message.success(t(isAccepted ? "templates.left" : "templates.dropped", { count }));
    },
    onError: (problem) => tell(problem),
  });
  return {
    isBusy: work.isPending,
    accept: (ids: readonly string[], reason: string) => work.mutate({ ids, reason }),
    drop: (ids: readonly string[]) => work.mutate({ ids, reason: null }),
  };
}
