/** Who may or may not do what with which records: the head of the sentence, in the order of the reader's language. */
import type { RoleDraft, RuleForm, RuleVocabulary } from "@latchkey/server/contract";
import { Select } from "antd";
import { Fragment } from "react";
import { useLanguage, useT, useText } from "../../i18n/index.ts";
import { ActPart, inline } from "./act-part.tsx";
import { withEffect } from "./rule-nodes.ts";
import { Part } from "./part.tsx";
import { RuleWho } from "./rule-who.tsx";
import styles from "./rules.module.css";

export interface PartsProps {
  readonly form: RuleForm;
  readonly vocabulary: RuleVocabulary;
  /** Names of the objects it speaks of, also while it says no act. */
  readonly named: readonly string[];
  change(form: RuleForm): void;
}

interface RuleSentenceProps extends PartsProps {
  readonly role: RoleDraft;
  readonly holders: number;
}

const roleIdIn = ({ id, version = 0 }: RoleDraft): string | null =>
  id === undefined || version === 0 ? null : id;

const ORDERS = {
  zh: ["who", "effect", "acts", "scope", "objects"],
  en: ["who", "effect", "acts", "objects", "scope"],
} as const;

export function RuleSentence({ role, holders, ...props }: RuleSentenceProps) {
  const language = useLanguage();
  const parts = {
    who: <RuleWho name={role.name} id={roleIdIn(role)} holders={holders} />,
    effect: <Effect {...props} />,
    acts: <ActPart {...props} />,
    scope: <Scope {...props} />,
    objects: <Objects {...props} />,
  };
  return (
    <p className={styles.sentence}>
      {ORDERS[language].map((name) => (
        <Fragment key={name}>{parts[name]} </Fragment>
      ))}
    </p>
  );
}

function Effect({ form, change }: PartsProps) {
  const t = useT();
  const words = { permit: t("rules.may"), forbid: t("rules.mayNot") };
  // With duties it forbids nothing to whoever meets them.
  const isUnless = form.effect === "forbid" && (form.obligations ?? []).length > 0;
  return (
    <Part label={t("rules.effect")} words={isUnless ? t("rules.mayNotUnless") : words[form.effect]}>
      <Select<RuleForm["effect"]>
        aria-label={t("rules.effect")}
        defaultOpen
        autoFocus
        value={form.effect}
        options={(["permit", "forbid"] as const).map((value) => ({ value, label: words[value] }))}
        onChange={(effect) => change(withEffect(form, effect))}
      />
    </Part>
  );
}

function Objects({ form, vocabulary, named, change }: PartsProps) {
  const t = useT();
  const text = useText();
  const plurals = vocabulary.objects
    .filter(({ name }) => named.includes(name))
    .map(({ plural }) => inline(text(plural)));
  const choose = (name: string) => {
    const object = vocabulary.objects.find((one) => one.name === name);
    if (!object) return;
    // What the other object can be asked of is none of this one's.
    const verbs = form.actions.map((action) => action.slice(action.indexOf(".") + 1));
    const kept = [...new Set(verbs)].filter(
      (verb) => verb === "*" || object.actions.some((action) => action.name === verb),
    );
    change({
      ...form,
      actions: (kept.length > 0 ? kept : ["view"]).map((verb) => `${name}.${verb}`),
      where: null,
    });
  };
  return (
    <Part label={t("rules.objects")} words={plurals.join(t("words.and"))}>
      <Select<string>
        aria-label={t("rules.objects")}
        defaultOpen
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        {...(named.length === 1 ? { value: named[0]! } : {})}
        options={vocabulary.objects.map(({ name, label }) => ({ value: name, label: text(label) }))}
        onChange={choose}
      />
    </Part>
  );
}

function Scope({ form, vocabulary, change }: PartsProps) {
  const t = useT();
  const text = useText();
  const label = vocabulary.scopes.find(({ name }) => name === form.scope)?.label;
  return (
    <Part label={t("rules.scope")} words={text(label) || form.scope}>
      <Select<string>
        aria-label={t("rules.scope")}
        defaultOpen
        autoFocus
        value={form.scope}
        options={vocabulary.scopes.map(({ name, label: words }) => ({
          value: name,
          label: text(words),
        }))}
        onChange={(scope) => change({ ...form, scope })}
      />
      {form.effect === "forbid" ? (
        <Select<"unit" | "everywhere">
          aria-label={t("rules.reach")}
          value={form.everywhere === true ? "everywhere" : "unit"}
          options={[
            { value: "everywhere", label: t("rules.everywhere") },
            { value: "unit", label: t("rules.inUnit") },
          ]}
          onChange={(reach) => {
            const { everywhere: _everywhere, ...rest } = form;
            change(reach === "everywhere" ? { ...rest, everywhere: true } : rest);
          }}
        />
      ) : null}
    </Part>
  );
}
