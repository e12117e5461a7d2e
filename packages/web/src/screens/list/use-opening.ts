/** What an address that says nothing opens: the view of the reader's post, unless they have chosen otherwise here. */
import type { ObjectMeta } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { usePreference } from "../../preferences.ts";
import { useMay, useSession } from "../../session/session.tsx";
import { WHOLE_LIST, type ListState } from "./list-state.ts";
import type { Views } from "./use-views.ts";

/** The view that somebody opened last by its tab, `WHOLE_LIST` among them; null: none yet. */
export function useChosenView(object: ObjectMeta) {
  const { me } = useSession();
  return usePreference<string | null>(`view.${me.person.id}.${object.name}`, null);
}

/** True as long as it is not known what is to be listed. Where a view is, the address is made to name it. */
export function useOpening(object: ObjectMeta, address: ListState, views: Views): boolean {
  const navigate = useNavigate();
  const mayView = useMay()("savedView", "view");
  const [chosen] = useChosenView(object);
  const { all, ofPost, isLoading } = views;
  const isPlain = Object.keys(address).length === 0;
  const isThere = chosen === WHOLE_LIST || all.some(({ row }) => row.id === chosen);
  const opened = isPlain && ofPost ? (isThere ? chosen : ofPost.row.id) : null;
  useEffect(() => {
    if (opened === null) return;
    void navigate({ to: ".", search: (before) => ({ ...before, v: opened }), replace: true });
  }, [opened, navigate]);
  return (isPlain && mayView && isLoading) || opened !== null;
}
