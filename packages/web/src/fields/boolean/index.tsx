import { CheckCircleFilled, MinusOutlined } from "@ant-design/icons";
import { Radio } from "antd";
import { useT } from "../../i18n/index.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { Switch } from "../parts/late-controls.tsx";
import styles from "../fields.module.css";

function BooleanCell({ value }: CellProps) {
  const t = useT();
  return value === true ? (
    <span>
      <CheckCircleFilled className={styles.yes} aria-hidden /> {t("field.yes")}
    </span>
  ) : (
    <span className="faint">
      <MinusOutlined aria-hidden /> {t("field.no")}
    </span>
  );
}

function BooleanInput({ value, onChange, field: _field, defaultOpen: _open, ...rest }: InputProps) {
  return <Switch {...rest} checked={value === true} onChange={(next) => onChange?.(next)} />;
}

function BooleanFilter({ value, onChange, "aria-label": label }: FilterProps) {
  const t = useT();
  return (
    <Radio.Group
      aria-label={label}
      value={value !== false}
      onChange={(event) => onChange(event.target.value === true)}
      options={[
        { value: true, label: t("field.yes") },
        { value: false, label: t("field.no") },
      ]}
    />
  );
}

export const booleanField: FieldType = {
  Cell: BooleanCell,
  Input: BooleanInput,
  Filter: BooleanFilter,
  toForm: (value) => value ?? null,
  firstOperator: "is",
  impliedFilterValue: true,
  width: 90,
  isPicked: true,
};
