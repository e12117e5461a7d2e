/** The saved views of a list: one's own, in the order one gave them, then those that colleagues share. */
import type { Filter, Me, ObjectMeta, Reference, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { isReference, referenceId } from "../../fields/parts/reference.ts";
import { pageQuery } from "../../queries/records.ts";
import { useMay, useObject, useSession } from "../../session/session.tsx";
import { openQuery, type OpenedQuery } from "./saved-query.ts";

export interface SavedView extends OpenedQuery {
  readonly row: Row;
  readonly name: string;
  readonly isMine: boolean;
  readonly isShared: boolean;
  /** Whose it is, for views of others. */
  readonly owner: string;
  /** The post whose holders have the list open with it. */
  readonly opensFor: Reference | null;
}

export interface Views {
  readonly all: readonly SavedView[];
  /** The one that the list opens with for somebody of the reader's posts. */
  readonly ofPost: SavedView | undefined;
  readonly isLoading: boolean;
}

/** More than anybody finds their way in; the API has them all. */
const MOST_VIEWS = 100;

export function useViews(object: ObjectMeta): Views {
  const { me } = useSession();
  const may = useMay();
  const hasPosts = useObject("savedView")?.fields.some(({ name }) => name === "opensFor") === true;
  const found = useQuery({
    ...pageQuery("savedView", {
      filter: viewsOf(object.name, me.person.id, hasPosts),
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
  return { all, ofPost: useMemo(() => viewOfPost(all, me), [all, me]), isLoading: found.isLoading };
}

/** Of several, the one of one's own unit; else the newest. */
function viewOfPost(views: readonly SavedView[], { roles, unit }: Me): SavedView | undefined {
  const mine = views.filter(({ opensFor }) => opensFor && roles.includes(opensFor.id));
  const unitOf = ({ row }: SavedView) => referenceId(row.values["unit"]);
  const madeAt = ({ row }: SavedView) => String(row.values["createdAt"]);
  return (
    mine.find((view) => unit !== null && unitOf(view) === unit.id) ??
    mine.toSorted((a, b) => madeAt(b).localeCompare(madeAt(a)))[0]
  );
}

/** Tabs change seldom, and are asked for again whenever one of them is changed here. */
const VIEWS_STALE_MILLISECONDS = 30_000;

const BY_POSITION = [
  { field: "position", direction: "asc" },
  { field: "createdAt", direction: "asc" },
] as const;

/** Some administer what others have for themselves; that does not make it theirs to look through. */
function viewsOf(object: string, person: string, hasPosts: boolean): Filter {
  return {
    and: [
      { field: "object", op: "is", value: object },
      {
        or: [
          { field: "owner", op: "is", value: person },
          { field: "shared", op: "is", value: true },
          ...(hasPosts ? [{ field: "opensFor", op: "isNotEmpty" } as const] : []),
        ],
      },
    ],
  };
}

function toView(object: ObjectMeta, person: string, row: Row): SavedView {
  const { name, owner, shared, query, opensFor = null } = row.values;
  const holder = isReference(owner) ? owner : null;
  return {
    row,
    name: String(name ?? ""),
    isMine: holder?.id === person,
    isShared: shared === true,
    owner: holder?.title ?? "",
    opensFor: isReference(opensFor) ? opensFor : null,
    ...openQuery(object, query),
  };
}
