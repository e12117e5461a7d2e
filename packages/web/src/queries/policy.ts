import type {
  ImpactChange,
  ImpactOfPersonReply,
  ImpactOfRecordReply,
  ImpactPeopleReply,
  ImpactRecordsReply,
  ImpactReply,
  ShadowFoundReply,
  ShadowReply,
  AskableReply,
  PolicyDraftReply,
  PolicyTestsReply,
  PolicyVersionReply,
  PolicyVersionsReply,
} from "@latchkey/server/contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { get } from "../api.ts";

/** What waits to be published, for who has rights over the whole policy; to others there is none. */
export const policyDraftQuery = queryOptions({
  queryKey: ["policy", "draft"],
  queryFn: ({ signal }) => get<PolicyDraftReply>("/api/policy/draft", signal),
  refetchOnWindowFocus: true,
  // It is published by itself.
  refetchInterval: ({ state }) => (state.data?.draft?.schedule ? 15_000 : false),
});

export const policyVersionsQuery = infiniteQueryOptions({
  queryKey: ["policy", "versions"],
  queryFn: ({ pageParam, signal }) =>
    get<PolicyVersionsReply>(
      `/api/policy/versions${pageParam === 0 ? "" : `?before=${pageParam}`}`,
      signal,
    ),
  initialPageParam: 0,
  getNextPageParam: (last: PolicyVersionsReply) => last.next ?? undefined,
});

export const policyVersionQuery = (number: number) =>
  queryOptions({
    queryKey: ["policy", "versions", number],
    queryFn: ({ signal }) => get<PolicyVersionReply>(`/api/policy/versions/${number}`, signal),
  });

/** Asking for them runs them. */
export const policyTestsQuery = queryOptions({
  queryKey: ["policy", "tests"],
  queryFn: ({ signal }) => get<PolicyTestsReply>("/api/policy/tests", signal),
});

/** What the simulator can be asked about. */
export const askableQuery = queryOptions({
  queryKey: ["policy", "askable"],
  queryFn: ({ signal }) => get<AskableReply>("/api/policy/simulate", signal),
});

/** Asking begins the counting, and is answered after a second at the latest: so it is asked again until it is done. */
export const policyImpactQuery = queryOptions({
  queryKey: ["policy", "impact"],
  queryFn: async ({ client, signal }) => {
    const reply = await get<ImpactReply>("/api/policy/impact", signal);
    // The draft tells whom it touches from what was counted.
    if (reply.state === "done")
      void client.invalidateQueries({ queryKey: policyDraftQuery.queryKey });
    return reply;
  },
  refetchInterval: ({ state }) => (state.data?.state === "counting" ? 50 : false),
});

/** One change on one object. */
export interface ImpactDrill {
  readonly object: string;
  readonly change: ImpactChange;
}

interface ImpactAsked {
  readonly object: string;
  readonly id: string;
  readonly version: number;
}

const searchOf = ({ object, change }: ImpactDrill, more: Readonly<Record<string, string>>) =>
  new URLSearchParams({ object, ...change, ...more }).toString();

export const impactPeopleQuery = (drill: ImpactDrill) =>
  infiniteQueryOptions({
    queryKey: ["policy", "impact", "people", drill],
    queryFn: ({ pageParam }) =>
      get<ImpactPeopleReply>(
        `/api/policy/impact/people?${searchOf(drill, { offset: String(pageParam) })}`,
      ),
    initialPageParam: 0,
    getNextPageParam: (last: ImpactPeopleReply) => last.next ?? undefined,
  });

export const impactRecordsQuery = (drill: ImpactDrill, person: string) =>
  infiniteQueryOptions({
    queryKey: ["policy", "impact", "records", drill, person],
    queryFn: ({ pageParam }) =>
      get<ImpactRecordsReply>(
        `/api/policy/impact/records?${searchOf(drill, { person, ...pageParam })}`,
      ),
    initialPageParam: {} as { readonly after?: string },
    getNextPageParam: (last: ImpactRecordsReply) => (last.next ? { after: last.next } : undefined),
  });

/** Of a draft whose impact has been counted. */
export const impactOfPersonQuery = (person: string) =>
  queryOptions({
    queryKey: ["policy", "impact", "person", person],
    queryFn: ({ signal }) =>
      get<ImpactOfPersonReply>(`/api/policy/impact/person?person=${person}`, signal),
  });

/** Of the draft as it is in this version. */
export const impactOfRecordQuery = ({ version, ...record }: ImpactAsked) =>
  queryOptions({
    queryKey: ["policy", "impact", "record", record, version],
    queryFn: ({ signal }) =>
      get<ImpactOfRecordReply>(
        `/api/policy/impact/record?${new URLSearchParams(record).toString()}`,
        signal,
      ),
  });

export const policyShadowQuery = queryOptions({
  queryKey: ["policy", "shadow"],
  queryFn: ({ signal }) => get<ShadowReply>("/api/policy/shadow", signal),
  refetchInterval: ({ state }) => (state.data?.state === "running" ? 5_000 : false),
});

/** Who asked for which record, as far as the reader may know. */
export const shadowFoundQuery = (drill: ImpactDrill) =>
  infiniteQueryOptions({
    queryKey: ["policy", "shadow", "found", drill],
    queryFn: ({ pageParam }) =>
      get<ShadowFoundReply>(
        `/api/policy/shadow/found?${searchOf(drill, { offset: String(pageParam) })}`,
      ),
    initialPageParam: 0,
    getNextPageParam: (last: ShadowFoundReply) => last.next ?? undefined,
  });
