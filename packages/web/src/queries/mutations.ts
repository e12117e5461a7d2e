import type { BulkReply, GetReply, Row } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { ApiFailure, call, isFailure, kept } from "../api.ts";
import { currentConnection } from "../connection/connection.ts";
import { isWaitedFor, keepWaiting, newKey, type WaitingWrite } from "../connection/outbox.ts";
import { invalidateEverything, invalidateRecords } from "./query-client.ts";

export type RecordValues = Readonly<Record<string, unknown>>;

/** Objects whose records are themselves rights, or reach of rights. */
const CHANGES_RIGHTS = new Set([
  "assignment",
  "person",
  "unit",
  "post",
  "group",
  "participant",
  "role",
]);

/** How long whoever pressed a button waits before their change is put by and they go on. */
const PATIENCE_MILLISECONDS = 15_000;

type Keepable = Pick<WaitingWrite, "object" | "verb" | "body" | "base">;

/**
 * Sends a write, or puts it by where the server cannot be reached, and then fails as `kept`. Whatever waits for the same
 * record goes before it.
 */
async function sendOrKeep(write: Keepable): Promise<GetReply> {
  const { object, verb, body } = write;
  const key = newKey();
  const mustWait = currentConnection() === "offline" || isWaitedFor(body.id);
  if (mustWait && keepWaiting({ ...write, key })) throw kept();
  try {
    return await call<GetReply>(object, verb, body, { key, patience: PATIENCE_MILLISECONDS });
  } catch (problem) {
    const isUnanswered = problem instanceof ApiFailure && problem.status === 0;
    if (isUnanswered && keepWaiting({ ...write, key, sentAt: Date.now() })) throw kept();
    throw problem;
  }
}

/** Rights change with whoever changes them looking on; all else may be put by (`isKept`: the caller says so in words). */
const mayWait = (object: string): boolean => !CHANGES_RIGHTS.has(object);

/** `canWait`: it is put by where the server cannot be reached. */
export function useCreate(
  object: string,
  { canWait = false }: { readonly canWait?: boolean } = {},
) {
  return useMutation({
    mutationFn: (values: RecordValues) =>
      canWait && mayWait(object)
        ? sendOrKeep({ object, verb: "create", body: { values } })
        : call<GetReply>(object, "create", { values }, { key: newKey() }),
    onSuccess: () => refresh(object),
  });
}

export interface Change {
  readonly id: string;
  readonly version: number;
  readonly values: RecordValues;
  /** The record as it was: with it, the change is put by where the server cannot be reached. */
  readonly base?: Row;
}

export function useUpdate(object: string) {
  return useMutation({
    mutationFn: ({ base, ...body }: Change) =>
      base && mayWait(object)
        ? sendOrKeep({ object, verb: "update", body, base })
        : call<GetReply>(object, "update", body, { key: newKey() }),
    onSuccess: () => refresh(object),
    // Given away: what is remembered of it goes with it.
    onError: (problem) => (isFailure(problem, "done_unseen") ? refresh(object) : undefined),
  });
}

export function useDelete(object: string) {
  return useMutation({
    mutationFn: ({ id, version }: Pick<Row, "id" | "version">) =>
      call<{ id: string; version: number }>(object, "delete", { id, version }, { key: newKey() }),
    // What is gone is not asked for again by the page that is about to be left.
    onSuccess: (_reply, { id }) => refresh(object, id),
  });
}

export function useRestore(object: string) {
  return useMutation({
    mutationFn: (row: { id: string; version: number }) =>
      call(object, "restore", row, { key: newKey() }),
    onSuccess: () => refresh(object),
  });
}

export interface BulkRequest {
  readonly ids: readonly string[];
  readonly action: "update" | "delete" | "restore" | "share" | "unshare";
  readonly values?: RecordValues;
  readonly versions?: readonly number[];
  readonly share?: object;
  readonly participants?: readonly string[];
}

export function useBulk(object: string) {
  return useMutation({
    mutationFn: (request: BulkRequest) =>
      call<BulkReply>(object, "bulk", request, { key: newKey() }),
    onSuccess: () => refresh(object),
  });
}

/** `gone` is the id of a record that has just ceased to be. */
export function refresh(object: string, gone?: string): Promise<void> {
  return CHANGES_RIGHTS.has(object) ? invalidateEverything(gone) : invalidateRecords(object, gone);
}
