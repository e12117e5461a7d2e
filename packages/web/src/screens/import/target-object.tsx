import { Select } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useT, useText } from "../../i18n/index.ts";
import { useMay, useSession } from "../../session/session.tsx";
import { mayImport } from "./targets.ts";
import styles from "./import.module.css";

/** What the rows of the file are: customers, orders, but also units and people, where the reader may bring them in. */
export function TargetObject({ name }: { name: string }) {
  const t = useT();
  const text = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { meta } = useSession();
  const options = meta.objects
    .filter((object) => mayImport(may, object.name))
    .map((object) => ({ value: object.name, label: text(object.plural) }));
  return (
    <label className={styles.target}>
      {t("import.target")}
      <Select
        className={styles.fieldSelect ?? ""}
        showSearch={{ optionFilterProp: "label" }}
        value={name}
        options={options}
        onChange={(object) =>
          void navigate({ to: "/o/$object/import", params: { object }, search: {} })
        }
      />
    </label>
  );
}
