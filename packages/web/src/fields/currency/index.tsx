import { Select } from "antd";
import { useMemo } from "react";
import { useFormat } from "../../format/use-format.ts";
import { takesList } from "../operators.ts";
import { allCurrencies } from "../parts/currencies.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";

function CurrencyCell({ value }: CellProps) {
  const format = useFormat();
  return <span title={format.currency(String(value))}>{String(value)}</span>;
}

function CurrencyInput({ field, value, onChange, ...rest }: InputProps) {
  const options = useCurrencies();
  return (
    <Select
      {...rest}
      allowClear={!field.required}
      showSearch={{ optionFilterProp: "label" }}
      value={value ?? null}
      onChange={(next: unknown) => onChange?.(next ?? null)}
      options={options}
    />
  );
}

function CurrencyFilter({ operator, value, onChange }: FilterProps) {
  const options = useCurrencies();
  return (
    <Select
      autoFocus
      {...(takesList(operator) ? { mode: "multiple" as const } : {})}
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: "100%" }}
      value={value}
      onChange={onChange}
      options={options}
    />
  );
}

function useCurrencies() {
  const format = useFormat();
  return useMemo(
    () =>
      allCurrencies().map((code) => ({ value: code, label: `${code} ${format.currency(code)}` })),
    [format],
  );
}

export const currencyField: FieldType = {
  Cell: CurrencyCell,
  Input: CurrencyInput,
  Filter: CurrencyFilter,
  toForm: (value) => value ?? null,
  firstOperator: "anyOf",
  width: 90,
};
