import type {
  BundleMeta,
  CustomFieldsReply,
  DutiesReply,
  ExportJob,
  ImportJob,
  ImportProblems,
  ImportProblemsReply,
  ListRequest,
  RoleMeta,
  UnitNode,
} from "@latchkey/server/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";
import { listQuery } from "./records.ts";

/** How often a running job is asked how far it is. */
const JOB_POLL_MILLISECONDS = 600;
/** A list of jobs is watched from afar. */
const PAST_POLL_MILLISECONDS = 3_000;

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => get<{ roles: readonly RoleMeta[] }>("/api/roles", signal),
});

export const dutiesQuery = queryOptions({
  queryKey: ["roles", "duties"],
  queryFn: ({ signal }) => get<DutiesReply>("/api/duties", signal),
});

export const bundlesQuery = queryOptions({
  queryKey: ["bundles"],
  queryFn: ({ signal }) => get<readonly BundleMeta[]>("/api/bundles", signal),
  staleTime: 300_000,
});

export const customFieldsQuery = queryOptions({
  queryKey: ["customFields"],
  queryFn: ({ signal }) => get<CustomFieldsReply>("/api/customFields", signal),
});

export const unitsQuery = queryOptions({
  queryKey: ["units"],
  queryFn: ({ signal }) => get<readonly UnitNode[]>("/api/units", signal),
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

/** The rows of one group of an import's problems, or of what its undo left as it is. */
export function importProblemsQuery(
  { id, state }: ImportJob,
  { column, code }: Pick<ImportProblems, "column" | "code">,
  of: "failed" | "undo",
) {
  return infiniteQueryOptions({
    queryKey: ["imports", id, state, of, column, code],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ of, column, code, after: String(pageParam) });
      return get<ImportProblemsReply>(`/api/imports/${id}/problems?${asked}`, signal);
    },
    initialPageParam: 0,
    getNextPageParam: (last: ImportProblemsReply) => last.next ?? undefined,
  });
}

/** Asked again and again while one of them is at work. */
export function pastImportsQuery(request: ListRequest) {
  return infiniteQueryOptions({
    ...listQuery("importJob", request),
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ rows }) =>
        rows.some(({ values }) => isBusyState(values["state"])),
      )
        ? PAST_POLL_MILLISECONDS
        : false,
  });
}

function isOver(job: ExportJob | undefined): boolean {
  return job?.state === "done" || job?.state === "failed";
}

const isBusy = (job: ImportJob | undefined): boolean => isBusyState(job?.state);

const isBusyState = (state: unknown): boolean =>
  state === "checking" || state === "running" || state === "undoing";
