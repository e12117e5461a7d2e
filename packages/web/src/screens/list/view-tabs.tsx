/** Saved views over a list: the whole list, one's own views, those that colleagues share. Each is a link of its own. */
import { PlusOutlined, PushpinOutlined, TeamOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useNames } from "../../fields/parts/use-names.ts";
import { useT } from "../../i18n/index.ts";
import { useMay } from "../../session/session.tsx";
import { WHOLE_LIST } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import { useChosenView } from "./use-opening.ts";
import type { SavedView } from "./use-views.ts";
import { ViewActions } from "./view-actions.tsx";
import styles from "./views.module.css";

const PostDialog = lazy(async () => ({
  default: (await import("./post-dialog.tsx")).PostDialog,
}));
const ViewDialog = lazy(async () => ({
  default: (await import("./view-dialog.tsx")).ViewDialog,
}));

export type ViewDialogName = "create" | "settings" | "post" | null;

export function ViewTabs({ list }: { list: ListModel }) {
  const t = useT();
  const may = useMay();
  const [dialog, setDialog] = useState<ViewDialogName>(null);
  const { views, view, state } = list;
  const mayCreate = may("savedView", "create");
  if (!mayCreate && views.all.length === 0) return null;
  const isPlain = !state.q && !state.f && !state.s;
  return (
    <>
      <div className={styles.views}>
        <nav className={styles.tabs} aria-label={t("views.label")}>
          <ViewTab list={list} view={null} />
          {views.all.map((one) => (
            <ViewTab key={one.row.id} list={list} view={one} />
          ))}
          {mayCreate && !view ? (
            <Button
              type="text"
              size="small"
              className={styles.add ?? ""}
              icon={<PlusOutlined aria-hidden />}
              aria-label={t("views.create")}
              title={t("views.create")}
              onClick={() => setDialog("create")}
            >
              {isPlain ? null : t("views.create")}
            </Button>
          ) : null}
        </nav>
        {view ? <ViewActions list={list} view={view} open={setDialog} /> : null}
      </div>
      <ViewNotice list={list} />
      <Suspense fallback={null}>
        {dialog === "post" && view ? (
          <PostDialog list={list} view={view} close={() => setDialog(null)} />
        ) : null}
        {dialog === "create" || dialog === "settings" ? (
          <ViewDialog
            list={list}
            view={dialog === "settings" ? view : undefined}
            close={() => setDialog(null)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

function ViewTab({ list, view }: { list: ListModel; view: SavedView | null }) {
  const t = useT();
  const tab = useRef<HTMLAnchorElement>(null);
  const [, setChosen] = useChosenView(list.object);
  const isOpen = view?.row.id === list.view?.row.id;
  const id = view?.row.id ?? WHOLE_LIST;
  useEffect(() => {
    if (isOpen) tab.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isOpen]);
  return (
    <Link
      ref={tab}
      to="/o/$object"
      params={{ object: list.object.name }}
      search={view || list.views.ofPost ? { v: id } : {}}
      onClick={() => setChosen(id)}
      // Whether it is the open one is not a question of the address alone: that also tells what was changed.
      activeProps={{}}
      className={isOpen ? styles.tabOpen : styles.tab}
      aria-current={isOpen ? "page" : undefined}
      {...(view && !view.isMine ? { title: t("views.sharedBy", { person: view.owner }) } : {})}
    >
      {view ? <ViewMark view={view} /> : null}
      <span className={styles.tabName}>{view ? view.name : t("views.all")}</span>
      {isOpen && list.isChanged ? (
        <span
          role="img"
          className={styles.changed}
          title={t("views.changed")}
          aria-label={t("views.changed")}
        />
      ) : null}
    </Link>
  );
}

/** Why a view is there: somebody shares it, or some post opens the list with it. */
function ViewMark({ view: { opensFor, isMine, owner } }: { view: SavedView }) {
  const t = useT();
  const names = useNames();
  if (opensFor) {
    const post = names.ofReference(opensFor) ?? t("field.unseenShort");
    return <PushpinOutlined aria-label={t("views.opensFor", { post })} />;
  }
  return isMine ? null : <TeamOutlined aria-label={t("views.sharedBy", { person: owner })} />;
}

function ViewNotice({ list }: { list: ListModel }) {
  const t = useT();
  const { view, isViewGone } = list;
  const words = isViewGone
    ? t("views.gone")
    : view && view.leftOut > 0
      ? t("views.leftOut", { count: view.leftOut })
      : null;
  return words ? (
    <div role="status" className={styles.notice}>
      {words}
    </div>
  ) : null;
}
