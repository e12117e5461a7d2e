/** Of which records it gives what it gives: conditions put together as those of a rule. */
import type { RuleField, RuleNode } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Form, Select, type FormInstance } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { bundlesQuery } from "../../queries/administration.ts";
import { vocabularyQuery } from "../../queries/rules.ts";
import { RuleConditions } from "../rules/rule-conditions.tsx";
import type { SandboxForm } from "./form-values.ts";
import styles from "./sandboxes.module.css";

interface RecordsFieldProps {
  readonly form: FormInstance<SandboxForm>;
  readonly value?: SandboxForm["only"];
  readonly onChange?: (value: SandboxForm["only"]) => void;
}

export function RecordsField({ form, value = {}, onChange }: RecordsFieldProps) {
  const t = useT();
  const text = useText();
  const { objects = [] } = useQuery(vocabularyQuery).data ?? {};
  const given = useGiven(form);
  const levels: SandboxForm["levels"] = Form.useWatch("levels", { form, preserve: true }) ?? {};
  const isOpen = ({ sensitivity }: RuleField): boolean => levels[sensitivity] === "plain";
  const put = (name: string, node: RuleNode | null) => {
    const { [name]: _old, ...rest } = value;
    onChange?.(node ? { ...value, [name]: node } : rest);
  };
  const choices = objects.flatMap(({ name, plural, asked }) => {
    const [first] = asked.filter(isOpen);
    return first && given.has(name) && !value[name]
      ? [{ value: name, label: text(plural), first }]
      : [];
  });
  return (
    <div className={styles.records}>
      {objects
        .filter(({ name }) => value[name])
        .map(({ name, plural, asked }) => (
          <RuleConditions
            key={name}
            label={text(plural)}
            where={value[name]!}
            fields={asked.filter(isOpen)}
            change={(node) => put(name, node)}
          />
        ))}
      <Select<string | null, (typeof choices)[number]>
        aria-label={t("sandboxes.addRecords")}
        placeholder={t("sandboxes.addRecords")}
        showSearch={{ optionFilterProp: "label" }}
        value={null}
        options={choices}
        onChange={(name, option) => {
          if (name === null || !option || Array.isArray(option)) return;
          const { first } = option as (typeof choices)[number];
          put(name, { and: [{ field: first.name, op: first.operators[0]! }] });
        }}
        style={{ width: "100%", maxWidth: 320 }}
      />
    </div>
  );
}

/** Names of the objects that it gives anything of. */
function useGiven(form: FormInstance<SandboxForm>): ReadonlySet<string> {
  const grants: SandboxForm["grants"] = Form.useWatch("grants", { form, preserve: true }) ?? {};
  const bundles = useQuery(bundlesQuery).data ?? [];
  const named = bundles.flatMap(({ name, actions }) =>
    actions.flatMap(({ object, action }) => {
      const scope = grants[`${object}:${action}`] ?? grants[name] ?? "none";
      return scope === "none" ? [] : [object];
    }),
  );
  return new Set(named);
}
