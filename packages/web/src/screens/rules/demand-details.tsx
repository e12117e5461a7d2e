/** How much of a duty: who approves, above how many records, how fresh a password, how often. */
import type { RuleForm } from "@latchkey/server/contract";
import { InputNumber, Select } from "antd";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

export type Demand = NonNullable<RuleForm["obligations"]>[number];
type Of<Kind extends Demand["kind"]> = Extract<Demand, { kind: Kind }>;

interface DetailsProps<Kind extends Demand["kind"]> {
  readonly demand: Of<Kind>;
  change(demand: Of<Kind>): void;
}

export function Approver({
  demand,
  vocabulary: { approvers },
  change,
}: DetailsProps<"approval"> & Pick<PartsProps, "vocabulary">) {
  const t = useT();
  const text = useText();
  return (
    <label className={styles.fieldRow}>
      <span className="muted">{t("rules.approvedBy")}</span>
      <Select<string>
        aria-label={t("rules.approvedBy")}
        showSearch={{ optionFilterProp: "label" }}
        value={demand.by}
        options={approvers.map((one) => ({ value: one.by, label: text(one.label) }))}
        onChange={(by) => change({ ...demand, by })}
      />
    </label>
  );
}

/** Small acts may go without it; left empty, it is always demanded. */
export function Size({ demand: { over, ...rest }, change }: DetailsProps<"approval">) {
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

export function Freshness({ demand, change }: DetailsProps<"step-up">) {
  const t = useT();
  return (
    <label className={styles.fieldRow}>
      <span className="muted">{t("rules.within")}</span>
      <InputNumber<number>
        className={styles.size ?? ""}
        aria-label={t("rules.within")}
        min={1}
        precision={0}
        value={demand.withinMinutes}
        suffix={t("rules.withinUnit")}
        onChange={(next) =>
          next === null ? undefined : change({ ...demand, withinMinutes: next })
        }
      />
    </label>
  );
}

const TIMES = {
  hour: "rules.hour",
  day: "rules.day",
  week: "rules.week",
} as const satisfies Record<string, MessageKey>;

export function Quota({ demand, change }: DetailsProps<"quota">) {
  const t = useT();
  return (
    <>
      <label className={styles.fieldRow}>
        <span className="muted">{t("rules.atMost")}</span>
        <InputNumber<number>
          className={styles.size ?? ""}
          aria-label={t("rules.atMost")}
          min={1}
          precision={0}
          value={demand.limit}
          suffix={t("rules.atMostUnit")}
          onChange={(next) => (next === null ? undefined : change({ ...demand, limit: next }))}
        />
      </label>
      <label className={styles.fieldRow}>
        <span className="muted">{t("rules.quotaTime")}</span>
        <Select<string>
          aria-label={t("rules.quotaTime")}
          value={demand.counter}
          options={Object.entries(TIMES).map(([value, label]) => ({ value, label: t(label) }))}
          onChange={(counter) => change({ ...demand, counter })}
        />
      </label>
    </>
  );
}
