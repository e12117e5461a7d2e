/**
 * A long list, read in pages. When it may have changed (on coming back, after a write, when a right ends) those in sight
 * are asked for again, and the others are old from then on: they keep their places, but nothing of them is drawn until
 * they come into sight and have been asked for again.
 */
import type { ListReply, ListRequest, Row } from "@latchkey/server/contract";
import { keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import { untilInterval } from "../clock.ts";
import { askRows, earliest, PAGE_ROWS } from "./records.ts";

export interface ListPage extends ListReply {
  /** The cursor it was read after; null: the first page. */
  readonly after: string | null;
  readonly isOld: boolean;
}

/** Some rows of a list by their places; `to` is the first that is not among them. */
export interface Sight {
  readonly from: number;
  readonly to: number;
}

/** Every list of the object that is held; see {@link listPagesQuery}. */
export const heldLists = (object: string) => ["records", object, "pages"] as const;

const heldList = (object: string, request: ListRequest) => [...heldLists(object), request] as const;

const pagesOf = (client: QueryClient, object: string, request: ListRequest): readonly ListPage[] =>
  client.getQueryData<readonly ListPage[]>(heldList(object, request)) ?? [];

/** What is drawn of the list of an object: one stands on the screen at a time. */
const sights = new Map<string, Sight>();
const listeners = new Set<() => void>();

export const sightOf = (object: string): Sight => sights.get(object) ?? TOP;

export function noteSight(object: string, sight: Sight): void {
  sights.set(object, sight);
  for (const listener of listeners) listener();
}

export function watchSight(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const TOP: Sight = { from: 0, to: 1 };

export function listPagesQuery(object: string, request: ListRequest) {
  return queryOptions({
    queryKey: heldList(object, request),
    queryFn: async ({ client }): Promise<readonly ListPage[]> => {
      const before = pagesOf(client, object, request);
      const { first, last } = placesIn(before, sightOf(object));
      const read: ListPage[] = [];
      let after = cursorAt(before, first);
      do {
        const page = await readPage(object, request, after);
        read.push(page);
        after = page.next;
      } while (after !== null && first + read.length <= last);
      return readAgain(pagesOf(client, object, request), first, read);
    },
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      untilInterval(earliest((query.state.data ?? []).filter(({ isOld }) => !isOld))),
  });
}

/** Reads the page at a place into the list that is held, and tells nothing itself. */
export function pageAtQuery(
  object: string,
  request: ListRequest,
  { at, after }: { readonly at: number; readonly after: string | null },
) {
  return queryOptions({
    queryKey: ["records", object, "pageAt", request, after],
    queryFn: async ({ client, signal }): Promise<null> => {
      const page = await readPage(object, request, after, signal);
      const key = heldList(object, request);
      const updatedAt = client.getQueryState(key)?.dataUpdatedAt ?? 0;
      // The list as a whole is as old as it was.
      client.setQueryData<readonly ListPage[]>(key, (pages) => pages && readNew(pages, at, page), {
        updatedAt,
      });
      return null;
    },
    staleTime: 0,
    gcTime: 0,
  });
}

async function readPage(
  object: string,
  request: ListRequest,
  after: string | null,
  signal?: AbortSignal,
): Promise<ListPage> {
  const asked = { limit: PAGE_ROWS, ...request, ...(after === null ? {} : { cursor: after }) };
  const reply = await askRows(object, "list", asked, signal);
  return { ...reply, after, isOld: false };
}

/** The cursor after which the page at a place has to be read as the list stands. */
export const cursorAt = (pages: readonly ListPage[], at: number): string | null =>
  pages[at - 1]?.next ?? null;

/** The first and the last page that have rows in sight; the first page alone where none has. */
export function placesIn(
  pages: readonly ListPage[],
  sight: Sight,
): { readonly first: number; readonly last: number } {
  const seen = startsOf(pages).flatMap((start, at) => (isIn(pages, at, start, sight) ? [at] : []));
  return { first: seen[0] ?? 0, last: seen.at(-1) ?? 0 };
}

/** The first page in sight that is not there, is old, or no longer begins where the one before it ends. */
export function neededPage(pages: readonly ListPage[], sight: Sight): number | null {
  const starts = startsOf(pages);
  const wanting = pages.findIndex(
    ({ isOld, after }, at) =>
      isIn(pages, at, starts[at]!, sight) && (isOld || after !== cursorAt(pages, at)),
  );
  if (wanting >= 0) return wanting;
  const last = pages.at(-1);
  const end = (starts.at(-1) ?? 0) + (last?.rows.length ?? 0);
  return last && last.next !== null && end < sight.to ? pages.length : null;
}

/** Pages that were read again where they stand; what they do not cover is old. */
export function readAgain(
  pages: readonly ListPage[],
  first: number,
  read: readonly ListPage[],
): readonly ListPage[] {
  const old = (page: ListPage): ListPage => ({ ...page, isOld: true });
  const isEnd = read.at(-1)?.next === null;
  const rest = isEnd ? [] : pages.slice(first + read.length);
  return [...pages.slice(0, first).map(old), ...read, ...rest.map(old)];
}

/** A page that was missing or old. It is dropped where the list has changed so that it belongs nowhere. */
export function readNew(
  pages: readonly ListPage[],
  at: number,
  page: ListPage,
): readonly ListPage[] {
  if (at > pages.length || cursorAt(pages, at) !== page.after) return pages;
  return [...pages.slice(0, at), page, ...(page.next === null ? [] : pages.slice(at + 1))];
}

/** Rows that may not be drawn as they are remembered. */
export const oldRows = (pages: readonly ListPage[]): ReadonlySet<Row> =>
  new Set(pages.flatMap(({ isOld, rows }) => (isOld ? rows : [])));

const isIn = (pages: readonly ListPage[], at: number, start: number, { from, to }: Sight) =>
  start < to && start + pages[at]!.rows.length > from;

/** The place of each page's first row. */
function startsOf(pages: readonly ListPage[]): readonly number[] {
  let start = 0;
  return pages.map(({ rows }) => (start += rows.length) - rows.length);
}
