import type { IndustriesReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../../api.ts";

/** Shipped with the server: they do not change while somebody chooses. */
export const industriesQuery = queryOptions({
  queryKey: ["setup", "industries"],
  queryFn: ({ signal }) => get<IndustriesReply>("/api/setup/industries", signal),
  // Not asked again by what asks everything again either: once the organisation is made, the question is refused.
  staleTime: "static",
});
