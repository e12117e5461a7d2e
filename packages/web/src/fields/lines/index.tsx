/** The lines of an order or a quote: a small table inside the record. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { FieldMeta } from "@latchkey/server/contract";
import { Button, Input } from "antd";
import type { ReactNode } from "react";
import { isMoney } from "../../format/money.ts";
import { useFormat, type Format } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import type { CellProps, FieldType, InputProps } from "../field-type.ts";
import { asList } from "../parts/as-list.ts";
import { InputNumber } from "../parts/late-controls.tsx";
import { MoneyBox } from "../money/index.tsx";
import { TextFilter } from "../text/index.tsx";
import styles from "../fields.module.css";

type Line = Readonly<Record<string, unknown>>;
type ColumnType = NonNullable<FieldMeta["columns"]>[string]["type"];

const SHOWN: Readonly<Record<ColumnType, (value: unknown, format: Format) => string>> = {
  text: String,
  number: (value, format) => format.number(Number(value)),
  money: (value, format) => (isMoney(value) ? format.money(value) : String(value)),
};

interface BoxProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

const BOXES: Readonly<Record<ColumnType, (props: BoxProps) => ReactNode>> = {
  text: ({ value, onChange }) => (
    <Input
      value={(value as string | null) ?? ""}
      onChange={(event) => onChange(event.target.value)}
    />
  ),
  number: ({ value, onChange }) => (
    <InputNumber style={{ width: "100%" }} value={value as number | null} onChange={onChange} />
  ),
  money: ({ value, onChange }) => <MoneyBox value={value} onChange={onChange} />,
};

function LinesCell({ field, value }: CellProps) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const lines = asList(value) as readonly Line[];
  const columns = Object.entries(field.columns ?? {});
  if (lines.length === 0) return <span className="faint">{t("field.noLines")}</span>;
  return (
    <div className={styles.linesFrame}>
      <table className={styles.lines}>
        <thead>
          <tr>
            {columns.map(([name, column]) => (
              <th key={name} className={column.type === "text" ? "" : styles.right}>
                {text(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              {columns.map(([name, column]) => (
                <td key={name} className={column.type === "text" ? "" : styles.right}>
                  {line[name] === null || line[name] === undefined
                    ? ""
                    : SHOWN[column.type](line[name], format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LinesInput({ field, value, onChange, disabled }: InputProps) {
  const t = useT();
  const text = useText();
  const lines = asList(value) as readonly Line[];
  const columns = Object.entries(field.columns ?? {});
  const change = (at: number, name: string, next: unknown) =>
    onChange?.(lines.map((line, index) => (index === at ? { ...line, [name]: next } : line)));
  return (
    <div className={styles.linesEditor}>
      {lines.map((line, index) => (
        <div key={index} className={styles.lineRow}>
          {columns.map(([name, column]) => (
            <label key={name} className={`${styles.lineBox} ${styles[column.type] ?? ""}`}>
              <span className="faint">{text(column.label)}</span>
              {BOXES[column.type]({
                value: line[name],
                onChange: (next) => change(index, name, next),
              })}
            </label>
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("field.removeLine")}
            onClick={() => onChange?.(lines.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined aria-hidden />}
        disabled={disabled ?? false}
        onClick={() => onChange?.([...lines, {}])}
      >
        {t("field.addLine")}
      </Button>
    </div>
  );
}

export const linesField: FieldType = {
  Cell: LinesCell,
  Input: LinesInput,
  Filter: TextFilter,
  toForm: (value) => asList(value),
  firstOperator: "isNotEmpty",
  width: 260,
  isWide: true,
};
