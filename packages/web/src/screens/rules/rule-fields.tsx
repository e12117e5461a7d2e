/** Which fields it opens, or closes: whole classes of sensitivity, or single ones. */
import type { RuleForm } from "@latchkey/server/contract";
import { Segmented, Select } from "antd";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useSession } from "../../session/session.tsx";
import type { PartsProps } from "./rule-sentence.tsx";
import styles from "./rules.module.css";

const LEVELS = ["read", "mask", "write"] as const;

const WORDS: Readonly<
  Record<RuleForm["effect"], Readonly<Record<(typeof LEVELS)[number], MessageKey>>>
> = {
  permit: { read: "rules.opens", mask: "rules.opensMasked", write: "rules.opensWriting" },
  forbid: { read: "rules.closes", mask: "rules.closesToMask", write: "rules.closesWriting" },
};

export function RuleFields({ form, vocabulary, named, change }: PartsProps) {
  const t = useT();
  const { effect, fields } = form;
  const isWhole = effect === "forbid" && fields === undefined;
  const withFields = (next: RuleForm["fields"]) => {
    const { fields: _fields, ...rest } = form;
    change(next ? { ...rest, fields: next } : rest);
  };
  // What is demanded is demanded of the whole act.
  if (effect === "forbid" && form.obligations) return null;
  return (
    <div className={styles.line}>
      <span className={styles.lineName}>{t("rules.fields")}</span>
      <div className={styles.fields}>
        {effect === "forbid" ? (
          <Segmented<"act" | "fields">
            size="small"
            value={isWhole ? "act" : "fields"}
            options={[
              { value: "act", label: t("rules.wholeAct") },
              { value: "fields", label: t("rules.someFields") },
            ]}
            onChange={(kind) => withFields(kind === "act" ? undefined : { read: ["@contact"] })}
          />
        ) : null}
        {isWhole
          ? null
          : LEVELS.map((level) => (
              <label key={level} className={styles.fieldRow}>
                <span className="muted">{t(WORDS[effect][level])}</span>
                <Selectors
                  vocabulary={vocabulary}
                  named={named}
                  value={fields?.[level] ?? []}
                  change={(chosen) => {
                    const { [level]: _old, ...others } = fields ?? {};
                    withFields(chosen.length > 0 ? { ...others, [level]: chosen } : others);
                  }}
                />
              </label>
            ))}
      </div>
    </div>
  );
}

interface SelectorsProps extends Pick<PartsProps, "vocabulary" | "named"> {
  readonly value: readonly string[];
  change(selectors: readonly string[]): void;
}

function Selectors({ vocabulary, named, value, change }: SelectorsProps) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const fields = vocabulary.objects
    .filter(({ name }) => named.includes(name))
    .flatMap((object) => object.fields);
  const single = new Map(fields.map(({ name, label }) => [name, text(label)]));
  return (
    <Select<string[]>
      mode="multiple"
      allowClear
      placeholder={t("rules.noFields")}
      showSearch={{ optionFilterProp: "label" }}
      value={[...value]}
      options={[
        { value: "*", label: t("rules.allFields") },
        {
          label: t("rules.classes"),
          options: meta.sensitivities.map(({ name, label }) => ({
            value: `@${name}`,
            label: text(label),
          })),
        },
        {
          label: t("rules.single"),
          options: [...single].map(([name, label]) => ({ value: name, label })),
        },
      ]}
      onChange={change}
    />
  );
}
