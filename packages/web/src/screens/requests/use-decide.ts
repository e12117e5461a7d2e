import type { RequestLine } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App } from "antd";
import { call } from "../../api.ts";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";

interface Decision {
  readonly verb: "approve" | "refuse" | "withdraw";
  readonly remark?: string;
}

const DONE: Readonly<Record<Decision["verb"], MessageKey>> = {
  approve: "requests.approved",
  refuse: "requests.refused",
  withdraw: "requests.withdrawn",
};

/** Everything is asked again behind it, whether it went well or the request has moved on. */
export function useDecide({ id, version }: Pick<RequestLine, "id" | "version">) {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ verb, remark }: Decision) =>
      call("request", verb, { id, version, ...(remark ? { remark } : {}) }),
    onSuccess: (_reply, { verb }) => void message.success(t(DONE[verb])),
    onError: (problem) => tell(problem),
    onSettled: () => invalidateEverything(),
  });
}
