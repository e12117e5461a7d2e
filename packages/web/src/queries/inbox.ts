import type { InboxReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";
import { queryClient } from "./query-client.ts";
import { meQuery } from "./session.ts";

/** Rings soon enough for what can wait, and seldom enough for thousands of open pages. */
const BELL_MILLISECONDS = 60_000;
/** Rights that end by themselves may be taken back before that too, which an open page learns from the next answer. */
const LENT_MILLISECONDS = 10_000;

export const inboxQuery = queryOptions({
  queryKey: ["inbox"],
  queryFn: ({ signal }) => get<InboxReply>("/api/inbox", signal),
});

export const unreadQuery = queryOptions({
  queryKey: ["inbox", "unread"],
  queryFn: ({ signal }) => get<{ unread: number }>("/api/inbox/unread", signal),
  refetchInterval: () =>
    queryClient.getQueryData(meQuery.queryKey)?.until ? LENT_MILLISECONDS : BELL_MILLISECONDS,
  refetchOnWindowFocus: true,
});
