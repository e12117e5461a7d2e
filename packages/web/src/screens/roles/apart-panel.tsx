/** Roles that nobody holds together with this one (R153), said here or by one of the others. */
import type { RoleMeta } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { rolesQuery } from "../../queries/administration.ts";
import type { RoleEditor } from "./use-role-editor.ts";
import styles from "./roles.module.css";

export function ApartPanel({ role, editor }: { role: RoleMeta; editor: RoleEditor }) {
  const t = useT();
  const text = useText();
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  const { draft, change, isReadOnly } = editor;
  const { apart = [] } = draft;
  const others = roles.filter(({ id }) => id !== role.id);
  const named = others.filter(({ id }) => apart.includes(id ?? ""));
  const naming = others.filter((one) => one.apart?.includes(role.id ?? ""));
  const list = (some: readonly RoleMeta[]) =>
    some.map(({ name }) => text(name)).join(t("words.and"));
  return (
    <Panel title={t("duties.title")}>
      <p className="muted">{t("duties.help")}</p>
      {isReadOnly ? (
        <p>{named.length === 0 ? t("duties.noneNamed") : list(named)}</p>
      ) : (
        <Select
          mode="multiple"
          className={styles.apart ?? ""}
          aria-label={t("duties.title")}
          placeholder={t("duties.noneNamed")}
          showSearch={{ optionFilterProp: "label" }}
          value={[...apart]}
          onChange={(ids: string[]) => change({ ...draft, apart: ids.toSorted() })}
          options={others.map(({ id, name }) => ({ value: id ?? "", label: text(name) }))}
        />
      )}
      {naming.length > 0 ? <p>{t("duties.namedBy", { roles: list(naming) })}</p> : null}
    </Panel>
  );
}
