import type { RevealReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Spin } from "antd";
import { useState } from "react";
import { call, isFailure } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { useTellFailure } from "../parts/use-tell-failure.tsx";
import { ReasonDialog } from "../parts/reason-dialog.tsx";
import { Why } from "../why/why.tsx";
import type { FieldCellProps } from "./field-cell.tsx";
import { maskWords } from "./mask-words.ts";
import { fieldType } from "./registry.ts";
import styles from "./fields.module.css";

export function MaskedCell({ object, field, row, dense = false }: FieldCellProps) {
  const t = useT();
  const tell = useTellFailure();
  const [asksReason, setAsksReason] = useState(false);
  const reveal = useMutation({
    mutationFn: (reason?: string) =>
      call<RevealReply>(object, "reveal", {
        id: row.id,
        field: field.name,
        ...(reason ? { reason } : {}),
      }),
    onSuccess: () => setAsksReason(false),
    onError: (problem) => {
      if (isFailure(problem, "reason_required")) setAsksReason(true);
      else tell(problem);
    },
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
            reveal.mutate(undefined);
          }}
        >
          {reveal.isPending ? <Spin size="small" /> : <span className={styles.eye} />}
        </button>
      ) : isAskedByItself ? null : (
        <Why object={object} id={row.id} action="view" field={field.name} />
      )}
      {asksReason ? (
        <ReasonDialog
          open
          title={t("field.revealReason")}
          busy={reveal.isPending}
          cancel={() => setAsksReason(false)}
          submit={(reason) => reveal.mutate(reason)}
        />
      ) : null}
    </span>
  );
}
