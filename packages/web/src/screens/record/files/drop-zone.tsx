import { UploadOutlined } from "@ant-design/icons";
import type { FilesReply } from "@latchkey/server/contract";
import { useRef } from "react";
import { formatBytes } from "../../../format/bytes.ts";
import { useFormat } from "../../../format/use-format.ts";
import { useT } from "../../../i18n/index.ts";
import { useNarrow } from "../../../parts/use-narrow.ts";
import styles from "./files.module.css";

interface DropZoneProps {
  readonly limits: FilesReply["limits"];
  /** Something is being dragged over the panel. */
  readonly isOver: boolean;
  /** There are files already: the zone steps back. */
  readonly isSmall: boolean;
  add(files: readonly File[]): void;
}

export function DropZone({ limits, isOver, isSmall, add }: DropZoneProps) {
  const t = useT();
  const isNarrow = useNarrow();
  const { locale } = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const help = t("files.dropHelp", { limit: formatBytes(limits.bytes, locale) });
  return (
    <>
      <button
        type="button"
        className={isOver ? styles.zoneOver : styles.zone}
        title={isSmall ? help : undefined}
        onClick={() => input.current?.click()}
      >
        <span className={styles.zoneWords}>
          <UploadOutlined aria-hidden />{" "}
          {isOver ? t("files.dropNow") : t(isNarrow ? "files.choose" : "files.drop")}
        </span>
        {isSmall ? null : <span className={styles.zoneHelp}>{help}</span>}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.add")}
        accept={limits.extensions.map((ending) => `.${ending}`).join(",")}
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = "";
        }}
      />
    </>
  );
}
