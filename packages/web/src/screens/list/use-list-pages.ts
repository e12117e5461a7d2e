import type { ListRequest, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import {
  cursorAt,
  listPagesQuery,
  neededPage,
  noteSight,
  oldRows,
  pageAtQuery,
  sightOf,
  watchSight,
  type ListPage,
  type Sight,
} from "../../queries/list-pages.ts";

/** So many rows beyond those in sight are asked for before they are needed. */
const AHEAD_ROWS = 30;

export interface ListPages {
  readonly rows: readonly Row[];
  /** Rows that keep their place and are not drawn until they have been asked for again. */
  readonly old: ReadonlySet<Row>;
  readonly isLoading: boolean;
  /** New rows are on their way while those of another question still stand. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly isLoadingMore: boolean;
  /** Which rows are drawn from now on: what is missing there is asked for. */
  see(sight: Sight): void;
  retry(): void;
}

export function useListPages(object: string, request: ListRequest, isReady: boolean): ListPages {
  const list = useQuery({
    ...listPagesQuery(object, request),
    enabled: isReady,
  });
  const pages = list.data ?? NO_PAGES;
  const isOther = list.isPlaceholderData;
  const at = useSyncExternalStore(watchSight, () =>
    isOther ? null : neededPage(pages, ahead(sightOf(object))),
  );
  const more = useQuery({
    ...pageAtQuery(object, request, { at: at ?? 0, after: cursorAt(pages, at ?? 0) }),
    enabled: at !== null,
  });
  return {
    rows: useMemo(() => pages.flatMap(({ rows }) => rows), [pages]),
    old: useMemo(() => oldRows(pages), [pages]),
    isLoading: list.isLoading || !isReady,
    isStale: isOther,
    error: list.data ? null : list.error,
    isLoadingMore: more.isFetching,
    see: (next) => {
      noteSight(object, next);
      if (more.isError && !more.isFetching) void more.refetch();
    },
    retry: () => void list.refetch(),
  };
}

const NO_PAGES: readonly ListPage[] = [];

const ahead = ({ from, to }: Sight): Sight => ({ from: from - AHEAD_ROWS, to: to + AHEAD_ROWS });
