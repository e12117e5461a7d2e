import type { ObjectMeta } from "@latchkey/server/contract";
import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { NotFound } from "../../parts/not-found.tsx";
import { Failure } from "../../parts/failure.tsx";
import { useDialog } from "../../parts/use-dialog.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useShortcut } from "../../parts/use-shortcut.ts";
import { useMay, useObject } from "../../session/session.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { ListCards } from "./list-cards.tsx";
import { ListEmpty } from "./list-empty.tsx";
import { ListHeader } from "./list-header.tsx";
import { ListPrintNotice } from "./list-print-notice.tsx";
import { LIST_DIALOGS } from "./list-state.ts";
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

export function ListRoute() {
  const { object: name } = useParams({ from: "/o/$object" });
  const object = useObject(name);
  if (!object) return <NotFound />;
  return <ListScreen key={name} object={object} />;
}

function ListScreen({ object }: { object: ObjectMeta }) {
  const list = useList(object);
  const may = useMay();
  const [dialog, setDialog] = useDialog(LIST_DIALOGS);
  // Not in the address: whoever loads the page again does not ask for paper again.
  const [isPrinting, setPrinting] = useState(false);
  const close = () => setDialog(null);
  const print = () => setPrinting(true);
  // A link may ask for what is not its reader's to do.
  const mayExport = may(object.name, "export");
  // Not over a form that is being filled in.
  useShortcut(mayExport ? "mod+p" : undefined, () => (dialog ? undefined : print()));
  return (
    <div className={styles.screen}>
      <ListHeader list={list} open={setDialog} print={print} />
      <ScopeLine object={object} />
      <ViewTabs list={list} />
      <FilterBar list={list} />
      {/* Before the rows, so that the keyboard need not pass them all to get there. */}
      <BulkBar
        list={list}
        isSharingAll={dialog === "share" && may(object.name, "share")}
        endSharingAll={close}
      />
      <ListBody list={list} create={() => setDialog("create")} />
      {isPrinting ? null : <ListPrintNotice object={object} />}
      <Suspense fallback={null}>
        {dialog === "create" && may(object.name, "create") ? (
          <CreateDrawer object={object} close={close} />
        ) : null}
        {isPrinting ? <ListPrint list={list} close={() => setPrinting(false)} /> : null}
        {dialog === "export" && mayExport ? <ExportDialog list={list} close={close} /> : null}
      </Suspense>
    </div>
  );
}

function ListBody({ list, create }: { list: ListModel; create: () => void }) {
  const isNarrow = useNarrow();
  if (list.error) return <Failure problem={list.error} retry={list.retry} />;
  if (!list.isLoading && list.rows.length === 0) return <ListEmpty list={list} create={create} />;
  return isNarrow ? <ListCards list={list} /> : <ListTable list={list} />;
}
