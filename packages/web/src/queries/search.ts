import type { SearchReply } from "@latchkey/server/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { post } from "../api.ts";

export interface Found extends SearchReply {
  /** What was searched for, to know answers to other words by. */
  readonly words: string;
}

/** Whoever types on gives the question before up, so that nobody works at an answer that nobody reads. */
export function searchQuery(words: string) {
  return queryOptions({
    queryKey: ["search", words],
    queryFn: async ({ signal }): Promise<Found> => ({
      words,
      ...(await post<SearchReply>("/api/search", { words }, signal)),
    }),
    enabled: words !== "",
    placeholderData: keepPreviousData,
    // What was found holds cells: it does not stay behind for long.
    gcTime: 30_000,
  });
}
