/** Puts values into whatever shows the record, ahead of the server's own answer: its page, and the lists that hold it. */
import type { GetReply, ListReply, Row } from "@latchkey/server/contract";
import type { InfiniteData } from "@tanstack/react-query";
import { queryClient } from "./query-client.ts";
import { recordQuery } from "./records.ts";

export function showValues(
  object: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
): void {
  const put = (row: Row): Row =>
    row.id === id ? { ...row, values: { ...row.values, ...values } } : row;
  queryClient.setQueryData<GetReply>(
    recordQuery({ object, id }).queryKey,
    (data) => data && { ...data, record: put(data.record) },
  );
  queryClient.setQueriesData<InfiniteData<ListReply>>(
    { queryKey: ["records", object, "list"] },
    (data) =>
      data && { ...data, pages: data.pages.map((page) => ({ ...page, rows: page.rows.map(put) })) },
  );
}
