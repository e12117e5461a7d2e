import type { Me, Meta, MyRights, SetupState } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";
import { untilInterval } from "../clock.ts";
import { actAs } from "../session/acting.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await get<Me>("/api/me", signal);
    actAs(me);
    return me;
  },
  staleTime: 15_000,
  retry: false,
  refetchInterval: (query) => untilInterval(query.state.data?.until),
});

export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: ({ signal }) => get<Meta>("/api/meta", signal),
  staleTime: 15_000,
});

export const myRightsQuery = queryOptions({
  queryKey: ["me", "rights"],
  queryFn: ({ signal }) => get<MyRights>("/api/me/rights", signal),
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => get<SetupState>("/api/setup", signal),
  staleTime: 60_000,
});
