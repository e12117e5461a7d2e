import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input } from "antd";
import { useLanguage, useT } from "../../i18n/index.ts";
import styles from "./fields.module.css";

/** The choices in their order, each in one language or both. */
export function ChoicesEditor() {
  const t = useT();
  const language = useLanguage();
  const languages = language === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  return (
    <Form.Item label={t("fields.choices")} extra={t("fields.choicesHelp")} required>
      <Form.List name="choices">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => {
              const number = name + 1;
              const words = {
                zh: t("fields.choiceZh", { number }),
                en: t("fields.choiceEn", { number }),
              };
              return (
                <div key={key} className={styles.choice}>
                  {/* Carried along unseen: it is what records hold, whatever the choice is called. */}
                  <Form.Item name={[name, "value"]} hidden>
                    <Input />
                  </Form.Item>
                  {languages.map((one) => (
                    <Form.Item key={one} name={[name, "label", one]} className={styles.choiceWords}>
                      <Input maxLength={60} placeholder={words[one]} aria-label={words[one]} />
                    </Form.Item>
                  ))}
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={t("fields.choiceRemove", { number })}
                    onClick={() => remove(name)}
                  />
                </div>
              );
            })}
            <Button type="dashed" block icon={<PlusOutlined aria-hidden />} onClick={() => add({})}>
              {t("fields.choiceAdd")}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
