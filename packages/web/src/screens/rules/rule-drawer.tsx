/** A rule put together without code (R57): a sentence whose words are chosen, and what it does while it is. */
import type { RoleDraft, Rule, RuleForm, RulePreview, Text } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Skeleton } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { useDebounced } from "../../parts/use-debounced.ts";
import { rulePreviewQuery, vocabularyQuery } from "../../queries/rules.ts";
import { Preview } from "./preview.tsx";
import { RuleCites } from "./rule-cites.tsx";
import { RuleConditions } from "./rule-conditions.tsx";
import { RuleDemands } from "./rule-demands.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { objectsOf, saysAll, sharedFields } from "./rule-nodes.ts";
import { RuleSentence, type PartsProps } from "./rule-sentence.tsx";
import { RuleWindow } from "./rule-window.tsx";
import styles from "./rules.module.css";

interface RuleDrawerProps {
  /** Of which the rule is one, as it is being edited. */
  readonly role: RoleDraft;
  readonly holders: number;
  /** One that is there is taken apart. */
  readonly edited: { readonly rule: Rule } | { readonly form: RuleForm };
  done(rule: Rule, sentence: Text): void;
  close(): void;
}

type EditorProps = Omit<PartsProps, "named">;

export function RuleDrawer(props: RuleDrawerProps) {
  const { role, edited } = props;
  const t = useT();
  const vocabulary = useQuery(vocabularyQuery).data;
  const opened = useQuery(rulePreviewQuery(role, edited));
  const [form, setForm] = useState<RuleForm | null>(null);
  const shown = form ?? opened.data?.form ?? null;
  const asked = useDebounced(shown, 300);
  const isAsked = asked !== null && saysAll(asked.where) && asked.actions.length > 0;
  const preview = useQuery({
    ...rulePreviewQuery(role, { form: asked! }),
    enabled: isAsked,
  });
  const isSettled = isAsked && asked === shown && !preview.isFetching && !preview.error;
  const finish = ({ rule, sentence }: RulePreview) => props.done(rule, sentence);
  return (
    <Drawer
      open
      size={720}
      title={t("rule" in edited ? "rules.edit" : "rules.new")}
      onClose={props.close}
      footer={
        <div className={styles.footer}>
          <Button onClick={props.close}>{t("form.cancel")}</Button>
          <Button
            type="primary"
            disabled={!isSettled || !preview.data}
            onClick={() => preview.data && finish(preview.data)}
          >
            {t("rules.done")}
          </Button>
        </div>
      }
    >
      {opened.error ? <Failure problem={opened.error} /> : null}
      {vocabulary && shown ? (
        <Editor {...props} form={shown} vocabulary={vocabulary} change={setForm} />
      ) : opened.error ? null : (
        <Skeleton active />
      )}
      {vocabulary && shown ? (
        <Preview
          preview={preview.data}
          problem={isAsked ? preview.error : null}
          isSettled={isSettled}
          objects={vocabulary.objects}
        />
      ) : null}
    </Drawer>
  );
}

function withCites({ cites: _cites, ...rest }: RuleForm, cites: readonly string[]): RuleForm {
  return cites.length > 0 ? { ...rest, cites } : rest;
}

function Editor({ role, holders, form, vocabulary, change }: RuleDrawerProps & EditorProps) {
  const t = useT();
  const said = objectsOf(form, vocabulary.objects);
  const [last, setLast] = useState(said);
  // Between one act and the next there is none, and the objects stay what they were.
  const named = said.length > 0 ? said : last;
  if (said.length > 0 && said.join() !== last.join()) setLast(said);
  const parts = { form, vocabulary, named, change };
  return (
    <div className={styles.editor}>
      <RuleSentence role={role} holders={holders} {...parts} />
      <RuleConditions
        label={t("rules.when")}
        where={form.where}
        fields={sharedFields(vocabulary.objects, named)}
        change={(where) => change({ ...form, where })}
      />
      <RuleFields {...parts} />
      <RuleDemands form={form} vocabulary={vocabulary} change={change} />
      <RuleWindow form={form} vocabulary={vocabulary} change={change} />
      <RuleCites
        cites={form.cites ?? []}
        regulations={vocabulary.regulations}
        change={(cites) => change(withCites(form, cites))}
      />
    </div>
  );
}
