/** What a record must hold in the field: something, and perhaps nothing that another one holds. */
import type { FieldTypeName } from "@latchkey/server/contract";
import { Checkbox, Form } from "antd";
import { useT } from "../../i18n/index.ts";
import styles from "./fields.module.css";

export function FieldDemands({ uniqueTypes }: { uniqueTypes: readonly FieldTypeName[] }) {
  const t = useT();
  return (
    <Form.Item label={t("fields.demands")} className={styles.switches}>
      <Form.Item
        name="required"
        valuePropName="checked"
        extra={t("fields.requiredHelp")}
        className={styles.switch}
      >
        <Checkbox>{t("fields.required")}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={["type"]}>
        {({ getFieldValue }) =>
          uniqueTypes.includes(getFieldValue("type") as FieldTypeName) ? (
            <Form.Item
              name="unique"
              valuePropName="checked"
              extra={t("fields.uniqueHelp")}
              className={styles.switch}
            >
              <Checkbox>{t("fields.unique")}</Checkbox>
            </Form.Item>
          ) : null
        }
      </Form.Item>
    </Form.Item>
  );
}
