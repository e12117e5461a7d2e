import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  ColumnWidthOutlined,
  SettingOutlined,
  VerticalAlignMiddleOutlined,
} from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import type { ReactNode } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { takeFocus } from "../../parts/take-focus.ts";
import { fieldOf } from "../../session/session.tsx";
import { useListColumns } from "./use-list-columns.tsx";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

export function ColumnChooser({ list }: { list: ListModel }) {
  const t = useT();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<Chooser list={list} />}
    >
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
    <div className={styles.chooser} ref={takeFocus} tabIndex={-1}>
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
            <ColumnHandles
              list={list}
              name={name}
              isFirst={index === 0}
              isLast={index === names.length - 1}
              move={(step) => move(index, step)}
            />
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

interface ColumnHandlesProps {
  readonly list: ListModel;
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  move(step: number): void;
}

/** Where a column stands and how wide it is, by clicks: not everybody can draw an edge of nine pixels. */
function ColumnHandles({ list, name, isFirst, isLast, move }: ColumnHandlesProps) {
  const t = useT();
  const text = useText();
  const { columns, setWidth } = useListColumns(list);
  const column = text(fieldOf(list.object, name)?.label);
  const widen = (step: number) => {
    // What is left over is shared out among the columns, so only the heading itself knows how wide it is.
    const heading = document.querySelector<HTMLElement>(`[data-column="${name}"]`);
    const own = columns.find(({ field }) => field.name === name)?.width ?? 0;
    setWidth(name, (heading?.offsetWidth ?? own) + step);
  };
  return (
    <span className={styles.chooserArrows}>
      <Handle
        words={t("list.columnUp", { column })}
        icon={<ArrowUpOutlined aria-hidden />}
        isOff={isFirst}
        press={() => move(-1)}
      />
      <Handle
        words={t("list.columnDown", { column })}
        icon={<ArrowDownOutlined aria-hidden />}
        isOff={isLast}
        press={() => move(1)}
      />
      <Handle
        words={t("list.columnNarrower", { column })}
        icon={<VerticalAlignMiddleOutlined rotate={90} aria-hidden />}
        press={() => widen(-WIDTH_STEP)}
      />
      <Handle
        words={t("list.columnWider", { column })}
        icon={<ColumnWidthOutlined aria-hidden />}
        press={() => widen(WIDTH_STEP)}
      />
    </span>
  );
}

const WIDTH_STEP = 32;

interface HandleProps {
  readonly words: string;
  readonly icon: ReactNode;
  readonly isOff?: boolean;
  press(): void;
}

function Handle({ words, icon, isOff = false, press }: HandleProps) {
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      disabled={isOff}
      aria-label={words}
      title={words}
      onClick={press}
    />
  );
}
