/** One part of a filter: a chip, or a group of chips of which any one is enough. */
import { PlusOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { Button, Tag } from "antd";
import { Fragment, useState } from "react";
import { firstOperator } from "../../fields/registry.ts";
import { useT } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import { FieldMenu } from "./add-filter.tsx";
import { FilterChip } from "./filter-chip.tsx";
import type { Condition } from "./list-state.ts";
import styles from "./list.module.css";

interface FilterPartChipsProps {
  readonly object: ObjectMeta;
  readonly conditions: readonly Condition[];
  /** A condition that is being made and is not yet one of them. */
  readonly draft: Condition | null;
  /** Somebody chooses what an alternative is about. */
  readonly isGrowing: boolean;
  grow(isGrowing: boolean): void;
  change(conditions: readonly Condition[]): void;
  /** The draft is given up. */
  cancel(): void;
}

export function FilterPartChips(props: FilterPartChipsProps) {
  const { object, conditions, isGrowing, grow, change } = props;
  const t = useT();
  const [alternative, setAlternative] = useState<Condition | null>(null);
  const draft = props.draft ?? alternative;
  const cancel = () => {
    setAlternative(null);
    props.cancel();
  };
  const chips = [
    ...conditions.map((condition, index) => (
      <ConditionChip
        key={index}
        object={object}
        condition={condition}
        change={(next) => change(conditions.map((other, at) => (at === index ? next : other)))}
        remove={() => change(conditions.filter((_, at) => at !== index))}
        grow={() => grow(true)}
      />
    )),
    ...(draft
      ? [
          <ConditionChip
            key="draft"
            object={object}
            condition={draft}
            startsOpen
            change={(next) => {
              setAlternative(null);
              change([...conditions, next]);
            }}
            remove={cancel}
            grow={() => grow(true)}
          />,
        ]
      : []),
  ];
  const isGroup = conditions.length > 1 || alternative !== null || isGrowing;
  if (!isGroup) return chips;
  const add = (field: FieldMeta) => {
    grow(false);
    const op = firstOperator(field);
    if (op) setAlternative({ field: field.name, op });
  };
  return (
    <span role="group" aria-label={t("filter.any")} className={styles.any}>
      <span className={styles.anyWord}>{t("filter.any")}</span>
      {chips.map((chip, index) => (
        <Fragment key={chip.key}>
          {index > 0 ? <span className={styles.anyWord}>{t("filter.or")}</span> : null}
          {chip}
        </Fragment>
      ))}
      <FieldMenu object={object} isOpen={isGrowing} setOpen={grow} choose={add}>
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined aria-hidden />}
          aria-label={t("filter.alternative")}
          title={t("filter.alternative")}
        />
      </FieldMenu>
    </span>
  );
}

interface ConditionChipProps {
  readonly object: ObjectMeta;
  readonly condition: Condition;
  readonly startsOpen?: boolean;
  change(condition: Condition): void;
  remove(): void;
  grow(): void;
}

function ConditionChip({ object, condition, ...rest }: ConditionChipProps) {
  const t = useT();
  const field = fieldOf(object, condition.field);
  return field ? (
    <FilterChip field={field} condition={condition} {...rest} />
  ) : (
    <Tag color="warning" closable onClose={rest.remove}>
      {t("filter.gone")}
    </Tag>
  );
}
