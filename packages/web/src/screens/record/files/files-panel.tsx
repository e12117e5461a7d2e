/** The files in one cell of a record: what there is, and a place to drop more. */
import { EyeOutlined, LockOutlined } from "@ant-design/icons";
import type {
  FieldMeta,
  FilesReply,
  KeptFile,
  ObjectMeta,
  RevealReply,
  Row,
} from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useState, type DragEvent } from "react";
import { call } from "../../../api.ts";
import { serverNow } from "../../../clock.ts";
import { fieldType } from "../../../fields/registry.ts";
import { useFormat } from "../../../format/use-format.ts";
import { useT, useText } from "../../../i18n/index.ts";
import { FailureWords } from "../../../parts/failure-words.tsx";
import { useTellFailure } from "../../../parts/use-tell-failure.tsx";
import { Panel } from "../../../parts/page.tsx";
import { filesQuery, type FilesPlace } from "../../../queries/files.ts";
import { Why } from "../../../why/why.tsx";
import { DropZone } from "./drop-zone.tsx";
import { FileList } from "./file-list.tsx";
import styles from "./files.module.css";
import { UploadList } from "./upload-list.tsx";
import { usePastedFiles } from "./use-pasted-files.ts";
import { useUploads } from "./use-uploads.ts";

interface FilesPanelProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly field: FieldMeta;
}

/** Fields that stand beside the others on a record's page. */
export const fieldsApart = ({ fields }: ObjectMeta): readonly FieldMeta[] =>
  fields.filter((field) => fieldType(field).isApart);

export function FilesPanel({ object, row, field }: FilesPanelProps) {
  const text = useText();
  const isClosed = row.hidden.includes(field.name) || row.masked.includes(field.name);
  const count = (row.values[field.name] as readonly unknown[] | null | undefined)?.length ?? 0;
  return (
    <Panel title={`${text(field.label)}${count > 0 ? ` (${count})` : ""}`}>
      {isClosed ? (
        <ClosedFiles object={object} row={row} field={field} />
      ) : (
        <OpenFiles
          place={{ object: object.name, id: row.id, field: field.name }}
          version={row.version}
        />
      )}
    </Panel>
  );
}

function ClosedFiles({ object, row, field }: FilesPanelProps) {
  const t = useT();
  const place = { object: object.name, id: row.id, field: field.name };
  if (row.revealable.includes(field.name)) return <RevealedFiles place={place} />;
  return (
    <p className={styles.quiet}>
      <LockOutlined aria-hidden /> {t("files.closed")}{" "}
      <Why object={object.name} id={row.id} action="view" field={field.name} />
    </p>
  );
}

/** Looked at deliberately, with a trace, as any cell that is masked. */
function RevealedFiles({ place: { object, ...cell } }: { place: FilesPlace }) {
  const t = useT();
  const tell = useTellFailure();
  const reveal = useMutation({
    mutationFn: () => call<RevealReply>(object, "reveal", cell),
    onError: (problem) => tell(problem),
  });
  if (!reveal.data) {
    return (
      <Button
        block
        icon={<EyeOutlined aria-hidden />}
        loading={reveal.isPending}
        onClick={() => reveal.mutate()}
      >
        {t("files.reveal")}
      </Button>
    );
  }
  const files = (reveal.data.value ?? []) as readonly KeptFile[];
  if (files.length === 0) return <p className={styles.quiet}>{t("files.none")}</p>;
  // Who brought them is no name here, but an id.
  const nameless = files.map((file) => ({ ...file, by: null }));
  return <FileList place={{ object, ...cell }} files={nameless} mayChange={false} />;
}

function OpenFiles({ place, version }: { place: FilesPlace; version: number }) {
  const t = useT();
  const found = useQuery(filesQuery(place, version));
  if (found.error && !found.data)
    return (
      <p className={styles.quiet}>
        <FailureWords problem={found.error} />
      </p>
    );
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  const { files, mayChange } = found.data;
  if (mayChange) return <Desk place={place} reply={found.data} />;
  if (files.length === 0) return <p className={styles.quiet}>{t("files.none")}</p>;
  return <FileList place={place} files={files} mayChange={false} />;
}

function Desk({ place, reply }: { place: FilesPlace; reply: FilesReply }) {
  const { files, limits } = reply;
  const uploads = useUploads(place, limits);
  const named = usePastedNames();
  const { isOver, ...listeners } = useDrop(uploads.add);
  usePastedFiles((pasted) => uploads.add(pasted.map(named)));
  return (
    <div {...listeners}>
      <DropZone
        limits={limits}
        isOver={isOver}
        isSmall={files.length > 0 || uploads.list.length > 0}
        add={uploads.add}
      />
      <UploadList uploads={uploads} />
      <FileList place={place} files={files} mayChange />
    </div>
  );
}

/** A browser calls every pasted picture `image.png`. */
function usePastedNames(): (file: File) => File {
  const t = useT();
  const format = useFormat();
  return (file) => {
    if (file.name !== "image.png") return file;
    const time = format.absolute(new Date(serverNow()).toISOString()).replaceAll(/[:/]/g, "-");
    return new File([file], `${t("files.pasted", { time })}.png`, { type: file.type });
  };
}

function useDrop(add: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes("Files");
  return {
    isOver,
    onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave({ currentTarget, relatedTarget }: DragEvent) {
      if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
    },
    onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      add([...event.dataTransfer.files]);
    },
  };
}
