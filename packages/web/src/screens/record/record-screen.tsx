import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { useRef, type CSSProperties } from "react";
import { RECORD_ACTIONS } from "../../actions/record-actions.ts";
import { RECORD_DIALOGS, type RecordDialog } from "../../actions/ui-action.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { useDialog } from "../../parts/use-dialog.ts";
import { useNarrow } from "../../parts/use-narrow.ts";
import { useSize } from "../../parts/use-size.ts";
import { isUnseen, recordQuery } from "../../queries/records.ts";
import { GroupRulePanel } from "../groups/group-rule-panel.tsx";
import { fieldsApart, FilesPanel } from "./files/files-panel.tsx";
import { RecordDialogs } from "./record-dialogs.tsx";
import { RecordFields } from "./record-fields.tsx";
import { RecordHeader } from "./record-header.tsx";
import { RecordPrint } from "./record-print.tsx";
import { RecordSide } from "./record-side.tsx";
import { RecordTabs } from "./record-tabs.tsx";
import { useRecordDesk } from "./use-record-desk.ts";
import { useRecordEditor, type RecordEditor } from "./use-record-editor.ts";
import styles from "./record.module.css";

export function RecordScreen({ object, id }: { object: ObjectMeta; id: string }) {
  const record = useQuery(recordQuery({ object: object.name, id }));
  if (record.error && (!record.data || isUnseen(record.error))) {
    return <PageFailure problem={record.error} retry={() => void record.refetch()} />;
  }
  if (!record.data) return <PageSkeleton />;
  return <LoadedRecord object={object} row={record.data.record} />;
}

function LoadedRecord({ object, row }: { object: ObjectMeta; row: Row }) {
  const [asked, setDialog] = useDialog(RECORD_DIALOGS);
  const dialog = asked !== null && isOpenTo(row, asked) ? asked : null;
  const editor = useRecordEditor(object, row);
  const desk = useRecordDesk({ object, row, edit: editor.start, open: setDialog });
  const header = useRef<HTMLElement>(null);
  const { height } = useSize(header);
  return (
    <div className={styles.screen} style={{ "--head-height": `${height}px` } as CSSProperties}>
      <RecordHeader
        ref={header}
        object={object}
        row={row}
        context={{ object, row, desk }}
        editor={editor}
      />
      <RecordBody object={object} row={row} editor={editor} open={setDialog} />
      <RecordPrint object={object} row={row} />
      <RecordDialogs object={object} row={row} dialog={dialog} close={() => setDialog(null)} />
    </div>
  );
}

/** A link may ask for what is not its reader's to do. */
function isOpenTo(row: Row, dialog: RecordDialog): boolean {
  const needs = RECORD_ACTIONS.find(({ name }) => name === dialog)?.needs;
  return needs === undefined || row.can[needs] === true;
}

interface RecordBodyProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly editor: RecordEditor;
  open(dialog: RecordDialog): void;
}

function RecordBody({ object, row, editor, open }: RecordBodyProps) {
  const isNarrow = useNarrow();
  const fields = (
    <>
      <RecordFields object={object} row={row} editor={editor} />
      {object.name === "group" ? <GroupRulePanel group={row} /> : null}
    </>
  );
  const side = <RecordSide object={object} row={row} open={open} />;
  const files = fieldsApart(object).map((field) => (
    <FilesPanel key={field.name} object={object} row={row} field={field} />
  ));
  const { isEditing } = editor;
  if (isNarrow) {
    return (
      <RecordTabs
        object={object}
        row={row}
        fields={fields}
        files={files}
        side={side}
        isEditing={isEditing}
      />
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.left}>{fields}</div>
      <div className={styles.middle}>
        <RecordTabs object={object} row={row} isEditing={isEditing} />
      </div>
      <aside className={styles.right}>
        {files}
        {side}
      </aside>
    </div>
  );
}
