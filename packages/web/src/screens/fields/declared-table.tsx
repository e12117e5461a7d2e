import type { DeclaredFieldMeta } from "@latchkey/server/contract";
import { Button, Tag } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { FieldName } from "./field-name.tsx";
import { TYPE_WORDS } from "./field-words.ts";
import { RelabelDialog } from "./relabel-dialog.tsx";
import styles from "./fields.module.css";

/** The fields that came with the product: what they are stays, what they are called is the organisation's. */
export function DeclaredTable({ fields }: { fields: readonly DeclaredFieldMeta[] }) {
  const t = useT();
  const [renaming, setRenaming] = useState<DeclaredFieldMeta | null>(null);
  return (
    <>
      <table className={`${styles.fields} ${styles.declared}`}>
        <thead>
          <tr>
            <th>{t("fields.column.field")}</th>
            <th>{t("fields.column.type")}</th>
            <th>
              <span className="visually-hidden">{t("fields.column.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <DeclaredRow key={field.name} field={field} rename={() => setRenaming(field)} />
          ))}
        </tbody>
      </table>
      {renaming ? <RelabelDialog field={renaming} close={() => setRenaming(null)} /> : null}
    </>
  );
}

function DeclaredRow({ field, rename }: { field: DeclaredFieldMeta; rename: () => void }) {
  const t = useT();
  const text = useText();
  const { label, standard, type } = field;
  const words = TYPE_WORDS[type];
  return (
    <tr>
      <th scope="row">
        <FieldName
          label={label}
          mark={isRenamed(field) ? <Tag>{t("fields.renamed")}</Tag> : null}
        />
        {isRenamed(field) ? (
          <div className={styles.other}>{t("fields.standard", { label: text(standard) })}</div>
        ) : null}
      </th>
      <td>{words ? t(words) : t("fields.type.other")}</td>
      <td className={styles.acts}>
        <Button
          size="small"
          aria-label={t("fields.renameOne", { field: text(label) })}
          onClick={rename}
        >
          {t("fields.rename")}
        </Button>
      </td>
    </tr>
  );
}

export const isRenamed = ({ label, standard }: DeclaredFieldMeta): boolean =>
  label.zh !== standard.zh || label.en !== standard.en;
