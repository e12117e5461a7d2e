/** The saved views of a list: one's own, in the order one gave them, then those that colleagues share. */
import type { Filter, ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { isReference } from "../../fields/parts/reference.ts";
import { pageQuery } from "../../queries/records.ts";
import { useMay, useSession } from "../../session/session.tsx";
import { openQuery, type OpenedQuery } from "./saved-query.ts";

export interface SavedView extends OpenedQuery {
  readonly row: Row;
  readonly name: string;
  readonly isMine: boolean;
  readonly isShared: boolean;
  /** Whose it is, for views of others. */
  readonly owner: string;
}

export interface Views {
  readonly all: readonly SavedView[];
  readonly isLoading: boolean;
}

/** More than anybody finds their way in; the API has them all. */
const MOST_VIEWS = 100;

export function useViews(object: ObjectMeta): Views {
  const { me } = useSession();
  const may = useMay();
  const found = useQuery({
    ...pageQuery("savedView", {
      filter: viewsOf(object.name, me.person.id),
      sort: BY_POSITION,
      limit: MOST_VIEWS,
    }),
    enabled: may("savedView", "view"),
    staleTime: VIEWS_STALE_MILLISECONDS,
  });
  const all = useMemo(() => {
    const views = (found.data?.rows ?? []).map((row) => toView(object, me.person.id, row));
    return [...views.filter(({ isMine }) => isMine), ...views.filter(({ isMine }) => !isMine)];
  }, [found.data, object, me.person.id]);
  return { all, isLoading: found.isLoading };
}

/** Tabs change seldom, and are asked for again whenever one of them is changed here. */
const VIEWS_STALE_MILLISECONDS = 30_000;

const BY_POSITION = [
  { field: "position", direction: "asc" },
  { field: "createdAt", direction: "asc" },
] as const;

/** Some administer what others have for themselves; that does not make it theirs to look through. */
function viewsOf(object: string, person: string): Filter {
  return {
    and: [
      { field: "object", op: "is", value: object },
      {
        or: [
          { field: "owner", op: "is", value: person },
          { field: "shared", op: "is", value: true },
        ],
      },
    ],
  };
}

function toView(object: ObjectMeta, person: string, row: Row): SavedView {
  const { name, owner, shared, query } = row.values;
  const holder = isReference(owner) ? owner : null;
  return {
    row,
    name: String(name ?? ""),
    isMine: holder?.id === person,
    isShared: shared === true,
    owner: holder?.title ?? "",
    ...openQuery(object, query),
  };
}
