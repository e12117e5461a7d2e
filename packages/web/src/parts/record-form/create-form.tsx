/** A new record: the form and its saving, for a drawer or a dialog. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { App, Form } from "antd";
import { useState } from "react";
import { isFailure, isKept } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useCreate } from "../../queries/mutations.ts";
import { FailureAlert, type FormProblem } from "../failure-alert.tsx";
import { useFailureText } from "../failure.tsx";
import { changedValues, showProblems, toFormValues } from "./form-values.ts";
import { RecordForm, type FormValues } from "./record-form.tsx";
import { AskAccess } from "../../why/ask-access.tsx";

/** Nobody chooses who owns a part of the organisation: a person owns their own record, the rest has no owner. */
const OWNERLESS: ReadonlySet<string> = new Set(["unit", "person", "post", "assignment", "group"]);

export interface CreateProps {
  readonly object: ObjectMeta;
  /** Known already and not asked, such as the customer an order is made for. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** Filled in to begin with, and open to change. */
  readonly suggested?: Readonly<Record<string, unknown>>;
  /** Not asked in this place, though it may be written. */
  readonly leaveOut?: readonly string[];
  created(row: Row): void;
  /** It waits on this device, to be created when the server can be reached. */
  kept(): void;
}

function askedFields(
  object: ObjectMeta,
  { given, leaveOut }: Required<Pick<CreateProps, "given" | "leaveOut">>,
): readonly FieldMeta[] {
  return object.fields.filter(
    (field) =>
      field.writable &&
      !field.readOnly &&
      (!field.later || field.required) &&
      !(field.name in given) &&
      !leaveOut.includes(field.name) &&
      !(field.name === "owner" && OWNERLESS.has(object.name)) &&
      // A record begins in its first state and moves on by its steps.
      field.name !== object.states?.field,
  );
}

export function useCreateForm({
  object,
  given = {},
  suggested = {},
  leaveOut = [],
  created,
  kept,
}: CreateProps) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message } = App.useApp();
  const [form] = Form.useForm<FormValues>();
  const [isDirty, setDirty] = useState(false);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const create = useCreate(object.name, { canWait: true });
  const fields = askedFields(object, { given, leaveOut });
  const defaults = fields.flatMap((field): [string, unknown][] =>
    field.default === undefined ? [] : [[field.name, field.default]],
  );
  const initialValues = { ...Object.fromEntries(defaults), ...suggested };
  const clear = () => {
    setDirty(false);
    form.resetFields();
  };
  const submit = () => {
    const values = changedValues(fields, toFormValues(fields, {}), form.getFieldsValue());
    setProblem(null);
    create.mutate(
      { ...values, ...given },
      {
        onSuccess: ({ record }) => {
          clear();
          void message.success(t("form.created", { object: text(object.label) }));
          created(record);
        },
        onError: (error) => {
          if (isKept(error)) {
            clear();
            void message.info(describe(error));
            kept();
            return;
          }
          const others = isFailure(error)
            ? showProblems({ form, object, error: error.error, text })
            : [];
          setProblem({ words: [describe(error), ...others].join(" "), cause: error });
        },
      },
    );
  };
  const node = (
    <>
      {problem ? <FailureAlert problem={problem.cause} words={problem.words} /> : null}
      <Waiting problem={problem} object={object.name} values={create.variables} />
      <RecordForm
        object={object}
        form={form}
        offered={new Set(fields.map((field) => field.name))}
        initialValues={initialValues}
        submit={submit}
        change={() => setDirty(true)}
      />
    </>
  );
  return { node, isDirty, isSaving: create.isPending, save: () => form.submit(), form };
}

/** What is created with an approval only can be asked for at once. */
function Waiting({
  problem,
  ...asked
}: {
  problem: FormProblem | null;
  object: string;
  values: FormValues | undefined;
}) {
  if (!isFailure(problem?.cause, "approval_needed")) return null;
  const reason = asked.values?.["reason"];
  return (
    <AskAccess
      asked={{ ...asked, action: "create" }}
      reason={typeof reason === "string" ? reason : undefined}
    />
  );
}
