/** The files in one cell of a record, and where each is fetched from. */
import type { FilesReply } from "@latchkey/server/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { call } from "../api.ts";
import { queryClient } from "./query-client.ts";
import { recordQuery, type RecordPlace } from "./records.ts";

export interface FilesPlace extends RecordPlace {
  readonly field: string;
}

/**
 * Of the record as it is in its `version`: a change of the record is read first, for it may have closed the cell to its
 * reader, such as giving the record to somebody else.
 */
export function filesQuery({ object, id, field }: FilesPlace, version: number) {
  return queryOptions({
    queryKey: ["files", object, id, field, version],
    queryFn: () => call<FilesReply>(object, "files", { id, field }),
    placeholderData: keepPreviousData,
  });
}

/** Reads the files of the version that the page has come to know, so that they are there when it shows that version. */
export async function readFiles(place: FilesPlace): Promise<void> {
  const known = queryClient.getQueryData(recordQuery(place).queryKey);
  if (known) await queryClient.prefetchQuery(filesQuery(place, known.record.version));
}

export const filesPath = ({ object, id, field }: FilesPlace): string =>
  `/api/files/${object}/${id}/${field}`;
