/** Where people meet the field: in which group of the form, when a record is made, in lists. */
import type { Text } from "@latchkey/server/contract";
import { Checkbox, Form, Select } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import styles from "./fields.module.css";

export function FieldPlace({ groups }: { groups: readonly Text[] }) {
  const t = useT();
  const text = useText();
  const options = [
    ...groups.map((label) => ({ value: label.en, label: text(label) })),
    { value: "", label: t("fields.ownGroup") },
  ];
  return (
    <>
      <Form.Item name={["place", "group"]} label={t("fields.group")}>
        <Select options={options} />
      </Form.Item>
      <Form.Item label={t("fields.place")} className={styles.switches}>
        <Form.Item name={["place", "create"]} valuePropName="checked" className={styles.switch}>
          <Checkbox>{t("fields.placeCreate")}</Checkbox>
        </Form.Item>
        <Form.Item
          name={["place", "column"]}
          valuePropName="checked"
          extra={t("fields.placeColumnHelp")}
          className={styles.switch}
        >
          <Checkbox>{t("fields.placeColumn")}</Checkbox>
        </Form.Item>
      </Form.Item>
    </>
  );
}
