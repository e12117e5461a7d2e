import type { BundleMeta, ClassLevel, RoleMeta, Rule } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useFieldName } from "../../parts/field-chooser.tsx";
import { LEVEL_WORDS, SCOPE_WORDS } from "../../parts/rights-words.ts";
import { bundlesQuery, rolesQuery } from "../../queries/administration.ts";
import { useSession } from "../../session/session.tsx";
import { actionKey, disagreementsOf, NO_CLASS } from "./role-draft.ts";
import type { RoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

/** Both sides of every cell on which two hands differ: nobody's edit is lost unseen. */
export function RoleConflict({ editor }: { editor: RoleEditor }) {
  const t = useT();
  const { conflict, draft } = editor;
  const rows = useRows(editor);
  if (!conflict) return null;
  return (
    <Modal
      open
      title={t("roles.conflictTitle")}
      width={640}
      onCancel={editor.dismissConflict}
      footer={[
        <Button key="back" onClick={editor.dismissConflict}>
          {t("conflict.back")}
        </Button>,
        <Button key="theirs" onClick={editor.takeTheirs}>
          {t("conflict.theirs")}
        </Button>,
        <Button key="mine" type="primary" loading={editor.isSaving} onClick={editor.keepMine}>
          {t("conflict.mine")}
        </Button>,
      ]}
    >
      <p>{t("roles.conflictBody", { count: rows(draft, conflict.role).length })}</p>
      <div
        className={styles.tableFrame}
        tabIndex={0}
        role="region"
        aria-label={t("roles.conflictTitle")}
      >
        <table className={styles.conflict}>
          <thead>
            <tr>
              <th>{t("roles.conflictWhat")}</th>
              <th>{t("roles.conflictMine")}</th>
              <th>{t("roles.conflictTheirs")}</th>
            </tr>
          </thead>
          <tbody>
            {rows(draft, conflict.role).map(({ key, what, mine, theirs }) => (
              <tr key={key}>
                <th scope="row">{what}</th>
                <td>{mine}</td>
                <td>{theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}

interface Row {
  readonly key: string;
  readonly what: string;
  readonly mine: string;
  readonly theirs: string;
}

function useRows({ draft }: RoleEditor): (mine: typeof draft, theirs: RoleMeta) => readonly Row[] {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const nameOf = useFieldName();
  const bundles = useQuery(bundlesQuery).data ?? [];
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  // A regulation is called by its code.
  const listed = (named: readonly string[] = []) =>
    named
      .map((one) => text(roles.find(({ id }) => id === one)?.name) || one)
      .join(t("words.and")) || "—";
  const levelWords = ({ own, beyond, write }: ClassLevel = NO_CLASS) =>
    [t(LEVEL_WORDS[own]), t(LEVEL_WORDS[beyond]), ...(write ? [t("classes.write")] : [])].join(
      " · ",
    );
  const fieldWords = (level: ClassLevel | undefined) =>
    level ? levelWords(level) : t("fieldLevels.asClass");
  const scopeWords = (scope: keyof typeof SCOPE_WORDS | undefined, key: string) =>
    scope ? t(SCOPE_WORDS[scope]) : t(missing(key));
  return (mine, theirs) => {
    const { isNamedApart, isDescribedApart, grants, classes, fields, rules, lists } =
      disagreementsOf(mine, theirs);
    const hasRule = (role: { rules?: readonly Rule[] }, id: string) =>
      t(role.rules?.some((rule) => rule.id === id) ? "roles.hasRule" : "roles.lacksRule");
    const words = (name: "name" | "duties", label: MessageKey): Row => ({
      key: name,
      what: t(label),
      mine: text(mine[name]),
      theirs: text(theirs[name]),
    });
    return [
      ...(isNamedApart ? [words("name", "roles.name")] : []),
      ...(isDescribedApart ? [words("duties", "roles.duties")] : []),
      ...grants.map((key) => ({
        key,
        what: labelOf(key, bundles, text),
        mine: scopeWords(mine.grants[key], key),
        theirs: scopeWords(theirs.grants[key], key),
      })),
      ...classes.map((name) => ({
        key: name,
        what: text(meta.sensitivities.find((one) => one.name === name)?.label),
        mine: levelWords(mine.classes[name]),
        theirs: levelWords(theirs.classes[name]),
      })),
      ...fields.map((named) => ({
        key: `field ${named.object}.${named.field}`,
        what: nameOf(named),
        mine: fieldWords(mine.fields?.[named.object]?.[named.field]),
        theirs: fieldWords(theirs.fields?.[named.object]?.[named.field]),
      })),
      ...rules.map((id) => ({
        key: `rule ${id}`,
        what: text(theirs.sentences.find((one) => one.id === id)?.sentence) || t("roles.rule"),
        mine: hasRule(mine, id),
        theirs: hasRule(theirs, id),
      })),
      ...lists.map((name) => ({
        key: `list ${name}`,
        what: t(LIST_WORDS[name]),
        mine: listed(mine[name]),
        theirs: listed(theirs[name]),
      })),
    ];
  };
}

const LIST_WORDS = {
  apart: "duties.title",
  includes: "templates.includes",
  beyond: "templates.beyond",
  cites: "rules.cites",
} as const;

/** A single action that nobody sets apart follows its bundle. */
const missing = (key: string): MessageKey =>
  key.includes(":") ? "roles.followsBundle" : "scopeName.none";

function labelOf(
  key: string,
  bundles: readonly BundleMeta[],
  text: ReturnType<typeof useText>,
): string {
  for (const bundle of bundles) {
    if (bundle.name === key) return `${text(bundle.block.label)} · ${text(bundle.label)}`;
    const action = bundle.actions.find((one) => actionKey(one) === key);
    if (action) return `${text(action.objectLabel)} · ${text(action.label)}`;
  }
  return key;
}
