/** Editing in place: what was read, what is typed, and what to do when somebody else was faster. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useRouterState } from "@tanstack/react-router";
import { App, Form, type FormInstance } from "antd";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { isFailure, isKept } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { maskWords } from "../../fields/mask-words.ts";
import { useFailureText } from "../../parts/failure.tsx";
import type { FormProblem } from "../../parts/failure-alert.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import {
  changedValues,
  isSame,
  shownAs,
  showProblems,
  toFormValues,
} from "../../parts/record-form/form-values.ts";
import type { FormValues } from "../../parts/record-form/record-form.tsx";
import { useLeaveGuard } from "../../parts/use-leave-guard.ts";
import { useUpdate, type RecordValues } from "../../queries/mutations.ts";
import { showValues } from "../../queries/show-values.ts";

export interface Conflict {
  readonly base: Row;
  readonly theirs: Row;
  readonly mine: RecordValues;
}

export interface RecordEditor {
  readonly isEditing: boolean;
  readonly isSaving: boolean;
  readonly form: FormInstance<FormValues>;
  readonly fields: readonly FieldMeta[];
  readonly initialValues: FormValues;
  /** Masks of fields that may be written but not read plainly. */
  readonly masks: Readonly<Record<string, string>>;
  readonly focus: string | undefined;
  readonly changes: number;
  readonly problem: FormProblem | null;
  readonly conflict: Conflict | null;
  start(focus?: string): void;
  cancel(): void;
  save(): void;
  noteChange(): void;
  resolve(values: RecordValues): void;
  dismissConflict(): void;
  /** Saves one value at once, such as the next state. */
  put(values: RecordValues): void;
}

/** What is being edited: the record as it was when editing began, and what has become of it since. */
interface Editing {
  readonly base: Row | null;
  readonly focus?: string | undefined;
  readonly changes: number;
  readonly problem: FormProblem | null;
  readonly conflict: Conflict | null;
}

const IDLE: Editing = { base: null, changes: 0, problem: null, conflict: null };

export function useRecordEditor(object: ObjectMeta, row: Row): RecordEditor {
  const [form] = Form.useForm<FormValues>();
  const [editing, setEditing] = useState<Editing>(IDLE);
  const seen = editing.base ?? row;
  const fields = useMemo(() => editableFields(object, seen), [object, seen]);
  const initialValues = useMemo(
    () => toFormValues(fields, seen.values, seen.masked),
    [fields, seen],
  );
  const { send, isSaving } = useSend({ object, id: row.id, form, editing, setEditing });

  const mine = () =>
    changedValues(fields, initialValues, { ...initialValues, ...form.getFieldsValue() });
  const finish = () => setEditing(IDLE);
  const start = (focus?: string) => {
    setEditing({ ...IDLE, base: row, focus });
    form.setFieldsValue(toFormValues(editableFields(object, row), row.values, row.masked));
  };
  const sendUnlessSame = (from: Row, values: RecordValues) => {
    if (Object.keys(values).length === 0) finish();
    else send(from, values);
  };

  useAsked(() => start());
  useLeaveGuard(editing.changes > 0);

  return {
    isEditing: editing.base !== null,
    isSaving,
    form,
    fields,
    initialValues,
    masks: Object.fromEntries(seen.masked.map((name) => [name, maskWords(seen.values[name])])),
    focus: editing.focus,
    changes: editing.changes,
    problem: editing.problem,
    conflict: editing.conflict,
    start,
    cancel: finish,
    save: () => editing.base && sendUnlessSame(editing.base, mine()),
    noteChange: () => setEditing({ ...editing, changes: Object.keys(mine()).length }),
    resolve: (values) => editing.conflict && sendUnlessSame(editing.conflict.theirs, values),
    dismissConflict: () => setEditing({ ...editing, conflict: null }),
    put: (values) => send(row, values),
  };
}

interface SendProps {
  readonly object: ObjectMeta;
  readonly id: string;
  readonly form: FormInstance<FormValues>;
  readonly editing: Editing;
  setEditing(editing: Editing): void;
}

/** Sends a change made from `from`; a refusal leaves everything typed in its place. */
function useSend({ object, id, form, editing, setEditing }: SendProps) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const update = useUpdate(object.name);
  const refused = (error: Error, from: Row, mine: RecordValues) => {
    if (isKept(error)) {
      showValues(object.name, id, shownAs(object, from, mine));
      setEditing(IDLE);
      void message.info(describe(error));
      return;
    }
    if (isFailure(error) && error.status === 409 && error.error.current) {
      const theirs = error.error.current;
      // Nothing to choose between: only what the system keeps has changed, such as the record's files.
      if (isSameToEdit(object, from, theirs)) send(theirs, mine);
      else setEditing({ ...editing, conflict: { base: from, theirs, mine } });
      return;
    }
    const others = isFailure(error) ? showProblems({ form, object, error: error.error, text }) : [];
    const words = [describe(error), ...others].join(" ");
    if (editing.base) setEditing({ ...editing, problem: { words, cause: error } });
    else tell(error, words);
  };
  const send = (from: Row, values: RecordValues) =>
    update.mutate(
      { id, version: from.version, values, base: from },
      {
        onSuccess: () => {
          setEditing(IDLE);
          void message.success(t("form.saved"));
        },
        onError: (error) => refused(error, from, values),
      },
    );
  return { send, isSaving: update.isPending };
}

const isSameToEdit = ({ fields }: ObjectMeta, before: Row, now: Row): boolean =>
  fields.every(({ name, readOnly }) => readOnly || isSame(before.values[name], now.values[name]));

/** The state moves by its steps, not by a form. */
export function isEditable(object: ObjectMeta, row: Row, field: FieldMeta): boolean {
  return (
    row.writable.includes(field.name) && !field.readOnly && field.name !== object.states?.field
  );
}

function editableFields(object: ObjectMeta, row: Row): readonly FieldMeta[] {
  return object.fields.filter((field) => isEditable(object, row, field));
}

/** A list's "E" opens the record with the form ready. */
function useAsked(start: () => void): void {
  const asked = useRouterState({ select: (state) => state.location.state.edit === true });
  const begin = useEffectEvent(start);
  useEffect(() => {
    if (asked) begin();
  }, [asked]);
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Open the record with its form. */
    edit?: boolean;
  }
}
