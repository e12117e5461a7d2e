import { useT } from "../i18n/index.ts";

/** How long the way back is offered: long enough to notice a mistake. */
export const UNDO_SECONDS = 8;

export function UndoLink({ words, undo }: { words: string; undo: () => void }) {
  const t = useT();
  return (
    <span>
      {words}{" "}
      <button type="button" className="link-button" onClick={undo}>
        {t("action.undo")}
      </button>
    </span>
  );
}
