import { useT } from "../i18n/index.ts";

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
