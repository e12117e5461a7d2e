import type { ObjectMeta } from "@latchkey/server/contract";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { NotFound } from "../../parts/not-found.tsx";
import { PageFailure } from "../../parts/failure.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useShortcut } from "../../parts/use-shortcut.ts";
import { useMay, useObject } from "../../session/session.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { ListCards } from "./list-cards.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListHeader } from "./list-header.tsx";
import { ListPrintNotice } from "./list-print-notice.tsx";
import { ListTable } from "./list-table.tsx";
import { ScopeLine } from "./scope-line.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import { useList, type ListModel } from "./use-list.ts";
import styles from "./list.module.css";

const CreateDrawer = lazy(async () => ({
  default: (await import("./create-drawer.tsx")).CreateDrawer,
}));
const ExportDialog = lazy(async () => ({
  default: (await import("./export-dialog.tsx")).ExportDialog,
}));

const ListPrint = lazy(async () => ({ default: (await import("./list-print.tsx")).ListPrint }));

export type ListDialog = "create" | "export" | "print" | null;

export function ListRoute() {
  const { object: name } = useParams({ from: "/o/$object" });
  const object = useObject(name);
  if (!object) return <NotFound />;
  return <ListScreen key={name} object={object} />;
}

function ListScreen({ object }: { object: ObjectMeta }) {
  const list = useList(object);
  const [dialog, setDialog] = useState<ListDialog>(null);
  const close = () => setDialog(null);
  const may = useMay();
  // Not over a form that is being filled in.
  useShortcut(may(object.name, "export") ? "mod+p" : undefined, () =>
    setDialog((open) => open ?? "print"),
  );
  return (
    <div className={styles.screen}>
      <ListHeader list={list} open={setDialog} />
      <ScopeLine object={object} />
      <ViewTabs list={list} />
      <FilterBar list={list} />
      {/* Before the rows, so that the keyboard need not pass them all to get there. */}
      <BulkBar list={list} />
      <ListBody list={list} create={() => setDialog("create")} />
      {dialog === "print" ? null : <ListPrintNotice object={object} />}
      <Suspense fallback={null}>
        {dialog === "create" ? <CreateDrawer object={object} close={close} /> : null}
        {dialog === "print" ? <ListPrint list={list} close={close} /> : null}
        {dialog === "export" ? <ExportDialog list={list} close={close} /> : null}
      </Suspense>
    </div>
  );
}

function ListBody({ list, create }: { list: ListModel; create: () => void }) {
  const isNarrow = useNarrow();
  if (list.error) return <PageFailure problem={list.error} retry={list.retry} />;
  if (!list.isLoading && list.rows.length === 0) return <ListEmpty list={list} create={create} />;
  return isNarrow ? <ListCards list={list} /> : <ListTable list={list} />;
}
