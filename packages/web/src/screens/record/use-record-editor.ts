/** Editing in place: what was read, what is typed, and what to do when somebody else was faster. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { useBlocker, useRouterState } from "@tanstack/react-router";
import { App, Form, type FormInstance } from "antd";
import { useEffect, useMemo, useState } from "react";
import { isFailure } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { changedValues, showProblems, toFormValues } from "../../parts/record-form/form-values.ts";
import type { FormValues } from "../../parts/record-form/record-form.tsx";
import { useUpdate } from "../../queries/mutations.ts";

export interface Conflict {
  readonly base: Row;
  readonly theirs: Row;
  readonly mine: Readonly<Record<string, unknown>>;
}

export interface RecordEditor {
  readonly isEditing: boolean;
  readonly isSaving: boolean;
  readonly form: FormInstance<FormValues>;
  readonly fields: readonly FieldMeta[];
  readonly initialValues: FormValues;
  readonly focus: string | undefined;
  readonly changes: number;
  readonly problem: string | null;
  readonly conflict: Conflict | null;
  start(focus?: string): void;
  cancel(): void;
  save(): void;
  noteChange(): void;
  resolve(values: Readonly<Record<string, unknown>>): void;
  dismissConflict(): void;
  /** Saves one value at once, such as the next state. */
  put(values: Readonly<Record<string, unknown>>): void;
}

export function useRecordEditor(object: ObjectMeta, row: Row): RecordEditor {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<FormValues>();
  const [base, setBase] = useState<Row | null>(null);
  const [focus, setFocus] = useState<string>();
  const [changes, setChanges] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const update = useUpdate(object.name);
  const fields = useMemo(
    () =>
      object.fields.filter(
        (field) => (base ?? row).writable.includes(field.name) && !field.readOnly,
      ),
    [object, base, row],
  );
  const initialValues = useMemo(
    () => toFormValues(fields, (base ?? row).values),
    [fields, base, row],
  );

  const finish = () => {
    setBase(null);
    setChanges(0);
    setProblem(null);
    setConflict(null);
  };
  const send = (version: number, values: Readonly<Record<string, unknown>>, from: Row) =>
    update.mutate(
      { id: row.id, version, values },
      {
        onSuccess: () => {
          finish();
          void message.success(t("form.saved"));
        },
        onError: (error) => {
          if (isFailure(error) && error.status === 409 && error.error.current) {
            setConflict({ base: from, theirs: error.error.current, mine: values });
            return;
          }
          const others = isFailure(error)
            ? showProblems({ form, object, error: error.error, text })
            : [];
          const words = [describe(error), ...others].join(" ");
          if (base) setProblem(words);
          else void message.error(words);
        },
      },
    );
  const mine = () =>
    changedValues(fields, initialValues, { ...initialValues, ...form.getFieldsValue() });
  const start = (at?: string) => {
    setFocus(at);
    setProblem(null);
    setBase(row);
    form.setFieldsValue(toFormValues(fields, row.values));
  };

  useAsked(() => start());
  useBlocker({
    shouldBlockFn: async () =>
      !(await modal.confirm({
        title: t("form.leaveTitle"),
        content: t("form.leaveEdit"),
        okText: t("form.leave"),
        cancelText: t("form.stay"),
      })),
    enableBeforeUnload: changes > 0,
    disabled: changes === 0,
  });

  return {
    isEditing: base !== null,
    isSaving: update.isPending,
    form,
    fields,
    initialValues,
    focus,
    changes,
    problem,
    conflict,
    start,
    cancel: finish,
    save: () => {
      const values = mine();
      if (Object.keys(values).length === 0) finish();
      else if (base) send(base.version, values, base);
    },
    noteChange: () => setChanges(Object.keys(mine()).length),
    resolve: (values) => {
      if (!conflict) return;
      if (Object.keys(values).length === 0) finish();
      else send(conflict.theirs.version, values, conflict.theirs);
    },
    dismissConflict: () => setConflict(null),
    put: (values) => send(row.version, values, row),
  };
}

/** A list's "E" opens the record with the form ready. */
function useAsked(start: () => void): void {
  const asked = useRouterState({ select: (state) => state.location.state.edit === true });
  useEffect(() => {
    if (asked) start();
    // Once, when the page is opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Open the record with its form. */
    edit?: boolean;
  }
}
