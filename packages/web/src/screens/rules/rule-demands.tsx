/** With which duties: what an act is allowed only with. What nobody can give yet is there to be read, and not chosen. */
import type { RuleForm } from "@latchkey/server/contract";
import { Select } from "antd";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

type Demand = NonNullable<RuleForm["obligations"]>[number];

const WORDS: Readonly<Record<Demand["kind"], MessageKey>> = {
  approval: "rules.approval",
  reason: "rules.reason",
  "step-up": "rules.stepUp",
  quota: "rules.quota",
  watermark: "rules.watermark",
};

const KINDS = ["approval", "reason", "step-up", "quota", "watermark"] as const;

type RuleDemandsProps = Omit<PartsProps, "named">;

export function RuleDemands({ form, vocabulary, change }: RuleDemandsProps) {
  const t = useT();
  const { obligations = [], ...rest } = form;
  const approval = obligations.find((one) => one.kind === "approval");
  const put = (next: readonly Demand[]) =>
    change(next.length > 0 ? { ...rest, obligations: next } : rest);
  const approved = (by: string): Demand => ({ kind: "approval", by });
  const choose = (kinds: readonly Demand["kind"][]) =>
    put([
      ...obligations.filter(({ kind }) => kinds.includes(kind)),
      ...(kinds.includes("approval") && !approval ? [approved(vocabulary.approvers[0]!.by)] : []),
    ]);
  const canWait = canAllWait(form, vocabulary);
  // Which fields are closed is demanded of nobody.
  if (form.effect === "forbid" && form.fields) return null;
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.demands")}</span>
      <div className={styles.fields}>
        <Select<Demand["kind"][]>
          mode="multiple"
          allowClear
          aria-label={t("rules.demands")}
          placeholder={t("rules.noDemands")}
          value={obligations.map(({ kind }) => kind)}
          options={KINDS.map((kind) =>
            kind === "approval" && canWait
              ? { value: kind, label: t(WORDS[kind]) }
              : { value: kind, label: t("rules.notYet", { what: t(WORDS[kind]) }), disabled: true },
          )}
          onChange={choose}
        />
        {approval ? (
          <Approver
            by={approval.by}
            vocabulary={vocabulary}
            change={(by) => put(obligations.map((one) => (one === approval ? approved(by) : one)))}
          />
        ) : null}
      </div>
    </div>
  );
}

interface ApproverProps extends Pick<PartsProps, "vocabulary"> {
  readonly by: string;
  change(by: string): void;
}

function Approver({ by, vocabulary: { approvers }, change }: ApproverProps) {
  const t = useT();
  const text = useText();
  return (
    <label className={styles.fieldRow}>
      <span className="muted">{t("rules.approvedBy")}</span>
      <Select<string>
        aria-label={t("rules.approvedBy")}
        showSearch={{ optionFilterProp: "label" }}
        value={by}
        options={approvers.map((one) => ({ value: one.by, label: text(one.label) }))}
        onChange={change}
      />
    </label>
  );
}

/** Whether every act it names can wait for somebody's word. */
function canAllWait(
  { actions }: RuleForm,
  { objects }: Pick<PartsProps["vocabulary"], "objects">,
): boolean {
  const waiting = new Set(
    objects.flatMap(({ name, actions: own }) =>
      own.filter((one) => one.canWait).map((one) => `${name}.${one.name}`),
    ),
  );
  return actions.length > 0 && actions.every((action) => waiting.has(action));
}
