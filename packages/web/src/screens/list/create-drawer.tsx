import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useNavigate } from "@tanstack/react-router";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { useMay } from "../../session/session.tsx";
import { NewPerson } from "../person/new-person.tsx";

export function CreateDrawer({ object, close }: { object: ObjectMeta; close: () => void }) {
  const navigate = useNavigate();
  const may = useMay();
  const created = (row: Row) => {
    close();
    void navigate({ to: "/o/$object/$id", params: { object: object.name, id: row.id } });
  };
  const parts = { object, close, created };
  return object.name === "person" && may("post", "create") ? (
    <NewPerson {...parts} />
  ) : (
    <CreateRecord {...parts} open />
  );
}
