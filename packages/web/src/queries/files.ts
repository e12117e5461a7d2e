/** The files in one cell of a record, and where each is fetched from. */
import type { FilesReply } from "@latchkey/server/contract";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../api.ts";
import type { RecordPlace } from "./records.ts";

export interface FilesPlace extends RecordPlace {
  readonly field: string;
}

export function filesQuery({ object, id, field }: FilesPlace) {
  return queryOptions({
    queryKey: ["records", object, "files", id, field],
    queryFn: () => call<FilesReply>(object, "files", { id, field }),
  });
}

export const filesPath = ({ object, id, field }: FilesPlace): string =>
  `/api/files/${object}/${id}/${field}`;
