import type { ObjectMeta } from "@latchkey/server/contract";
import { Modal } from "antd";
import { lazy, Suspense } from "react";
import { useT } from "../../i18n/index.ts";
import { useList } from "../../screens/list/use-list.ts";
import { useSession } from "../../session/session.tsx";
import { WhyAnswer } from "../../why/why.tsx";
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
  if (task.kind === "why") return <WhyNot task={task} close={close} />;
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

function WhyNot({
  task: { object, action },
  close,
}: {
  task: Extract<Task, { kind: "why" }>;
  close: () => void;
}) {
  const t = useT();
  return (
    <Modal open title={t("why.ask")} footer={null} width={480} onCancel={close}>
      <WhyAnswer object={object} action={action} />
    </Modal>
  );
}

/** Of the list that is open behind it. */
function ExportList({ object, close }: { object: ObjectMeta; close: () => void }) {
  return <ExportDialog list={useList(object)} close={close} />;
}
