/**
 * Editing one cell of a list where it stands. What is typed shows at once; a refusal gives it back with its reason, and a
 * change can be taken back for a while.
 */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { App } from "antd";
import { createElement, useCallback, useState } from "react";
import { isFailure, isKept } from "../../api.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import type { FormProblem } from "../../parts/failure-alert.tsx";
import { useFailureText } from "../../parts/failure.tsx";
import { isSame, shownAs } from "../../parts/record-form/form-values.ts";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { useUpdate } from "../../queries/mutations.ts";
import { showValues } from "../../queries/show-values.ts";

export interface CellPlace {
  readonly id: string;
  readonly field: string;
}

/** The cell being edited, and what became of an attempt to save it. */
export interface EditedCell extends CellPlace {
  readonly refused?: {
    readonly value: unknown;
    readonly problem: FormProblem;
  };
}

export interface CellEditing {
  readonly cell: EditedCell | null;
  /** The same function for as long as the list stands. */
  readonly start: (place: CellPlace) => void;
  cancel(): void;
  save(change: CellChange): void;
}

export interface CellChange {
  readonly row: Row;
  readonly field: FieldMeta;
  /** As the field's own input holds it. */
  readonly value: unknown;
}

/** A state moves by its steps, and a cell that is not read in full has nothing to start from. */
export function isCellEditable(object: ObjectMeta, row: Row, field: FieldMeta): boolean {
  return (
    row.writable.includes(field.name) &&
    !field.readOnly &&
    !field.columns &&
    field.name !== object.states?.field &&
    !row.masked.includes(field.name) &&
    !row.hidden.includes(field.name)
  );
}

export function useCellEditing(object: ObjectMeta): CellEditing {
  const [cell, setCell] = useState<EditedCell | null>(null);
  const tell = useTelling();
  const update = useUpdate(object.name);

  const send = async (change: CellChange): Promise<void> => {
    const { row, field, value } = change;
    const { toForm } = fieldType(field);
    const before = row.values[field.name] ?? null;
    showValues(object.name, row.id, shownAs(object, row, { [field.name]: value }));
    try {
      const { record } = await update.mutateAsync({
        id: row.id,
        version: row.version,
        values: { [field.name]: toForm(value) },
        base: row,
      });
      tell.saved(field, () => void send({ row: record, field, value: before }));
    } catch (error) {
      if (isKept(error)) return tell.kept(error);
      showValues(object.name, row.id, { [field.name]: before });
      const current = isFailure(error, "stale") ? error.error.current : undefined;
      if (!current) {
        const problem = { words: tell.problemOf(error), cause: error };
        setCell({ id: row.id, field: field.name, refused: { value, problem } });
        return;
      }
      const isElsewhere = isSame(toForm(current.values[field.name]), toForm(before));
      if (isElsewhere || (await tell.conflict(field, current, value)))
        await send({ row: current, field, value });
    }
  };

  return {
    cell,
    start: useCallback((place) => setCell(place), []),
    cancel: () => setCell(null),
    save: (change) => {
      setCell(null);
      void send(change);
    },
  };
}

function useTelling() {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message, modal } = App.useApp();
  const saved = (field: FieldMeta, undo: () => void) => {
    const key = `cell-${field.name}`;
    void message.success({
      key,
      duration: UNDO_SECONDS,
      content: createElement(UndoLink, {
        words: t("cell.saved", { field: text(field.label) }),
        undo: () => {
          message.destroy(key);
          undo();
        },
      }),
    });
  };
  const kept = (error: unknown) => void message.info(describe(error));
  const problemOf = (error: unknown) => {
    const problems = isFailure(error) ? (error.error.problems ?? []) : [];
    return problems.length > 0
      ? problems.map((problem) => text(problem.message)).join(" ")
      : describe(error);
  };
  /** Whether the reader's own value shall stand where somebody else has just written another. */
  const conflict = (field: FieldMeta, current: Row, value: unknown) => {
    const { Cell } = fieldType(field);
    const shown = (one: unknown) =>
      one === null || one === undefined ? "—" : createElement(Cell, { field, value: one });
    return modal.confirm({
      title: t("cell.conflict", { field: text(field.label) }),
      content: createElement(
        "dl",
        null,
        createElement("dt", { className: "muted" }, t("conflict.theirs")),
        createElement("dd", null, shown(current.values[field.name])),
        createElement("dt", { className: "muted" }, t("conflict.mine")),
        createElement("dd", null, shown(value)),
      ),
      okText: t("conflict.mine"),
      cancelText: t("conflict.theirs"),
    });
  };
  return { saved, kept, problemOf, conflict };
}
