import type { ObjectMeta } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";

export function CreateDrawer({ object, close }: { object: ObjectMeta; close: () => void }) {
  const navigate = useNavigate();
  return (
    <CreateRecord
      object={object}
      open
      close={close}
      created={(row) => {
        close();
        void navigate({ to: "/o/$object/$id", params: { object: object.name, id: row.id } });
      }}
    />
  );
}
