import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Input, Tag } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { bundlesQuery, rolesQuery } from "../../queries/administration.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { vocabularyQuery } from "../../queries/rules.ts";
import { useMay } from "../../session/session.tsx";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { RuleCites } from "../rules/rule-cites.tsx";
import { RuleList } from "../rules/rule-list.tsx";
import { ApartPanel } from "./apart-panel.tsx";
import { ArchiveRole } from "./archive-role.tsx";
import { ClassTable } from "./class-table.tsx";
import { CompanionsPanel } from "./companions-panel.tsx";
import { DraftBar } from "./draft-bar.tsx";
import { Matrix } from "./matrix.tsx";
import { RoleConflict } from "./role-conflict.tsx";
import { rolesInDraft, WAITING_WORDS, type EditedRole } from "./role-draft.ts";
import { TierPicker } from "./tier-picker.tsx";
import { useHolders } from "./use-holders.ts";
import { useRoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

export function RoleScreen() {
  const { role: id } = useParams({ from: "/permissions/roles/$role" });
  const roles = useQuery(rolesQuery);
  const policy = useQuery(policyDraftQuery);
  const problem = roles.error ?? policy.error;
  if (problem && !(roles.data && policy.data)) {
    return <PageFailure problem={problem} retry={() => void roles.refetch()} />;
  }
  if (!roles.data || !policy.data) return <PageSkeleton />;
  const edited = rolesInDraft(roles.data.roles, policy.data.draft).find(
    (candidate) => candidate.role.id === id,
  );
  return edited ? <RoleEditor key={id} edited={edited} /> : <NotFound />;
}

function RoleEditor({ edited }: { edited: EditedRole }) {
  const t = useT();
  const text = useText();
  const { role, kind } = edited;
  const editor = useRoleEditor(edited);
  const bundles = useQuery(bundlesQuery);
  const { draft, change, isReadOnly } = editor;
  const isFunction = role.function !== undefined;
  return (
    <Page
      back={<Link to="/permissions/roles">{t("nav.roles")}</Link>}
      title={text(draft.name)}
      mark={<RoleMark role={role} />}
      actions={isReadOnly || kind === "created" ? null : <ArchiveRole edited={edited} />}
    >
      {kind === null ? null : (
        <Alert
          type="info"
          showIcon
          title={t(WAITING_WORDS[kind])}
          action={<Link to="/permissions/draft">{t("policy.toReview")}</Link>}
          style={{ marginBottom: 16 }}
        />
      )}
      {isReadOnly && kind !== "archived" ? (
        <Alert type="info" showIcon title={t("roles.readOnly")} style={{ marginBottom: 16 }} />
      ) : null}
      <RoleWords editor={editor} />
      <Panel title={t(isFunction ? "functions.matrix" : "matrix.title")} extra={<Legend />}>
        {isReadOnly || isFunction ? null : <TierPicker draft={draft} change={change} />}
        <Matrix
          bundles={bundles.data ?? []}
          draft={draft}
          preset={role.preset}
          isReadOnly={isReadOnly}
          change={change}
        />
        {role.cites && !isFunction ? <MatrixCites editor={editor} /> : null}
      </Panel>
      {role.includes && !isFunction ? <CompanionsPanel editor={editor} /> : null}
      <div className={styles.lower}>
        <Panel title={t("classes.title")}>
          <ClassTable draft={draft} preset={role.preset} isReadOnly={isReadOnly} change={change} />
        </Panel>
        {isFunction ? null : (
          <Panel title={t("roles.rules")}>
            <RuleList role={role} editor={editor} />
          </Panel>
        )}
      </div>
      <ApartPanel role={role} editor={editor} />
      {editor.changes > 0 ? <DraftBar role={role} editor={editor} /> : <PolicyBar />}
      {editor.conflict ? <RoleConflict editor={editor} /> : null}
    </Page>
  );
}

/** How many hold it, to whoever may see who holds what. */
function RoleMark({ role }: Pick<EditedRole, "role">) {
  const t = useT();
  const may = useMay();
  const holders = useHolders();
  if (role.function !== undefined) return <Tag>{t("functions.mark")}</Tag>;
  if (!may("assignment", "view")) return null;
  return <Tag>{holders(role.holders)}</Tag>;
}

function MatrixCites({ editor }: { editor: ReturnType<typeof useRoleEditor> }) {
  const { draft, change, isReadOnly } = editor;
  const vocabulary = useQuery(vocabularyQuery).data;
  if (!vocabulary) return null;
  return (
    <RuleCites
      cites={draft.cites ?? []}
      regulations={vocabulary.regulations}
      isReadOnly={isReadOnly}
      change={(cites) => change({ ...draft, cites })}
    />
  );
}

function RoleWords({ editor }: { editor: ReturnType<typeof useRoleEditor> }) {
  const t = useT();
  const text = useText();
  const { draft, change, isReadOnly, language } = editor;
  if (isReadOnly) return <p className={styles.dutiesText}>{text(draft.duties)}</p>;
  return (
    <Panel>
      <div className={styles.words}>
        <label>
          <span className="muted">{t("roles.name")}</span>
          <Input
            value={draft.name[language]}
            maxLength={60}
            onChange={(event) =>
              change({ ...draft, name: { ...draft.name, [language]: event.target.value } })
            }
          />
        </label>
        <label>
          <span className="muted">{t("roles.duties")}</span>
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={draft.duties[language]}
            maxLength={2000}
            onChange={(event) =>
              change({ ...draft, duties: { ...draft.duties, [language]: event.target.value } })
            }
          />
        </label>
      </div>
    </Panel>
  );
}

function Legend() {
  const t = useT();
  return (
    <span className={styles.legend}>
      <span className={styles.see}>{t("layer.see")}</span>
      <span className={styles.change}>{t("layer.change")}</span>
      <span className={styles.operate}>{t("layer.operate")}</span>
      <span className={styles.changedMark}>{t("matrix.changed")}</span>
    </span>
  );
}
