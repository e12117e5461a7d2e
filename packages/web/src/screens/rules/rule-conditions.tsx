/** In which cases: conditions joined by “and” or “or”, in groups as deep as they are. */
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import type { RuleField, RuleNode } from "@latchkey/server/contract";
import { Button, Segmented } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { ConditionPart } from "./condition-part.tsx";
import { groupOf, nodeOf, type RuleGroup } from "./rule-nodes.ts";
import styles from "./rules.module.css";

interface RuleConditionsProps {
  readonly label: string;
  readonly where: RuleNode | null;
  readonly fields: readonly RuleField[];
  change(where: RuleNode | null): void;
}

export function RuleConditions({ label, where, fields, change }: RuleConditionsProps) {
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{label}</span>
      <Group
        group={groupOf(where)}
        fields={fields}
        change={(group) => change(nodeOf(group))}
        isInner={false}
      />
    </div>
  );
}

interface GroupProps {
  readonly group: RuleGroup;
  readonly fields: readonly RuleField[];
  readonly isInner: boolean;
  change(group: RuleGroup): void;
}

function Group({ group, fields, change, isInner }: GroupProps) {
  const t = useT();
  const { link, of } = group;
  const put = (at: number, node: RuleNode | null) =>
    change({
      link,
      of: of.flatMap((one, index) => (index === at ? (node ?? []) : one)),
    });
  const [first] = fields;
  const leaf = first && { field: first.name, op: first.operators[0]! };
  return (
    <div className={isInner ? styles.innerGroup : styles.group} role="group">
      {of.length > 1 ? (
        <Segmented<RuleGroup["link"]>
          size="small"
          value={link}
          options={[
            { value: "and", label: t("rules.all") },
            { value: "or", label: t("rules.any") },
          ]}
          onChange={(next) => change({ link: next, of })}
        />
      ) : null}
      {of.length === 0 ? <span className="muted">{t("rules.always")}</span> : null}
      {of.map((node, index) => (
        <Node key={index} node={node} fields={fields} change={(next) => put(index, next)} />
      ))}
      {leaf ? (
        <span className={styles.adders}>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => change({ link, of: [...of, leaf] })}
          >
            {t("rules.addCondition")}
          </Button>
          {of.length > 0 && !isInner ? (
            <Button
              size="small"
              type="text"
              onClick={() => change({ link, of: [...of, { or: [leaf, leaf] }] })}
            >
              {t("rules.addGroup")}
            </Button>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

interface NodeProps {
  readonly node: RuleNode;
  readonly fields: readonly RuleField[];
  /** Null: it goes. */
  change(node: RuleNode | null): void;
}

function Node({ node, fields, change }: NodeProps) {
  const t = useT();
  const text = useText();
  if ("and" in node || "or" in node)
    return (
      <Group
        isInner
        group={groupOf(node)}
        fields={fields}
        change={(group) => change(nodeOf(group))}
      />
    );
  const isFixed = "fixed" in node;
  return (
    <span className={styles.condition}>
      {isFixed ? (
        <span className={styles.fixed} title={t("rules.fixed")}>
          {text(node.sentence)}
        </span>
      ) : (
        <ConditionPart leaf={node} fields={fields} change={change} />
      )}
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("rules.removeCondition")}
        onClick={() => change(null)}
      />
    </span>
  );
}
