/** The blocks of the first page, each a question of its own. They tell of records of many kinds, so any change asks again. */
import type {
  FiguresReply,
  MyDay,
  RecentReply,
  TeamReply,
  TrendsReply,
} from "@latchkey/server/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

const keyOf = (part: string) => ["records", "", "workbench", part] as const;

const blockQuery = <Reply>(part: string) =>
  queryOptions({
    queryKey: keyOf(part),
    queryFn: ({ signal }) => get<Reply>(`/api/workbench/${part}`, signal),
  });

export const dayQuery = blockQuery<MyDay>("day");
export const figuresQuery = blockQuery<FiguresReply>("figures");
export const monthQuery = blockQuery<FiguresReply>("month");
export const trendsQuery = blockQuery<TrendsReply>("trends");
export const recentQuery = blockQuery<RecentReply>("recent");

/** `unit`: the one that is looked into; null for the reader's own. */
export const teamQuery = (unit: string | null) =>
  queryOptions({
    ...blockQuery<TeamReply>(unit === null ? "team" : `team?unit=${unit}`),
    placeholderData: keepPreviousData,
  });
