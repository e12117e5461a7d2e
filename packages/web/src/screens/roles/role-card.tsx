import { TeamOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Tag } from "antd";
import { useFormat } from "../../format/use-format.ts";
import { useText, useT } from "../../i18n/index.ts";
import { KIND_WORDS } from "../policy/policy-words.ts";
import { useMay } from "../../session/session.tsx";
import { differences, type EditedRole } from "./role-draft.ts";
import { useHolders } from "./use-holders.ts";
import styles from "./roles.module.css";

export function RoleCard({ edited: { role, kind } }: { edited: EditedRole }) {
  const t = useT();
  const text = useText();
  const may = useMay();
  const format = useFormat();
  const holders = useHolders();
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
          {role.function === undefined && may("assignment", "view") ? (
            <span className={styles.holders} title={holders(role.holders)}>
              <TeamOutlined aria-hidden /> {format.number(role.holders)}
            </span>
          ) : null}
        </span>
        <span className={styles.duties}>{text(role.duties)}</span>
      </Link>
    </li>
  );
}
