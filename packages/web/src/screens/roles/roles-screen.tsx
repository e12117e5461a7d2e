import { PlusOutlined, TeamOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Skeleton, Tag } from "antd";
import { useState } from "react";
import { useText, useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page } from "../../parts/page.tsx";
import { dutiesQuery, rolesQuery } from "../../queries/administration.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { useMay } from "../../session/session.tsx";
import { NewRoleDialog } from "./new-role-dialog.tsx";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { KIND_WORDS } from "../policy/policy-words.ts";
import { differences, rolesInDraft, type EditedRole } from "./role-draft.ts";
import styles from "./roles.module.css";

export function RolesScreen() {
  const t = useT();
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const roles = useQuery(rolesQuery);
  const policy = useQuery(policyDraftQuery).data;
  if (roles.error && !roles.data) {
    return <PageFailure problem={roles.error} retry={() => void roles.refetch()} />;
  }
  const all = rolesInDraft(roles.data?.roles ?? [], policy?.draft ?? null);
  return (
    <Page
      title={t("nav.roles")}
      intro={t("roles.intro")}
      actions={
        may("role", "create") && policy?.may.edit ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setCreating(true)}
          >
            {t("roles.new")}
          </Button>
        ) : null
      }
    >
      <Conflicts />
      {roles.isLoading ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
      <ul className={styles.roles}>
        {all.map((edited) => (
          <RoleCard key={edited.role.id} edited={edited} />
        ))}
      </ul>
      <PolicyBar />
      <NewRoleDialog
        open={isCreating}
        roles={all.map(({ role }) => role)}
        close={() => setCreating(false)}
      />
    </Page>
  );
}

/** Said where roles are changed; nothing where there is none. */
function Conflicts() {
  const t = useT();
  const conflicts = (useQuery(dutiesQuery).data?.conflicts ?? []).filter(
    ({ isException }) => !isException,
  );
  if (conflicts.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("duties.some", { count: conflicts.length })}
      action={<Link to="/permissions/duties">{t("duties.show")}</Link>}
      style={{ marginBottom: 16 }}
    />
  );
}

function RoleCard({ edited: { role, kind } }: { edited: EditedRole }) {
  const t = useT();
  const text = useText();
  const changed = role.preset ? differences(role, role.preset) : 0;
  return (
    <li>
      <Link
        to="/permissions/roles/$role"
        params={{ role: role.id ?? "" }}
        className={styles.roleCard}
      >
        <span className={styles.roleHead}>
          <strong>{text(role.name)}</strong>
          {changed > 0 ? <Tag color="gold">{t("roles.differs", { count: changed })}</Tag> : null}
          {kind === null ? null : <Tag color="blue">{t(KIND_WORDS[kind])}</Tag>}
          <span className={styles.holders} title={t("roles.holders", { count: role.holders })}>
            <TeamOutlined aria-hidden /> {role.holders}
          </span>
        </span>
        <span className={styles.duties}>{text(role.duties)}</span>
      </Link>
    </li>
  );
}
