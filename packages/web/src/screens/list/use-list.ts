import type { CountReply, FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { usePreference } from "../../preferences.ts";
import { listPagesQuery } from "../../queries/list-pages.ts";
import { countQuery } from "../../queries/records.ts";
import { fieldOf, useMay, useSession } from "../../session/session.tsx";
import {
  conditionsOf,
  parseListState,
  toRequest,
  WHOLE_LIST,
  type ListState,
} from "./list-state.ts";
import { isSameQuestion } from "./saved-query.ts";
import { useListPages, type ListPages } from "./use-list-pages.ts";
import { useOpening } from "./use-opening.ts";
import { useViews, type SavedView, type Views } from "./use-views.ts";

export interface ListModel extends ListPages {
  readonly object: ObjectMeta;
  /** What is listed: the view that is open, or what was made of it. */
  readonly state: ListState;
  setState(state: ListState): void;
  readonly views: Views;
  /** The view that is open. */
  readonly view: SavedView | undefined;
  /** The address names a view that is not there for this reader. */
  readonly isViewGone: boolean;
  /** Whether the open view was changed and not saved. */
  readonly isChanged: boolean;
  readonly count: CountReply | undefined;
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
  const { views, view, state, setState, isOpening, isReady, isViewGone, isChanged } =
    useListState(object);
  const request = useMemo(() => withoutGone(object, toRequest(state)), [object, state]);
  const [columns, setColumns] = useColumns(object, state, setState);
  const fields = useMemo(() => fieldsShown(object, columns), [object, columns]);
  const asked = useMemo(() => ({ ...request, fields }), [request, fields]);
  const pages = useListPages(object.name, asked, isReady);
  const { sort: _sort, ...narrowing } = request;
  const counting = countQuery(object.name, narrowing);
  const count = useQuery({ ...counting, enabled: isReady });
  const client = useQueryClient();
  // Few lists open with a view: while that is asked, the rows of those that do not are on their way.
  useEffect(() => {
    if (!isOpening || !views.isLoading) return;
    void client.prefetchQuery(listPagesQuery(object.name, asked));
    void client.prefetchQuery(counting);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as they are at first: later questions are the list's own.
  }, []);
  const selection = useSelection(state);
  const may = useMay();
  return {
    ...pages,
    object,
    state,
    setState,
    views,
    view,
    isViewGone,
    isChanged,
    count: count.data,
    columns,
    setColumns,
    ...selection,
    canSelect: BULK_ACTIONS.some((action) => may(object.name, action)),
  };
}

/** From the address and the view it names to what is listed, and back. */
function useListState(object: ObjectMeta) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const address = useMemo(() => parseListState(search), [search]);
  const views = useViews(object);
  const isOpening = useOpening(object, address, views);
  const view = views.all.find(({ row }) => row.id === address.v);
  const state = useMemo(() => stateOf(address, view), [view, address]);
  const setState = (next: ListState) =>
    void navigate({ to: ".", search: () => addressOf(next, view, views), replace: true });
  return {
    views,
    view,
    state,
    setState,
    isOpening,
    isReady: !isOpening && (state.v === undefined || !views.isLoading),
    isViewGone: state.v !== undefined && !view && !views.isLoading,
    isChanged: view !== undefined && !isSameQuestion(state, view.question),
  };
}

function stateOf(address: ListState, view: SavedView | undefined): ListState {
  const { v, ...changed } = address;
  if (v === WHOLE_LIST) return changed;
  const isAsSaved = view !== undefined && Object.keys(changed).length === 0;
  return isAsSaved ? { v: view.row.id, ...view.question } : address;
}

/**
 * A view as it was saved needs no more than its name, so that its address follows what its owner makes of it. The whole
 * list needs none, but where nothing said opens a view.
 */
function addressOf(
  { v: _v, ...question }: ListState,
  view: SavedView | undefined,
  { ofPost }: Views,
): ListState {
  if (!view) {
    const { c: _c, ...rest } = question;
    return ofPost && Object.keys(rest).length === 0 ? { v: WHOLE_LIST } : rest;
  }
  const v = view.row.id;
  if (isSameQuestion(question, view.question)) return { v };
  return Object.keys(question).length > 0 ? { v, ...question } : { v, f: [] };
}

/** Rows are chosen out of what is listed: of another list none are. */
function useSelection({ q = "", f = [], v = "" }: ListState) {
  const listed = JSON.stringify([v, q, f.map(conditionsOf)]);
  const [chosen, setChosen] = useState<{ listed: string; ids: readonly string[] }>({
    listed,
    ids: [],
  });
  const select = useCallback((ids: readonly string[]) => setChosen({ listed, ids }), [listed]);
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const ids = before.listed === listed ? before.ids : [];
        const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
        return { listed, ids: next };
      }),
    [listed],
  );
  return { selected: chosen.listed === listed ? chosen.ids : NONE, select, toggle };
}

const NONE: readonly string[] = [];

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
const BULK_ACTIONS = ["edit", "assign", "share", "delete"];

/**
 * A view has its columns; without one they are chosen per person and object. A column that has vanished from their
 * rights vanishes from the choice.
 */
function useColumns(object: ObjectMeta, state: ListState, setState: (state: ListState) => void) {
  const { me } = useSession();
  const [own, setOwn] = usePreference<readonly string[]>(
    `columns.${me.person.id}.${object.name}`,
    object.list.columns,
  );
  const { v, c } = state;
  const columns = useMemo(() => {
    const chosen = (c?.split(",") ?? own).flatMap((name) => fieldOf(object, name) ?? []);
    return chosen.length > 0 ? chosen : own.flatMap((name) => fieldOf(object, name) ?? []);
  }, [c, own, object]);
  const setColumns = (names: readonly string[] | undefined) => {
    if (v === undefined) return setOwn(names);
    setState({ ...state, c: (names ?? object.list.columns).join(",") });
  };
  return [columns, setColumns] as const;
}
