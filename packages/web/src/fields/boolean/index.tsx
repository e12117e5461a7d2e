import { CheckCircleFilled, MinusOutlined } from "@ant-design/icons";
import { Segmented, Switch } from "antd";
import { useT } from "../../i18n/index.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import styles from "../fields.module.css";

function BooleanCell({ value }: CellProps) {
  const t = useT();
  return value === true ? (
    <span>
      <CheckCircleFilled className={styles.yes} /> {t("field.yes")}
    </span>
  ) : (
    <span className="faint">
      <MinusOutlined /> {t("field.no")}
    </span>
  );
}

function BooleanInput({ value, onChange, field: _field, ...rest }: InputProps) {
  return <Switch {...rest} checked={value === true} onChange={(next) => onChange?.(next)} />;
}

function BooleanFilter({ value, onChange }: FilterProps) {
  const t = useT();
  return (
    <Segmented
      value={value === false ? "no" : "yes"}
      onChange={(next) => onChange(next === "yes")}
      options={[
        { value: "yes", label: t("field.yes") },
        { value: "no", label: t("field.no") },
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
};
