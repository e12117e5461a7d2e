import { DeleteOutlined } from "@ant-design/icons";
import type { KeptFile } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { call } from "../../../api.ts";
import { formatBytes } from "../../../format/bytes.ts";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import { useTellFailure } from "../../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../../parts/undo-link.tsx";
import { filesPath, type FilesPlace } from "../../../queries/files.ts";
import { refresh } from "../../../queries/mutations.ts";
import { FileIcon } from "./file-icon.tsx";
import styles from "./files.module.css";

interface FileListProps {
  readonly place: FilesPlace;
  readonly files: readonly KeptFile[];
  readonly mayChange: boolean;
}

/** Newest first. */
export function FileList({ place, files, mayChange }: FileListProps) {
  const remove = useRemoval(place);
  if (files.length === 0) return null;
  const shown = files.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return (
    <ul className={styles.list}>
      {shown.map((file) => (
        <li key={file.id} className={styles.item}>
          <FileLine place={place} file={file} remove={mayChange ? () => remove(file) : null} />
        </li>
      ))}
    </ul>
  );
}

interface FileLineProps {
  readonly place: FilesPlace;
  readonly file: KeptFile;
  readonly remove: (() => void) | null;
}

function FileLine({ place, file, remove }: FileLineProps) {
  const t = useT();
  const format = useFormat();
  const { id, name, type, bytes, at, by } = file;
  return (
    <>
      <span className={styles.icon}>
        <FileIcon type={type} />
      </span>
      <span className={styles.about}>
        <a className={styles.name} href={`${filesPath(place)}/${id}`} download={name} title={name}>
          {name}
        </a>
        <span className={styles.facts}>
          {formatBytes(bytes, format.locale)}
          {" · "}
          <time dateTime={at} title={format.absolute(at)}>
            {format.relative(at)}
          </time>
          {by?.title ? ` · ${by.title}` : null}
        </span>
      </span>
      {remove ? (
        <Button
          className={styles.remove ?? ""}
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t("files.remove", { name })}
          onClick={remove}
        />
      ) : null}
    </>
  );
}

/** At once, with a way back. */
function useRemoval({ object, id, field }: FilesPlace): (file: KeptFile) => void {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: ({ verb, file }: { verb: "removeFile" | "restoreFile"; file: KeptFile }) =>
      call(object, verb, { id, field, file: file.id }),
    onSettled: () => refresh(object),
    onError: (problem) => tell(problem),
  });
  return (file) => {
    const key = `file-${file.id}`;
    const undo = () => {
      message.destroy(key);
      change.mutate({ verb: "restoreFile", file });
    };
    change.mutate(
      { verb: "removeFile", file },
      {
        onSuccess: () =>
          void message.success({
            key,
            duration: UNDO_SECONDS,
            content: <UndoLink words={t("files.removed", { name: file.name })} undo={undo} />,
          }),
      },
    );
  };
}
