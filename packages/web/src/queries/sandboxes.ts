import type { SandboxesReply, SandboxTrace } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";
import { untilInterval } from "../clock.ts";

/** Asked again at every start and end, so that an open page tells of it. */
export const sandboxesQuery = queryOptions({
  queryKey: ["sandboxes"],
  queryFn: ({ signal }) => get<SandboxesReply>("/api/sandboxes", signal),
  refetchInterval: (query) => untilInterval(query.state.data?.until),
});

export const sandboxTraceQuery = (id: string) =>
  queryOptions({
    queryKey: ["sandboxes", id, "trace"],
    queryFn: ({ signal }) => get<SandboxTrace>(`/api/sandboxes/${id}/trace`, signal),
  });
