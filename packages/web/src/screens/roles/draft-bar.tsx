import type { RoleMeta } from "@latchkey/server/contract";
import { Button } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { BottomBar } from "../../parts/bottom-bar.tsx";
import { differences } from "./role-draft.ts";
import type { RoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

/** Stays at the bottom while something is unsaved, and says how many people a save reaches. */
export function DraftBar({ role, editor }: { role: RoleMeta; editor: RoleEditor }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const { changes, draft, isReadOnly } = editor;
  const held = role.holders;
  if (isReadOnly || changes === 0) return null;
  const fromPreset = role.preset ? differences(draft, role.preset) : 0;
  return (
    <BottomBar>
      <span>
        <strong>{t("draft.changes", { count: changes })}</strong>
        <span className="muted">
          {" "}
          · {t("draft.reach", { role: text(role.name), count: held, number: format.number(held) })}
        </span>
        {fromPreset > 0 ? (
          <span className="muted"> · {t("roles.differs", { count: fromPreset })}</span>
        ) : null}
      </span>
      <span className={styles.draftButtons}>
        <Button onClick={editor.discard}>{t("form.discard")}</Button>
        <Button type="primary" loading={editor.isSaving} onClick={editor.save}>
          {t("draft.save")}
        </Button>
      </span>
    </BottomBar>
  );
}
