import type { ObjectMeta } from "@latchkey/server/contract";
import { lazy, Suspense } from "react";
import { useList } from "../../screens/list/use-list.ts";
import { useSession } from "../../session/session.tsx";
import type { Task } from "./task.ts";

const CreateDrawer = lazy(async () => ({
  default: (await import("../../screens/list/create-drawer.tsx")).CreateDrawer,
}));
const ExportDialog = lazy(async () => ({
  default: (await import("../../screens/list/export-dialog.tsx")).ExportDialog,
}));
const ChangePassword = lazy(async () => ({
  default: (await import("../../session/change-password.tsx")).ChangePassword,
}));

export function TaskDialog({ task, close }: { task: Task; close: () => void }) {
  const { objects } = useSession();
  if (task.kind === "password") {
    return (
      <Suspense fallback={null}>
        <ChangePassword close={close} />
      </Suspense>
    );
  }
  const object = objects.get(task.object);
  if (!object) return null;
  return (
    <Suspense fallback={null}>
      {task.kind === "create" ? (
        <CreateDrawer key={object.name} object={object} close={close} />
      ) : (
        <ExportList object={object} close={close} />
      )}
    </Suspense>
  );
}

/** Of the list that is open behind it. */
function ExportList({ object, close }: { object: ObjectMeta; close: () => void }) {
  return <ExportDialog list={useList(object)} close={close} />;
}
