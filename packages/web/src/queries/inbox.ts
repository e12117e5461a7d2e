import type { InboxReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** Rings soon enough for what can wait, and seldom enough for thousands of open pages. */
const BELL_MILLISECONDS = 60_000;

export const inboxQuery = queryOptions({
  queryKey: ["inbox"],
  queryFn: ({ signal }) => get<InboxReply>("/api/inbox", signal),
});

export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: ({ signal }) => get<{ unread: number }>("/api/inbox/unread", signal),
  refetchInterval: BELL_MILLISECONDS,
  refetchOnWindowFocus: true,
});
