/** Puts values into whatever shows the record, ahead of the server's own answer: its page, and the lists that hold it. */
import type { GetReply, Row } from "@latchkey/server/contract";
import { heldLists, type ListPage } from "./list-pages.ts";
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
  queryClient.setQueriesData<readonly ListPage[]>(
    { queryKey: heldLists(object) },
    (pages) => pages && pages.map((page) => ({ ...page, rows: page.rows.map(put) })),
  );
}
