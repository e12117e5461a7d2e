import type { ObjectMeta } from "@latchkey/server/contract";
import { useT, useText } from "../../i18n/index.ts";
import { PrintSheet } from "../../parts/print/print-sheet.tsx";
import { usePrinting } from "../../parts/print/use-printing.ts";
import { useMay } from "../../session/session.tsx";

/** Begun from the browser's own menu there is nothing to print yet: the paper says how it is done, or who may. */
export function ListPrintNotice({ object }: { object: ObjectMeta }) {
  const t = useT();
  const may = useMay();
  const text = useText();
  if (!usePrinting()) return null;
  return (
    <PrintSheet title={text(object.plural)}>
      <tr>
        <td>{t(may(object.name, "export") ? "print.byMenu" : "print.notYours")}</td>
      </tr>
    </PrintSheet>
  );
}
