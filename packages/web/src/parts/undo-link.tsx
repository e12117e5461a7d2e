import { useEffect, useState } from "react";
import { useT } from "../i18n/index.ts";
import { useShortcut } from "./use-shortcut.ts";

/** How long the way back is offered: long enough to notice a mistake. */
export const UNDO_SECONDS = 8;

/** Ways back that are in sight, the newest last: the keys take that one. */
const offered: object[] = [];

/** Ctrl or ⌘ and Z do the same: a way back that only a mouse reaches in time is none. */
export function UndoLink({ words, undo }: { words: string; undo: () => void }) {
  const t = useT();
  const [token] = useState(() => ({}));
  useEffect(() => {
    offered.push(token);
    return () => void offered.splice(offered.indexOf(token), 1);
  }, [token]);
  useShortcut("mod+z", () => {
    if (offered.at(-1) === token) undo();
  });
  return (
    <span>
      {words}{" "}
      <button
        type="button"
        className="link-button"
        aria-keyshortcuts="Control+Z Meta+Z"
        title={t("undo.keys")}
        onClick={undo}
      >
        {t("action.undo")}
      </button>
    </span>
  );
}
