/** Two people changed the same record: both versions side by side, field by field, and nothing lost. */
import type { FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { Modal, Radio } from "antd";
import { useState } from "react";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { isSame } from "../../parts/record-form/form-values.ts";
import type { Conflict, RecordEditor } from "./use-record-editor.ts";
import styles from "./record.module.css";

type Side = "mine" | "theirs";

const SIDE_WORDS = { mine: "conflict.mine", theirs: "conflict.theirs" } as const;

interface ConflictDialogProps {
  readonly object: ObjectMeta;
  readonly conflict: Conflict;
  readonly editor: Pick<RecordEditor, "isSaving" | "resolve" | "dismissConflict">;
}

export function ConflictDialog({ object, conflict, editor }: ConflictDialogProps) {
  const t = useT();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const rows = object.fields.flatMap((field) => compare(field, conflict) ?? []);
  const resolve = () => {
    const kept = rows.filter((row) => row.isMine && (sides[row.field.name] ?? "mine") === "mine");
    editor.resolve(Object.fromEntries(kept.map(({ field, mine }) => [field.name, mine])));
  };
  return (
    <Modal
      open
      width={720}
      title={t("conflict.title")}
      okText={t("conflict.save")}
      cancelText={t("conflict.back")}
      confirmLoading={editor.isSaving}
      onOk={resolve}
      onCancel={editor.dismissConflict}
    >
      <p className="muted">{t("conflict.intro")}</p>
      <table className={styles.conflict}>
        <thead>
          <tr>
            <th />
            <th>{t("conflict.mine")}</th>
            <th>{t("conflict.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ConflictLine
              key={row.field.name}
              row={row}
              side={sides[row.field.name] ?? (row.isMine ? "mine" : "theirs")}
              choose={(side) => setSides({ ...sides, [row.field.name]: side })}
            />
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

interface Compared {
  readonly field: FieldMeta;
  readonly mine: unknown;
  readonly theirs: unknown;
  readonly isMine: boolean;
  readonly isTheirs: boolean;
}

function ConflictLine(props: { row: Compared; side: Side; choose: (side: Side) => void }) {
  const { row, side, choose } = props;
  const text = useText();
  const t = useT();
  const { field, isMine, isTheirs } = row;
  const cell = (which: Side, value: unknown, isChanged: boolean) => (
    <td className={side === which ? styles.kept : styles.dropped}>
      <Radio checked={side === which} disabled={!isMine} onChange={() => choose(which)}>
        <span className="visually-hidden">{`${text(field.label)} · ${t(SIDE_WORDS[which])}`} </span>
        <ConflictValue field={field} value={value} />
        {isChanged ? null : <span className="faint"> {t("conflict.unchanged")}</span>}
      </Radio>
    </td>
  );
  return (
    <tr>
      <th scope="row">{text(field.label)}</th>
      {cell("mine", row.mine, isMine)}
      {cell("theirs", row.theirs, isTheirs)}
    </tr>
  );
}

function ConflictValue({ field, value }: { field: FieldMeta; value: unknown }) {
  const { Cell } = fieldType(field);
  const isEmpty =
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0);
  return isEmpty ? <span className="faint">—</span> : <Cell field={field} value={value} />;
}

function compare(field: FieldMeta, { base, theirs, mine }: Conflict): Compared | undefined {
  if (field.readOnly) return undefined;
  const { toForm } = fieldType(field);
  const before = toForm(base.values[field.name]);
  const now = toForm(theirs.values[field.name]);
  const isMine = field.name in mine;
  const isTheirs = !isSame(before, now);
  if (!isMine && !isTheirs) return undefined;
  return {
    field,
    mine: isMine ? mine[field.name] : base.values[field.name],
    theirs: theirs.values[field.name],
    isMine,
    isTheirs,
  };
}
