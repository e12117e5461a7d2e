import type { ObjectMeta, Row } from "@latchkey/server/contract";
import type { RecordDialog } from "../../actions/ui-action.ts";
import { ImpactOfRecord } from "../policy/impact/impact-of-record.tsx";
import { TasksPanel } from "./tasks-panel.tsx";
import { WhoCanSeePanel } from "./who-can-see-panel.tsx";

interface RecordSideProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  open(dialog: RecordDialog): void;
}

export function RecordSide({ object, row, open }: RecordSideProps) {
  return (
    <>
      <TasksPanel object={object} row={row} />
      <WhoCanSeePanel
        object={object}
        row={row}
        openAll={() => open("whoCanSee")}
        openShare={() => open("share")}
      />
      <ImpactOfRecord object={object.name} id={row.id} />
    </>
  );
}
