import type { RequestsReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** Beside those that wait for the reader. */
export const OTHER_REQUESTS = ["mine", "decided"] as const;
export type OtherRequests = (typeof OTHER_REQUESTS)[number];

export const requestsQuery = (which: OtherRequests | "decide") =>
  queryOptions({
    queryKey: ["inbox", "requests", which],
    queryFn: ({ signal }) => get<RequestsReply>(`/api/requests?which=${which}`, signal),
    refetchOnWindowFocus: true,
  });
