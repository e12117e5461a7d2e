import type {
  BundleMeta,
  CustomFieldsReply,
  ExportJob,
  ImportJob,
  RoleMeta,
  UnitNode,
} from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** How often a running job is asked how far it is. */
const JOB_POLL_MILLISECONDS = 600;

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => get<{ roles: readonly RoleMeta[] }>("/api/roles", signal),
});

export const bundlesQuery = queryOptions({
  queryKey: ["bundles"],
  queryFn: async ({ signal }) => {
    const reply = await get<readonly BundleMeta[] | { bundles: readonly BundleMeta[] }>(
      "/api/bundles",
      signal,
    );
    return "bundles" in reply ? reply.bundles : reply;
  },
  staleTime: 300_000,
});

export const customFieldsQuery = queryOptions({
  queryKey: ["customFields"],
  queryFn: ({ signal }) => get<CustomFieldsReply>("/api/customFields", signal),
});

export const unitsQuery = queryOptions({
  queryKey: ["units"],
  queryFn: async ({ signal }) => {
    const reply = await get<readonly UnitNode[] | { units: readonly UnitNode[] }>(
      "/api/units",
      signal,
    );
    return "units" in reply ? reply.units : reply;
  },
  staleTime: 30_000,
});

export function exportJobQuery(id: string | null) {
  return queryOptions({
    queryKey: ["exports", id],
    queryFn: ({ signal }) => get<ExportJob>(`/api/exports/${id}`, signal),
    enabled: id !== null,
    refetchInterval: (query) => (isOver(query.state.data) ? false : JOB_POLL_MILLISECONDS),
  });
}

export function importJobQuery(id: string | null) {
  return queryOptions({
    queryKey: ["imports", id],
    queryFn: ({ signal }) => get<ImportJob>(`/api/imports/${id}`, signal),
    enabled: id !== null,
    refetchInterval: (query) => (isBusy(query.state.data) ? JOB_POLL_MILLISECONDS : false),
  });
}

function isOver(job: ExportJob | undefined): boolean {
  return job?.state === "done" || job?.state === "failed";
}

function isBusy(job: ImportJob | undefined): boolean {
  return job?.state === "checking" || job?.state === "running";
}
