import type { RoleDraft } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { rolesQuery } from "../../queries/administration.ts";
import { DefaultViews } from "./default-views.tsx";
import type { RoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

/** Of the role as the template of posts: which other roles come with it, and which may stand beside it (R10, R166). */
export function CompanionsPanel({ editor }: { editor: RoleEditor }) {
  const t = useT();
  const text = useText();
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  const { draft, change, isReadOnly } = editor;
  const options = roles
    .filter((role) => role.id !== draft.id && role.function === undefined)
    .map(({ id, name }) => ({ value: id!, label: text(name) }));
  const field = (part: "includes" | "beyond") => (
    <label>
      <span className="muted">
        {t(part === "includes" ? "templates.includes" : "templates.beyond")}
      </span>
      <Select
        mode="multiple"
        disabled={isReadOnly}
        showSearch={{ optionFilterProp: "label" }}
        options={options}
        value={[...(draft[part] ?? [])]}
        onChange={(ids) => change({ ...draft, [part]: ids } satisfies RoleDraft)}
        style={{ width: "100%" }}
      />
    </label>
  );
  return (
    <Panel
      title={t("templates.ofRole")}
      extra={<Link to="/permissions/templates">{t("templates.toDeviations")}</Link>}
    >
      <p className="muted">{t("templates.ofRoleHelp")}</p>
      <div className={styles.pair}>
        {field("includes")}
        {field("beyond")}
      </div>
      {draft.id ? <DefaultViews role={draft.id} /> : null}
    </Panel>
  );
}
