import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Skeleton } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { PageFailure } from "../../parts/failure.tsx";
import { Page } from "../../parts/page.tsx";
import { dutiesQuery, rolesQuery } from "../../queries/administration.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { useMay } from "../../session/session.tsx";
import { NewRoleDialog } from "./new-role-dialog.tsx";
import { PolicyBar } from "../policy/policy-bar.tsx";
import { RoleCard } from "./role-card.tsx";
import { rolesInDraft, type EditedRole } from "./role-draft.ts";
import { TeamFunctions } from "./team-functions.tsx";
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
  const both = rolesInDraft(roles.data?.roles ?? [], policy?.draft ?? null);
  const isFunction = ({ role }: EditedRole) => role.function !== undefined;
  const all = both.filter((one) => !isFunction(one));
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
      {roles.isLoading ? null : <TeamFunctions functions={both.filter(isFunction)} />}
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
