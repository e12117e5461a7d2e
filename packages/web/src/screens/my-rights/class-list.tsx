import type { MyRights } from "@latchkey/server/contract";
import { useT, useText } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import styles from "./my-rights.module.css";
import { LEVEL_WORDS } from "../../parts/rights-words.ts";

export function ClassList({ classes }: { classes: MyRights["assignments"][number]["classes"] }) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const labels = new Map(meta.sensitivities.map(({ name, label }) => [name, label]));
  return (
    <table className={styles.classes}>
      <thead>
        <tr>
          <th>{t("classes.class")}</th>
          <th>{t("classes.own")}</th>
          <th>{t("classes.beyond")}</th>
          <th>{t("classes.write")}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map((one) => (
          <tr key={one.class}>
            <th scope="row">{text(labels.get(one.class)) || one.class}</th>
            <td>{t(LEVEL_WORDS[one.own])}</td>
            <td>{t(LEVEL_WORDS[one.beyond])}</td>
            <td>{t(one.write ? "field.yes" : "field.no")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
