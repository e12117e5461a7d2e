import type { CountReply, FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { usePreference } from "../../preferences.ts";
import { countQuery, listQuery } from "../../queries/records.ts";
import { fieldOf, useMay, useSession } from "../../session/session.tsx";
import { parseListState, toRequest, type ListState } from "./list-state.ts";

export interface ListModel {
  readonly object: ObjectMeta;
  readonly state: ListState;
  setState(state: ListState): void;
  readonly rows: readonly Row[];
  readonly count: CountReply | undefined;
  readonly isLoading: boolean;
  /** New rows are on their way while the old ones still stand. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
  readonly columns: readonly FieldMeta[];
  setColumns(names: readonly string[] | undefined): void;
  readonly selected: readonly string[];
  select(ids: readonly string[]): void;
  /** The same function for as long as the list stands. */
  readonly toggle: (id: string) => void;
  /** Whether anything can be done to a selection. */
  readonly canSelect: boolean;
}

export function useList(object: ObjectMeta): ListModel {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const state = useMemo(() => parseListState(search), [search]);
  const request = useMemo(() => withoutGone(object, toRequest(state)), [object, state]);
  const [columns, setColumns] = useColumns(object);
  const fields = useMemo(() => fieldsShown(object, columns), [object, columns]);
  const list = useInfiniteQuery(listQuery(object.name, { ...request, fields }));
  const { sort: _sort, ...narrowing } = request;
  const count = useQuery(countQuery(object.name, narrowing));
  const [selected, select] = useState<readonly string[]>([]);
  const toggle = useCallback(
    (id: string) =>
      select((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id])),
    [],
  );
  const may = useMay();
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  return {
    object,
    state,
    setState: (next) => {
      select([]);
      void navigate({ to: ".", search: () => next, replace: true });
    },
    rows,
    count: count.data,
    isLoading: list.isLoading,
    isStale: list.isPlaceholderData,
    error: list.data ? null : list.error,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    retry: () => void list.refetch(),
    columns,
    setColumns,
    selected,
    select,
    toggle,
    canSelect: BULK_ACTIONS.some((action) => may(object.name, action)),
  };
}

/** An order by a field that is there no more is no order; a filter by one is told, and taken away by the reader. */
function withoutGone(
  object: ObjectMeta,
  { sort = [], ...request }: ReturnType<typeof toRequest>,
): ReturnType<typeof toRequest> {
  const known = sort.filter(({ field }) => fieldOf(object, field));
  return known.length > 0 ? { ...request, sort: known } : request;
}

/** The columns, and what a phone's card shows besides: who it is and in which state. */
const fieldsShown = (
  { title, states, fields }: ObjectMeta,
  columns: readonly FieldMeta[],
): readonly string[] => {
  const names = new Set([title, states?.field, ...columns.map(({ name }) => name)]);
  return fields.map(({ name }) => name).filter((name) => names.has(name));
};

/** What the bulk bar offers. */
const BULK_ACTIONS = ["edit", "assign", "delete"];

/** Chosen per person and object; a column that has vanished from their rights vanishes from the choice. */
function useColumns(object: ObjectMeta) {
  const { me } = useSession();
  const [names, setNames] = usePreference<readonly string[]>(
    `columns.${me.person.id}.${object.name}`,
    object.list.columns,
  );
  const columns = useMemo(
    () => names.flatMap((name) => fieldOf(object, name) ?? []),
    [names, object],
  );
  return [columns, setNames] as const;
}
