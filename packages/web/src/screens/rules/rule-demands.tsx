/** With which duties: what an act is allowed only with. What nobody could meet for the acts is there to be read, and not chosen. */
import type { RuleForm } from "@latchkey/server/contract";
import { Select } from "antd";
import { useT, type MessageKey } from "../../i18n/index.ts";
import { Approver, Freshness, Quota, Size, type Demand } from "./demand-details.tsx";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

const WORDS: Readonly<Record<Demand["kind"], MessageKey>> = {
  reason: "rules.reason",
  "step-up": "rules.stepUp",
  approval: "rules.approval",
  quota: "rules.quota",
  watermark: "rules.watermark",
};

const KINDS = ["reason", "step-up", "approval", "quota", "watermark"] as const;

type RuleDemandsProps = Omit<PartsProps, "named">;

export function RuleDemands({ form, vocabulary, change }: RuleDemandsProps) {
  const t = useT();
  const { obligations = [], ...rest } = form;
  const put = (next: readonly Demand[]) =>
    change(next.length > 0 ? { ...rest, obligations: next } : rest);
  const choose = (kinds: readonly Demand["kind"][]) =>
    put([
      ...obligations.filter(({ kind }) => kinds.includes(kind)),
      ...kinds
        .filter((kind) => obligations.every((one) => one.kind !== kind))
        .map((kind) => newDemand(kind, vocabulary)),
    ]);
  // Which fields are closed is demanded of nobody.
  if (form.effect === "forbid" && form.fields) return null;
  const canDemand = (kind: Demand["kind"]) =>
    areAll(form, vocabulary, ({ duties }) => duties.includes(kind));
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.demands")}</span>
      <div className={styles.fields}>
        <Select<Demand["kind"][]>
          mode="multiple"
          allowClear
          aria-label={t("rules.demands")}
          placeholder={t("rules.noDemands")}
          value={[...new Set(obligations.map(({ kind }) => kind))]}
          options={KINDS.map((kind) =>
            canDemand(kind)
              ? { value: kind, label: t(WORDS[kind]) }
              : {
                  value: kind,
                  label: t("rules.notHere", { what: t(WORDS[kind]) }),
                  disabled: true,
                },
          )}
          onChange={choose}
        />
        {obligations.map((demand, at) => (
          <Details
            key={at}
            demand={demand}
            form={form}
            vocabulary={vocabulary}
            change={(next) => put(obligations.map((one) => (one === demand ? next : one)))}
          />
        ))}
      </div>
    </div>
  );
}

type Vocabulary = PartsProps["vocabulary"];

function newDemand(kind: Demand["kind"], { approvers }: Vocabulary): Demand {
  switch (kind) {
    case "approval":
      return { kind, by: approvers[0]!.by };
    case "step-up":
      return { kind, withinMinutes: 15 };
    case "quota":
      return { kind, counter: "day", limit: 50 };
    default:
      return { kind };
  }
}

interface DetailsProps extends Pick<PartsProps, "form" | "vocabulary"> {
  readonly demand: Demand;
  change(demand: Demand): void;
}

function Details({ demand, form, vocabulary, change }: DetailsProps) {
  switch (demand.kind) {
    case "approval": {
      const areOfMany = areAll(form, vocabulary, ({ isOfMany }) => isOfMany);
      return (
        <>
          <Approver demand={demand} vocabulary={vocabulary} change={change} />
          {areOfMany || demand.over !== undefined ? <Size demand={demand} change={change} /> : null}
        </>
      );
    }
    case "step-up":
      return <Freshness demand={demand} change={change} />;
    case "quota":
      return <Quota demand={demand} change={change} />;
    default:
      return null;
  }
}

type Act = Vocabulary["objects"][number]["actions"][number];

/** Whether every act it names is such a one. */
function areAll(
  { actions }: RuleForm,
  { objects }: Pick<Vocabulary, "objects">,
  isSuch: (act: Act) => boolean,
): boolean {
  const such = new Set(
    objects.flatMap(({ name, actions: own }) =>
      own.filter(isSuch).map((one) => `${name}.${one.name}`),
    ),
  );
  return actions.length > 0 && actions.every((action) => such.has(action));
}
