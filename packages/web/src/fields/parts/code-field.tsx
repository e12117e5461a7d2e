/** A field whose value is a code of a world-wide list: found by its code or by its name. */
import { useCodeName } from "../../format/code-names.ts";
import { takesList } from "../operators.ts";
import type { CellProps, FieldType, FilterProps, InputProps } from "../field-type.ts";
import type { CodeList } from "./code-lists.ts";
import { CodeSelect } from "./code-select.tsx";

interface CodeLooks {
  /** What a cell shows; the other stands in its tooltip. */
  readonly shows: "code" | "name";
  readonly width: number;
}

export function codeField(list: CodeList, { shows, width }: CodeLooks): FieldType {
  return {
    Cell: function CodeCell({ value }: CellProps) {
      const code = String(value);
      const name = useCodeName(list.kind)(code);
      return shows === "name" ? <span title={code}>{name}</span> : <span title={name}>{code}</span>;
    },
    Input: ({ field, value, onChange, ...rest }: InputProps) => (
      <CodeSelect
        {...rest}
        list={list}
        allowClear={!field.required}
        value={value ?? null}
        onChange={(next: unknown) => onChange?.(next ?? null)}
      />
    ),
    Filter: ({ operator, value, onChange, "aria-label": label }: FilterProps) => (
      <CodeSelect
        autoFocus
        aria-label={label}
        list={list}
        {...(takesList(operator) ? { mode: "multiple" as const } : {})}
        value={value}
        onChange={onChange}
      />
    ),
    toForm: (value) => value ?? null,
    firstOperator: "anyOf",
    width,
    isPicked: true,
  };
}
