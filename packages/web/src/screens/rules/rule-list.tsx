/** The rules of a role beside its matrix: read as sentences, and changed where the reader may. */
import { CopyOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import type { RoleMeta, Rule, RuleForm, Text } from "@latchkey/server/contract";
import { Button } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import type { RoleEditor } from "../roles/use-role-editor.ts";
import { newRule } from "./rule-nodes.ts";
import { RuleDrawer } from "./rule-drawer.tsx";
import styles from "./rules.module.css";

interface RuleListProps {
  readonly role: RoleMeta;
  readonly editor: RoleEditor;
}

type Edited = { readonly rule: Rule } | { readonly form: RuleForm };

export function RuleList({ role, editor }: RuleListProps) {
  const t = useT();
  const text = useText();
  const { draft, change, isReadOnly } = editor;
  const [edited, setEdited] = useState<Edited | null>(null);
  // What is not saved yet has been said by its editor.
  const [said, setSaid] = useState<ReadonlyMap<string, Text>>(new Map());
  const sentences = new Map(role.sentences.map(({ id, sentence }) => [id, sentence]));
  const { rules } = draft;
  const known = new Set(role.rules?.map(({ id }) => id));
  const kept = role.sentences.filter(({ id }) => !rules || !known.has(id));
  const put = (rule: Rule, sentence: Text) => {
    const others = rules ?? [];
    const isThere = others.some(({ id }) => id === rule.id);
    change({
      ...draft,
      rules: isThere ? others.map((one) => (one.id === rule.id ? rule : one)) : [...others, rule],
    });
    setSaid(new Map([...said, [rule.id, sentence]]));
    setEdited(null);
  };
  const taken = [...(rules ?? []).map(({ id }) => id), ...role.sentences.map(({ id }) => id)];
  return (
    <>
      {kept.length + (rules ?? []).length === 0 ? (
        <p className="faint">{t("roles.noRules")}</p>
      ) : (
        // Longer than its place, it is scrolled, and not by a mouse alone.
        <ol className={styles.list} tabIndex={0} aria-label={t("roles.rules")}>
          {kept.map(({ id, sentence }) => (
            <li key={id}>{text(sentence)}</li>
          ))}
          {(rules ?? []).map((rule) => (
            <li key={rule.id}>
              {text(said.get(rule.id) ?? sentences.get(rule.id)) || rule.id}
              {isReadOnly ? null : (
                <RuleActs
                  edit={() => setEdited({ rule })}
                  copy={() => setEdited({ rule: { ...rule, id: newRule(taken).id } })}
                  remove={() =>
                    change({ ...draft, rules: (rules ?? []).filter(({ id }) => id !== rule.id) })
                  }
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {isReadOnly ? null : (
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setEdited({ form: newRule(taken) })}
        >
          {t("rules.new")}
        </Button>
      )}
      {edited ? (
        <RuleDrawer
          role={draft}
          holders={role.holders}
          edited={edited}
          done={put}
          close={() => setEdited(null)}
        />
      ) : null}
    </>
  );
}

interface RuleActsProps {
  edit(): void;
  copy(): void;
  remove(): void;
}

function RuleActs({ edit, copy, remove }: RuleActsProps) {
  const t = useT();
  const acts = [
    ["rules.edit", EditOutlined, edit],
    ["rules.copy", CopyOutlined, copy],
    ["rules.remove", DeleteOutlined, remove],
  ] as const;
  return (
    <span className={styles.acts}>
      {acts.map(([words, Icon, act]) => (
        <Button
          key={words}
          size="small"
          type="text"
          icon={<Icon aria-hidden />}
          aria-label={t(words)}
          title={t(words)}
          onClick={act}
        />
      ))}
    </span>
  );
}
