import { Space } from "antd";
import { useState } from "react";
import { fractionDigits, fromDecimal, isMoney, toDecimal, type Money } from "../../format/money.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { CURRENCIES } from "../parts/code-lists.ts";
import { CodeSelect } from "../parts/code-select.tsx";
import { InputNumber } from "../parts/late-controls.tsx";

function MoneyCell({ value }: CellProps) {
  const format = useFormat();
  if (!isMoney(value)) return <>{String(value)}</>;
  return (
    <span className="numeric" title={format.currency(value.currency)}>
      {format.money(value)}
    </span>
  );
}

interface MoneyBoxProps {
  readonly id?: string;
  readonly value: unknown;
  readonly onChange: (value: Money | null) => void;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly "aria-label"?: string;
}

export function MoneyBox({ value, onChange, ...rest }: MoneyBoxProps) {
  const t = useT();
  const { me } = useSession();
  const money = isMoney(value) ? value : null;
  const [chosen, setChosen] = useState(me.currency ?? "CNY");
  const currency = money?.currency ?? chosen;
  const choose = (next: string) => {
    setChosen(next);
    if (money) onChange(fromDecimal(toDecimal(money), next));
  };
  return (
    <Space.Compact block>
      <CodeSelect
        list={CURRENCIES}
        aria-label={t("setup.currency")}
        value={currency}
        onChange={choose}
        disabled={rest.disabled ?? false}
        optionLabelProp="value"
        popupMatchSelectWidth={false}
        style={{ width: 92, flex: "none" }}
      />
      <InputNumber
        {...rest}
        stringMode
        precision={fractionDigits(currency)}
        style={{ width: "100%" }}
        value={money ? toDecimal(money) : null}
        onChange={(next) =>
          onChange(next === null || next === "" ? null : fromDecimal(String(next), currency))
        }
      />
    </Space.Compact>
  );
}

function MoneyInput({ field: _field, onChange, value, ...rest }: InputProps) {
  return <MoneyBox {...rest} value={value} onChange={(next) => onChange?.(next)} />;
}

function MoneyFilter({ value, onChange, "aria-label": label }: FilterProps) {
  return <MoneyBox autoFocus aria-label={label} value={value} onChange={onChange} />;
}

export const moneyField: FieldType = {
  Cell: MoneyCell,
  Input: MoneyInput,
  Filter: MoneyFilter,
  toForm: (value) => value ?? null,
  firstOperator: "atLeast",
  width: 140,
  isNumeric: true,
};
