import type { RoleMeta, Sensitivity } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Radio } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { rolesQuery } from "../../queries/administration.ts";
import { useSession } from "../../session/session.tsx";
import { CLASS_WORDS } from "./field-words.ts";
import styles from "./fields.module.css";

interface ClassChooserProps {
  readonly value?: Sensitivity;
  onChange?(next: Sensitivity): void;
}

/** A class with what it means, and with the roles that read it as they are set now. */
export function ClassChooser({ value, onChange }: ClassChooserProps) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const roles = useQuery(rolesQuery).data?.roles.filter(({ holders }) => holders > 0);
  return (
    <>
      <Radio.Group
        className={styles.classes}
        value={value}
        onChange={(event) => onChange?.(event.target.value as Sensitivity)}
        options={meta.sensitivities.map((one) => ({
          value: one.name,
          label: (
            <>
              <strong>{text(one.label)}</strong>
              <span className={styles.meaning}>{t(CLASS_WORDS[one.name])}</span>
            </>
          ),
        }))}
      />
      {roles && value ? <Readers roles={roles} sensitivity={value} /> : null}
    </>
  );
}

/** Roles that somebody holds, and what they are set to at this moment. */
function Readers({ roles, sensitivity }: { roles: readonly RoleMeta[]; sensitivity: Sensitivity }) {
  const t = useT();
  const text = useText();
  const readers = roles.filter(({ classes }) => classes[sensitivity]?.own === "plain");
  const names = readers.map(({ name }) => text(name)).join(t("fields.listComma"));
  const words =
    readers.length === 0
      ? t("fields.noReaders")
      : readers.length === roles.length
        ? t("fields.allReaders")
        : t("fields.readers", { roles: names });
  return <p className={styles.readers}>{words}</p>;
}
