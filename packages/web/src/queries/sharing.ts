import type { TeamFunctionsReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

export const teamFunctionsQuery = queryOptions({
  queryKey: ["teamFunctions"],
  queryFn: ({ signal }) => get<TeamFunctionsReply>("/api/teamFunctions", signal),
  staleTime: 60_000,
});
