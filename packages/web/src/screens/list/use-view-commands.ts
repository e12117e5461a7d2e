import type { Row } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { App } from "antd";
import { createElement } from "react";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { refresh, useCreate, useDelete, useUpdate } from "../../queries/mutations.ts";
import { writeQuery } from "./saved-query.ts";
import type { ListModel } from "./use-list.ts";
import type { SavedView } from "./use-views.ts";

export interface ViewSettings {
  readonly name: string;
  readonly shared: boolean;
}

export interface Ending {
  done(): void;
  failed(problem: unknown): void;
}

export interface ViewCommands {
  readonly isBusy: boolean;
  /** Keeps the list as it is now as a new view, and opens it. */
  create(settings: ViewSettings, ending: Ending): void;
  /** Makes the view what the list is now. */
  saveQuery(view: SavedView): void;
  saveSettings(change: { view: SavedView; settings: ViewSettings }, ending: Ending): void;
  move(view: SavedView, step: 1 | -1): void;
  remove(view: SavedView): void;
}

export function useViewCommands(list: ListModel): ViewCommands {
  const t = useT();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { show, failed } = useShowing(list);
  const creation = useCreate("savedView");
  const update = useUpdate("savedView");
  const remove = useRemoval(list);
  const { object, views } = list;
  const mine = views.all.filter(({ isMine }) => isMine);
  const columns = list.columns.map(({ name }) => name);

  return {
    isBusy: creation.isPending || update.isPending,
    create: (settings, { done, failed }) =>
      creation.mutate(
        {
          ...settings,
          object: object.name,
          query: writeQuery(list.state, columns),
          position: mine.length,
        },
        {
          onSuccess: ({ record }) => {
            done();
            show(record.id);
          },
          onError: failed,
        },
      ),
    saveQuery: ({ row }) =>
      update.mutate(
        { id: row.id, version: row.version, values: { query: writeQuery(list.state, columns) } },
        {
          onSuccess: () => {
            void navigate({ to: ".", search: () => ({ v: row.id }), replace: true });
            void message.success(t("views.saved"));
          },
          onError: failed,
        },
      ),
    saveSettings: ({ view: { row }, settings }, { done, failed }) =>
      update.mutate(
        { id: row.id, version: row.version, values: { ...settings } },
        {
          onSuccess: done,
          onError: (problem) => {
            failed(problem);
            void refresh("savedView");
          },
        },
      ),
    move: (view, step) => {
      for (const { row, position } of reordered(mine, view, step)) {
        update.mutate(
          { id: row.id, version: row.version, values: { position } },
          { onError: failed },
        );
      }
    },
    remove: (view) => void remove(view),
  };
}

export const placeOf = ({ id, version }: Row) => ({ id, version });

function useShowing({ object }: ListModel) {
  const navigate = useNavigate();
  const tell = useTellFailure();
  const show = (id: string | undefined) =>
    void navigate({
      to: "/o/$object",
      params: { object: object.name },
      search: id === undefined ? {} : { v: id },
      replace: id === undefined,
    });
  const failed = (problem: unknown) => {
    tell(problem);
    // Changed elsewhere meanwhile, or gone: the next attempt starts from what is there.
    void refresh("savedView");
  };
  return { show, failed };
}

/** Removing and its undoing outlive the tab they are about, and with it the component that asked for them. */
function useRemoval(list: ListModel): (view: SavedView) => Promise<void> {
  const t = useT();
  const { message } = App.useApp();
  const { show, failed } = useShowing(list);
  const creation = useCreate("savedView");
  const update = useUpdate("savedView");
  const deletion = useDelete("savedView");
  const restore = async ({ row, opensFor }: SavedView) => {
    const { name, query, shared, position } = row.values;
    message.destroy(row.id);
    try {
      const values = { name, object: list.object.name, query, shared, position };
      const { record } = await creation.mutateAsync(values);
      if (opensFor)
        await update.mutateAsync({ ...placeOf(record), values: { opensFor: opensFor.id } });
      show(record.id);
    } catch (problem) {
      failed(problem);
    }
  };
  return async (view) => {
    show(undefined);
    try {
      await deletion.mutateAsync(view.row);
      void message.success({
        key: view.row.id,
        duration: UNDO_SECONDS,
        content: createElement(UndoLink, {
          words: t("views.deleted", { name: view.name }),
          undo: () => void restore(view),
        }),
      });
    } catch (problem) {
      failed(problem);
    }
  };
}

/** The views whose place has changed: after the first move of all, places are 0, 1, 2 and two of them change. */
function reordered(mine: readonly SavedView[], view: SavedView, step: 1 | -1) {
  const next = mine.filter((one) => one !== view);
  next.splice(mine.indexOf(view) + step, 0, view);
  return next.flatMap(({ row }, position) =>
    row.values["position"] === position ? [] : [{ row, position }],
  );
}
