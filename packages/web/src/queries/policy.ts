import type {
  AskableReply,
  PolicyDraftReply,
  PolicyTestsReply,
  PolicyVersionReply,
  PolicyVersionsReply,
} from "@latchkey/server/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** What waits to be published, for who has rights over the whole policy; to others there is none. */
export const policyDraftQuery = queryOptions({
  queryKey: ["policy", "draft"],
  queryFn: ({ signal }) => get<PolicyDraftReply>("/api/policy/draft", signal),
  refetchOnWindowFocus: true,
});

export const policyVersionsQuery = infiniteQueryOptions({
  queryKey: ["policy", "versions"],
  queryFn: ({ pageParam, signal }) =>
    get<PolicyVersionsReply>(
      `/api/policy/versions${pageParam === 0 ? "" : `?before=${pageParam}`}`,
      signal,
    ),
  initialPageParam: 0,
  getNextPageParam: (last: PolicyVersionsReply) => last.next ?? undefined,
});

export const policyVersionQuery = (number: number) =>
  queryOptions({
    queryKey: ["policy", "versions", number],
    queryFn: ({ signal }) => get<PolicyVersionReply>(`/api/policy/versions/${number}`, signal),
  });

/** Asking for them runs them. */
export const policyTestsQuery = queryOptions({
  queryKey: ["policy", "tests"],
  queryFn: ({ signal }) => get<PolicyTestsReply>("/api/policy/tests", signal),
});

/** What the simulator can be asked about. */
export const askableQuery = queryOptions({
  queryKey: ["policy", "askable"],
  queryFn: ({ signal }) => get<AskableReply>("/api/policy/simulate", signal),
});
