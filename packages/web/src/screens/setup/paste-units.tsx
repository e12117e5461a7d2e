import type { IndustryMeta } from "@latchkey/server/contract";
import { Button, Input } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { countPasted, pasteLines, withoutPlaces, type UnitLine } from "./unit-lines.ts";
import styles from "./setup.module.css";

interface PasteUnitsProps {
  readonly industry: IndustryMeta;
  readonly lines: readonly UnitLine[];
  change(lines: readonly UnitLine[]): void;
}

/** A column of a spreadsheet becomes the tree, beside the example or instead of it. */
export function PasteUnits({ industry: { levels }, lines, change }: PasteUnitsProps) {
  const t = useT();
  const [pasted, setPasted] = useState("");
  const count = countPasted(lines, pasted, levels);
  const take = (base: readonly UnitLine[]) => {
    change(pasteLines(base, pasted, levels));
    setPasted("");
  };
  return (
    <aside className={styles.preview}>
      <h2 className={styles.previewTitle} id="paste">
        {t("setup.paste")}
      </h2>
      <p className="muted">{t("setup.pasteHelp")}</p>
      <Input.TextArea
        aria-labelledby="paste"
        autoSize={{ minRows: 6, maxRows: 14 }}
        placeholder={t("setup.pastePlaceholder")}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {pasted.trim() === "" ? null : (
        <p className={styles.addRow}>
          <Button type="primary" onClick={() => take(withoutPlaces(lines, levels))}>
            {t("setup.pasteReplace")}
          </Button>
          <Button disabled={count === 0} onClick={() => take(lines)}>
            {count === 0 ? t("setup.pasteNone") : t("setup.pasteAdd", { count })}
          </Button>
        </p>
      )}
    </aside>
  );
}
