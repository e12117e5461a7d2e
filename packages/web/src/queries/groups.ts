import type { DeviationsReply, GroupRuleReply } from "@latchkey/server/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

export const groupRuleQuery = (id: string) =>
  queryOptions({
    queryKey: ["groups", id, "rule"],
    queryFn: ({ signal }) => get<GroupRuleReply>(`/api/groups/${id}/rule`, signal),
  });

/** Posts that deviate, or that were left so; null: of every template. */
export const deviationsQuery = (template: string | null, isAccepted: boolean) =>
  infiniteQueryOptions({
    queryKey: ["posts", "deviations", template, isAccepted],
    queryFn: ({ signal, pageParam }) =>
      get<DeviationsReply>(
        `/api/posts/deviations?offset=${pageParam}&accepted=${isAccepted}${template === null ? "" : `&template=${template}`}`,
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });
