/** One condition: which field, how it is compared, and with what. */
import type { FieldMeta, Operator, RuleField, RuleOperator } from "@latchkey/server/contract";
import { Select } from "antd";
import { OPERATOR_LABELS, takesList } from "../../fields/operators.ts";
import { asList } from "../../fields/parts/as-list.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { Part } from "./part.tsx";
import { isWhole, takesValue, type RuleLeaf } from "./rule-nodes.ts";
import styles from "./rules.module.css";

const WORDS: Readonly<Record<RuleOperator, MessageKey>> = {
  ...OPERATOR_LABELS,
  isMe: "rules.isMe",
  isNotMe: "rules.isNotMe",
  withinMine: "rules.withinMine",
};

interface ConditionPartProps {
  readonly leaf: RuleLeaf;
  readonly fields: readonly RuleField[];
  change(leaf: RuleLeaf): void;
}

export function ConditionPart({ leaf, fields, change }: ConditionPartProps) {
  const t = useT();
  const text = useText();
  const field = fields.find(({ name }) => name === leaf.field);
  const words = (
    <>
      {text(field?.label) || leaf.field} {t(WORDS[leaf.op])}{" "}
      {field && takesValue(leaf.op) ? <Compared field={field} leaf={leaf} /> : null}
    </>
  );
  const chooseField = (name: string) => {
    const next = fields.find((one) => one.name === name)!;
    change({ field: name, op: next.operators[0]! });
  };
  const chooseOperator = (op: RuleOperator) => {
    const value = takesList(op as Operator) ? asList(leaf.value) : asList(leaf.value)[0];
    change({ field: leaf.field, op, ...(takesValue(op) ? { value } : {}) });
  };
  return (
    <Part label={t("rules.condition")} words={words} isMissing={!isWhole(leaf)}>
      <Select<string>
        aria-label={t("rules.field")}
        showSearch={{ optionFilterProp: "label" }}
        value={leaf.field}
        options={fields.map(({ name, label }) => ({ value: name, label: text(label) }))}
        onChange={chooseField}
      />
      <Select<RuleOperator>
        aria-label={t("rules.how")}
        value={leaf.op}
        options={(field?.operators ?? []).map((op) => ({ value: op, label: t(WORDS[op]) }))}
        onChange={chooseOperator}
      />
      {field && takesValue(leaf.op) ? (
        <Value key={`${leaf.field} ${leaf.op}`} field={field} leaf={leaf} change={change} />
      ) : null}
    </Part>
  );
}

/** As a field of lists is, which ask less. */
const listed = (field: RuleField): FieldMeta => ({ ...field, operators: [] });

function Compared({ field, leaf }: { readonly field: RuleField; readonly leaf: RuleLeaf }) {
  const t = useT();
  if (!isWhole(leaf)) return t("rules.choose");
  const { Cell, Chosen = Cell } = fieldType(listed(field));
  return asList(leaf.value).map((value, index) => (
    <span key={index} className={styles.value}>
      <Chosen field={listed(field)} value={value} />
    </span>
  ));
}

function Value({
  field,
  leaf,
  change,
}: {
  readonly field: RuleField;
  readonly leaf: RuleLeaf;
  change(leaf: RuleLeaf): void;
}) {
  const text = useText();
  const { Filter, impliedFilterValue } = fieldType(listed(field));
  return (
    <Filter
      field={listed(field)}
      operator={leaf.op as Operator}
      value={leaf.value ?? impliedFilterValue}
      onChange={(value) => change({ field: leaf.field, op: leaf.op, value })}
      aria-label={text(field.label)}
    />
  );
}
