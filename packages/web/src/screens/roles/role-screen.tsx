import type { RoleMeta } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Input, Tag } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { Page, Panel } from "../../parts/page.tsx";
import { PageSkeleton } from "../../parts/page-skeleton.tsx";
import { bundlesQuery, rolesQuery } from "../../queries/administration.ts";
import { ClassTable } from "./class-table.tsx";
import { DraftBar } from "./draft-bar.tsx";
import { Matrix } from "./matrix.tsx";
import { RoleConflict } from "./role-conflict.tsx";
import { RuleSentences } from "./rule-sentences.tsx";
import { useRoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

export function RoleScreen() {
  const { role: id } = useParams({ from: "/permissions/roles/$role" });
  const roles = useQuery(rolesQuery);
  const role = roles.data?.roles.find((candidate) => candidate.id === id);
  if (roles.error && !roles.data) {
    return <PageFailure problem={roles.error} retry={() => void roles.refetch()} />;
  }
  if (!roles.data) return <PageSkeleton />;
  return role ? <RoleEditor key={id} role={role} /> : <NotFound />;
}

function RoleEditor({ role }: { role: RoleMeta }) {
  const t = useT();
  const text = useText();
  const editor = useRoleEditor(role);
  const bundles = useQuery(bundlesQuery);
  const { draft, change, isReadOnly } = editor;
  return (
    <Page
      back={<Link to="/permissions/roles">{t("nav.roles")}</Link>}
      title={text(draft.name)}
      mark={<Tag>{t("roles.holders", { count: role.holders })}</Tag>}
    >
      {isReadOnly ? (
        <Alert type="info" showIcon title={t("roles.readOnly")} style={{ marginBottom: 16 }} />
      ) : null}
      <RoleWords editor={editor} />
      <Panel title={t("matrix.title")} extra={<Legend />}>
        <Matrix
          bundles={bundles.data ?? []}
          draft={draft}
          preset={role.preset}
          isReadOnly={isReadOnly}
          change={change}
        />
      </Panel>
      <div className={styles.lower}>
        <Panel title={t("classes.title")}>
          <ClassTable draft={draft} preset={role.preset} isReadOnly={isReadOnly} change={change} />
        </Panel>
        <Panel title={t("roles.rules")}>
          <RuleSentences sentences={role.sentences} />
        </Panel>
      </div>
      <DraftBar role={role} editor={editor} />
      {editor.conflict ? <RoleConflict editor={editor} /> : null}
    </Page>
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
