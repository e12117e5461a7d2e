import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { unitsQuery } from "../../queries/administration.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import { takesList } from "../operators.ts";
import { LateControl } from "../parts/late-controls.tsx";
import { isReference, referenceId } from "../parts/reference.ts";
import { referenceField } from "../reference/index.tsx";

const UnitSelect = lazy(async () => ({
  default: (await import("../parts/unit-select.tsx")).UnitSelect,
}));

function UnitCell({ value }: CellProps) {
  if (isReference(value)) return <>{value.title ?? "—"}</>;
  return <UnitName id={String(value)} />;
}

function UnitName({ id }: { id: string }) {
  const units = useQuery(unitsQuery);
  return <>{units.data?.find((unit) => unit.id === id)?.name ?? id.slice(0, 8)}</>;
}

function UnitInput({ field, value, onChange, ...rest }: InputProps) {
  return (
    <Suspense fallback={<LateControl />}>
      <UnitSelect
        {...rest}
        clearable={!field.required}
        value={value}
        onChange={(next) => onChange?.(next)}
      />
    </Suspense>
  );
}

function UnitFilter({ field: _field, operator, value, onChange, ...rest }: FilterProps) {
  return (
    <Suspense fallback={<LateControl />}>
      <UnitSelect {...rest} multiple={takesList(operator)} value={value} onChange={onChange} />
    </Suspense>
  );
}

export const unitField: FieldType = {
  ...referenceField,
  Cell: UnitCell,
  Input: UnitInput,
  Filter: UnitFilter,
  toForm: referenceId,
  firstOperator: "within",
  width: 140,
};
