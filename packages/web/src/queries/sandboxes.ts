import type { SandboxesReply, SandboxTrace } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";
import { untilInterval } from "../clock.ts";

/** Whoever set one up waits for somebody's approval. */
const WAITING_MILLISECONDS = 10_000;

/** Asked again at every start and end, so that an open page tells of it. */
export const sandboxesQuery = queryOptions({
  queryKey: ["sandboxes"],
  queryFn: ({ signal }) => get<SandboxesReply>("/api/sandboxes", signal),
  refetchInterval({ state: { data } }) {
    const edge = untilInterval(data?.until);
    const isWaiting = data?.sandboxes.some(({ state }) => state === "waiting") === true;
    return isWaiting ? Math.min(edge || WAITING_MILLISECONDS, WAITING_MILLISECONDS) : edge;
  },
});

export const sandboxTraceQuery = (id: string) =>
  queryOptions({
    queryKey: ["sandboxes", id, "trace"],
    queryFn: ({ signal }) => get<SandboxTrace>(`/api/sandboxes/${id}/trace`, signal),
  });
