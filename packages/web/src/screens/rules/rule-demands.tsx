/** With which duties: what an act is allowed only with. What nobody can give yet is there to be read, and not chosen. */
import type { RuleForm } from "@latchkey/server/contract";
import { InputNumber, Select } from "antd";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

type Demand = NonNullable<RuleForm["obligations"]>[number];
type Approval = Extract<Demand, { kind: "approval" }>;

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
  const choose = (kinds: readonly Demand["kind"][]) =>
    put([
      ...obligations.filter(({ kind }) => kinds.includes(kind)),
      ...(kinds.includes("approval") && !approval
        ? [{ kind: "approval", by: vocabulary.approvers[0]!.by } as const]
        : []),
    ]);
  const canWait = areAll(form, vocabulary, (act) => act.canWait);
  const areOfMany = areAll(form, vocabulary, (act) => act.isOfMany);
  const putApproval = (next: Approval) =>
    put(obligations.map((one) => (one === approval ? next : one)));
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
          <Approver approval={approval} vocabulary={vocabulary} change={putApproval} />
        ) : null}
        {approval && (areOfMany || approval.over !== undefined) ? (
          <Size approval={approval} change={putApproval} />
        ) : null}
      </div>
    </div>
  );
}

interface SizeProps {
  readonly approval: Approval;
  change(approval: Approval): void;
}

type ApproverProps = SizeProps & Pick<PartsProps, "vocabulary">;

function Approver({ approval, vocabulary: { approvers }, change }: ApproverProps) {
  const t = useT();
  const text = useText();
  return (
    <label className={styles.fieldRow}>
      <span className="muted">{t("rules.approvedBy")}</span>
      <Select<string>
        aria-label={t("rules.approvedBy")}
        showSearch={{ optionFilterProp: "label" }}
        value={approval.by}
        options={approvers.map((one) => ({ value: one.by, label: text(one.label) }))}
        onChange={(by) => change({ ...approval, by })}
      />
    </label>
  );
}

/** Small acts may go without it; left empty, it is always demanded. */
function Size({ approval: { over, ...rest }, change }: SizeProps) {
  const t = useT();
  return (
    <label className={styles.fieldRow}>
      <span className="muted">{t("rules.over")}</span>
      <InputNumber<number>
        className={styles.size ?? ""}
        aria-label={t("rules.over")}
        min={1}
        precision={0}
        value={over ?? null}
        placeholder={t("rules.overNone")}
        suffix={t("rules.overUnit")}
        onChange={(next) => change(next === null ? rest : { ...rest, over: next })}
      />
    </label>
  );
}

type Act = PartsProps["vocabulary"]["objects"][number]["actions"][number];

/** Whether every act it names is such a one. */
function areAll(
  { actions }: RuleForm,
  { objects }: Pick<PartsProps["vocabulary"], "objects">,
  isSuch: (act: Act) => boolean,
): boolean {
  const such = new Set(
    objects.flatMap(({ name, actions: own }) =>
      own.filter(isSuch).map((one) => `${name}.${one.name}`),
    ),
  );
  return actions.length > 0 && actions.every((action) => such.has(action));
}
