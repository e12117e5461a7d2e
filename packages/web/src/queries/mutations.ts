import type { BulkReply, GetReply, Row } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { call } from "../api.ts";
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

export function useCreate(object: string) {
  return useMutation({
    mutationFn: (values: RecordValues) => call<GetReply>(object, "create", { values }),
    onSuccess: () => refresh(object),
  });
}

export function useUpdate(object: string) {
  return useMutation({
    mutationFn: (change: { id: string; version: number; values: RecordValues }) =>
      call<GetReply>(object, "update", change),
    onSuccess: () => refresh(object),
  });
}

export function useDelete(object: string) {
  return useMutation({
    mutationFn: (row: Pick<Row, "id" | "version">) =>
      call<{ id: string; version: number }>(object, "delete", { id: row.id, version: row.version }),
    // What is gone is not asked for again by the page that is about to be left.
    onSuccess: (_reply, { id }) => refresh(object, id),
  });
}

export function useRestore(object: string) {
  return useMutation({
    mutationFn: (row: { id: string; version: number }) => call(object, "restore", row),
    onSuccess: () => refresh(object),
  });
}

export interface BulkRequest {
  readonly ids: readonly string[];
  readonly action: "update" | "delete" | "restore";
  readonly values?: RecordValues;
  readonly versions?: readonly number[];
}

export function useBulk(object: string) {
  return useMutation({
    mutationFn: (request: BulkRequest) => call<BulkReply>(object, "bulk", request),
    onSuccess: () => refresh(object),
  });
}

/** `gone` is the id of a record that has just ceased to be. */
export function refresh(object: string, gone?: string): Promise<void> {
  return CHANGES_RIGHTS.has(object) ? invalidateEverything(gone) : invalidateRecords(object, gone);
}
