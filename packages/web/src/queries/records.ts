/** One factory a query: its key, its function and its types together. */
import type {
  CountRequest,
  ExportCount,
  Explanation,
  GetReply,
  HistoryReply,
  ListReply,
  ListRequest,
  ProbeReply,
  ProbeRequest,
  ScopeReply,
  TimelineReply,
  WhoCanSeeReply,
} from "@latchkey/server/contract";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call, isFailure, post } from "../api.ts";
import { untilInterval } from "../clock.ts";

export interface RecordPlace {
  readonly object: string;
  readonly id: string;
}

/** Rows of one page; enough for a tall screen without a second request. */
export const PAGE_ROWS = 60;

/** A list that stays short: all of it is asked for again when it may have changed. The long ones: list-pages.ts. */
export function listQuery(object: string, request: ListRequest, verb: "list" | "trash" = "list") {
  return infiniteQueryOptions({
    queryKey: ["records", object, verb, request],
    queryFn: ({ pageParam }) =>
      askRows(object, verb, { limit: PAGE_ROWS, ...request, ...pageParam }),
    initialPageParam: {} as { readonly cursor?: string },
    getNextPageParam: (last: ListReply) => (last.next ? { cursor: last.next } : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => untilInterval(earliest(query.state.data?.pages ?? [])),
  });
}

/** A field may close while its column still stands on the screen: then whatever is open is asked for. */
export async function askRows(
  object: string,
  verb: "list" | "trash",
  request: ListRequest,
  signal?: AbortSignal,
): Promise<ListReply> {
  const ask = (asked: ListRequest) => post<ListReply>(`/api/${object}.${verb}`, asked, signal);
  try {
    return await ask(request);
  } catch (problem) {
    const { fields, ...whole } = request;
    if (fields === undefined || !isFailure(problem, "bad_request")) throw problem;
    return ask(whole);
  }
}

/** The first few records, for related lists and look-ups. */
export function pageQuery(object: string, request: ListRequest) {
  return queryOptions({
    queryKey: ["records", object, "page", request],
    queryFn: () => call<ListReply>(object, "list", request),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => untilInterval(query.state.data?.until),
  });
}

export function countQuery(object: string, request: CountRequest) {
  return queryOptions({
    queryKey: ["records", object, "count", request],
    queryFn: () => call<ExportCount>(object, "count", request),
    placeholderData: keepPreviousData,
  });
}

export function scopeQuery(object: string) {
  return queryOptions({
    queryKey: ["records", object, "scope"],
    queryFn: () => call<ScopeReply>(object, "scope"),
    staleTime: 10_000,
  });
}

export function recordQuery({ object, id }: RecordPlace) {
  return queryOptions({
    queryKey: ["records", object, "get", id],
    queryFn: () => call<GetReply>(object, "get", { id }),
    refetchInterval: (query) => untilInterval(query.state.data?.until),
  });
}

/** It was the reader's to see when it was read, and is not any more: what was read is not shown either. */
export const isUnseen = (problem: unknown): boolean => isFailure(problem) && problem.status === 404;

/** The same question is not asked twice: each is counted. */
export function probeQuery(object: string, request: ProbeRequest) {
  return queryOptions({
    queryKey: ["records", object, "probe", request],
    queryFn: ({ signal }) => post<ProbeReply>(`/api/${object}.probe`, request, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    retry: false,
  });
}

export function timelineQuery({ object, id }: RecordPlace) {
  return infiniteQueryOptions({
    queryKey: ["records", object, "timeline", id],
    queryFn: ({ pageParam }) => call<TimelineReply>(object, "timeline", { id, ...pageParam }),
    initialPageParam: {} as { readonly cursor?: string },
    getNextPageParam: (last: TimelineReply) => (last.next ? { cursor: last.next } : undefined),
  });
}

export function historyQuery({ object, id }: RecordPlace) {
  return infiniteQueryOptions({
    queryKey: ["records", object, "history", id],
    queryFn: ({ pageParam }) => call<HistoryReply>(object, "history", { id, ...pageParam }),
    initialPageParam: {} as { readonly cursor?: string },
    getNextPageParam: (last: HistoryReply) => (last.next ? { cursor: last.next } : undefined),
  });
}

export function whoCanSeeQuery({ object, id }: RecordPlace) {
  return infiniteQueryOptions({
    queryKey: ["records", object, "whoCanSee", id],
    queryFn: ({ pageParam }) => call<WhoCanSeeReply>(object, "whoCanSee", { id, ...pageParam }),
    initialPageParam: {} as { readonly cursor?: string },
    getNextPageParam: (last: WhoCanSeeReply) => (last.next ? { cursor: last.next } : undefined),
    // It weighs every person's rights: asked once, and again when a share or the record itself changes.
    staleTime: 60_000,
  });
}

export function participantsQuery({ object, id }: RecordPlace) {
  return queryOptions({
    queryKey: ["records", object, "participants", id],
    queryFn: () => call<ListReply>(object, "participants", { id }),
  });
}

export interface Question {
  readonly object: string;
  /** Without one: what one's own roles say of the act. */
  readonly id?: string;
  readonly action: string;
  readonly field?: string;
  readonly person?: string;
}

export function explainQuery({ object, ...question }: Question) {
  return queryOptions({
    queryKey: ["records", object, "explain", question],
    queryFn: () => call<Explanation>(object, "explain", question),
  });
}

export function earliest(pages: readonly ListReply[]): string | null {
  const edges = pages.flatMap((page) => (page.until ? [page.until] : []));
  return edges.toSorted()[0] ?? null;
}
