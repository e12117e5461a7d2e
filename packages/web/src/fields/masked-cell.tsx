import type { RevealReply } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Spin } from "antd";
import { useState } from "react";
import { call, isFailure } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { ReasonDialog } from "../parts/reason-dialog.tsx";
import { Why } from "../why/why.tsx";
import type { FieldCellProps } from "./field-cell.tsx";
import { maskWords } from "./mask-words.ts";
import { fieldType } from "./registry.ts";
import styles from "./fields.module.css";

export function MaskedCell({ object, field, row, dense = false }: FieldCellProps) {
  const t = useT();
  const { message } = App.useApp();
  const describe = useFailureText();
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
      else void message.error(describe(problem));
    },
  });
  const { Cell } = fieldType(field);
  if (reveal.data) {
    return (
      <span className={styles.revealed} title={t("field.revealedTrace")}>
        <Cell field={field} value={reveal.data.value} />
      </span>
    );
  }
  return (
    <span className={styles.masked}>
      <span className="numeric">{maskWords(row.values[field.name])}</span>
      {row.revealable.includes(field.name) ? (
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
      ) : dense ? null : (
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
