import type { RegulationsReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** What rules rest on; without rights over the whole policy there is nothing. */
export const regulationsQuery = queryOptions({
  queryKey: ["policy", "regulations"],
  queryFn: ({ signal }) => get<RegulationsReply>("/api/policy/regulations", signal),
  refetchOnWindowFocus: true,
});
