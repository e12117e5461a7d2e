import type { RevealReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Spin } from "antd";
import { call } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { useTellFailure } from "../parts/use-tell-failure.tsx";
import { Why } from "../why/why.tsx";
import type { FieldCellProps } from "./field-cell.tsx";
import { maskWords } from "./mask-words.ts";
import { fieldType } from "./registry.ts";
import styles from "./fields.module.css";

export function MaskedCell({ object, field, row, dense = false }: FieldCellProps) {
  const t = useT();
  const tell = useTellFailure();
  const reveal = useMutation({
    mutationFn: () => call<RevealReply>(object, "reveal", { id: row.id, field: field.name }),
    onError: tell,
  });
  const { Cell } = fieldType(field);
  const isRevealable = row.revealable.includes(field.name);
  // Lists have no room for question marks: there the mask itself asks.
  const isAskedByItself = dense && !isRevealable;
  const mask = <span className="numeric">{maskWords(row.values[field.name])}</span>;
  if (reveal.data) {
    return (
      <span className={styles.revealed} title={t("field.revealedTrace")}>
        <Cell field={field} value={reveal.data.value} />
      </span>
    );
  }
  return (
    <span className={styles.masked}>
      {isAskedByItself ? (
        <Why object={object} id={row.id} action="view" field={field.name}>
          {mask}
        </Why>
      ) : (
        mask
      )}
      {isRevealable ? (
        <button
          type="button"
          className={styles.small}
          aria-label={t("field.reveal")}
          title={t("field.reveal")}
          onClick={(event) => {
            event.stopPropagation();
            reveal.mutate();
          }}
        >
          {reveal.isPending ? <Spin size="small" /> : <span className={styles.eye} />}
        </button>
      ) : isAskedByItself ? null : (
        <Why object={object} id={row.id} action="view" field={field.name} />
      )}
    </span>
  );
}
