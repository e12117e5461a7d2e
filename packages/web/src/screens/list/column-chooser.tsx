import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function ColumnChooser({ list }: { list: ListModel }) {
  const t = useT();
  return (
    <Popover trigger="click" placement="bottomRight" content={<Chooser list={list} />}>
      <Button
        icon={<SettingOutlined aria-hidden />}
        aria-label={t("list.columns")}
        title={t("list.columns")}
      />
    </Popover>
  );
}

function Chooser({ list }: { list: ListModel }) {
  const t = useT();
  const text = useText();
  const { object, setColumns } = list;
  const names = list.columns.map((field) => field.name);
  const others = object.fields.filter(
    (field) => !names.includes(field.name) && field.level !== "absent",
  );
  const move = (index: number, step: number) => {
    const next = [...names];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + step, 0, moved);
    setColumns(next);
  };
  return (
    <div className={styles.chooser}>
      <ul>
        {names.map((name, index) => (
          <li key={name}>
            <Checkbox
              checked
              disabled={name === object.title}
              onChange={() => setColumns(names.filter((other) => other !== name))}
            >
              {text(fieldOf(object, name)?.label)}
            </Checkbox>
            <span className={styles.chooserArrows}>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined aria-hidden />}
                disabled={index === 0}
                aria-label={t("list.columnUp")}
                onClick={() => move(index, -1)}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined aria-hidden />}
                disabled={index === names.length - 1}
                aria-label={t("list.columnDown")}
                onClick={() => move(index, 1)}
              />
            </span>
          </li>
        ))}
        {others.length > 0 ? <li className={styles.chooserLine} /> : null}
        {others.map((field) => (
          <li key={field.name}>
            <Checkbox checked={false} onChange={() => setColumns([...names, field.name])}>
              {text(field.label)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button type="link" size="small" onClick={() => setColumns(undefined)}>
        {t("list.columnsReset")}
      </Button>
    </div>
  );
}
