import type { MyRehearsals, RehearsalsReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** `draft`: its number; null: the one that is open. */
export const rehearsalsQuery = (draft: number | null) =>
  queryOptions({
    queryKey: ["policy", "rehearsals", draft],
    queryFn: ({ signal }) =>
      get<RehearsalsReply>(
        `/api/policy/rehearsals${draft === null ? "" : `?draft=${draft}`}`,
        signal,
      ),
  });

export const myRehearsalsQuery = queryOptions({
  queryKey: ["me", "rehearsals"],
  queryFn: ({ signal }) => get<MyRehearsals>("/api/me/rehearsals", signal),
});
