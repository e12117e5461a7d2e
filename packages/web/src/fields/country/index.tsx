import { Select } from "antd";
import { useMemo } from "react";
import { useFormat } from "../../format/use-format.ts";
import { takesList } from "../operators.ts";
import { COUNTRY_CODES } from "../parts/countries.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";

function CountryCell({ value }: CellProps) {
  const format = useFormat();
  return <span title={String(value)}>{format.country(String(value))}</span>;
}

function CountryInput({ field, value, onChange, ...rest }: InputProps) {
  const options = useCountries();
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

function CountryFilter({ operator, value, onChange }: FilterProps) {
  const options = useCountries();
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

function useCountries() {
  const format = useFormat();
  return useMemo(
    () => COUNTRY_CODES.map((code) => ({ value: code, label: `${format.country(code)} ${code}` })),
    [format],
  );
}

export const countryField: FieldType = {
  Cell: CountryCell,
  Input: CountryInput,
  Filter: CountryFilter,
  toForm: (value) => value ?? null,
  firstOperator: "anyOf",
  width: 110,
};
