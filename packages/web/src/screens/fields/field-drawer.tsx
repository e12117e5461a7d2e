/** A new field, or one that is changed; its type is chosen once and for all. */
import type { CustomFieldMeta, CustomFieldsReply, FieldTypeName } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Form, Input, Select, Space } from "antd";
import { useState } from "react";
import { call, isFailure } from "../../api.ts";
import { useLanguage, useNoun, useT, useText } from "../../i18n/index.ts";
import { FailureAlert, type FormProblem } from "../../parts/failure-alert.tsx";
import { useFailureText } from "../../parts/failure.tsx";
import { customFieldsQuery } from "../../queries/administration.ts";
import { invalidateEverything, queryClient } from "../../queries/query-client.ts";
import { ChoicesEditor } from "./choices-editor.tsx";
import { ClassChooser } from "./class-chooser.tsx";
import { FieldDemands } from "./field-demands.tsx";
import { FieldPlace } from "./field-place.tsx";
import { placeProblems, toForm, toRequest, type FieldForm } from "./field-form.ts";
import styles from "./fields.module.css";
import { isUploaded, takesChoices, TYPE_WORDS } from "./field-words.ts";

interface FieldDrawerProps {
  readonly object: CustomFieldsReply["objects"][number];
  /** Null: a new one. */
  readonly field: CustomFieldMeta | null;
  readonly reply: CustomFieldsReply;
  close(): void;
}

export function FieldDrawer({ object, field, reply, close }: FieldDrawerProps) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const language = useLanguage();
  const [form] = Form.useForm<FieldForm>();
  const [isDirty, setDirty] = useState(false);
  const { types, uniqueTypes } = reply;
  const saving = useSaving({ object: object.name, field, uniqueTypes, form, close });
  const leave = useLeaving(isDirty, close);
  const asked = (
    <>
      <FieldDemands uniqueTypes={uniqueTypes} />
      <FieldPlace groups={object.groups} />
    </>
  );
  return (
    <Drawer
      open
      size={520}
      title={
        field
          ? t("fields.editTitle", { field: text(field.label) })
          : t("fields.addTitle", { object: noun(object.plural) })
      }
      onClose={() => void leave()}
      footer={
        <Space>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {field ? t("form.save") : t("fields.add")}
          </Button>
          <Button onClick={() => void leave()}>{t("form.cancel")}</Button>
        </Space>
      }
    >
      <FailureAlert problem={saving.problem?.cause} words={saving.problem?.words} />
      <Form<FieldForm>
        form={form}
        layout="vertical"
        initialValues={toForm(field, language)}
        onValuesChange={() => setDirty(true)}
        onFinish={saving.save}
      >
        <LabelInputs />
        <TypeInput types={types} isFixed={field !== null} />
        <Form.Item noStyle dependencies={["type"]}>
          {({ getFieldValue }) =>
            takesChoices(getFieldValue("type") as FieldTypeName) ? <ChoicesEditor /> : null
          }
        </Form.Item>
        <Form.Item noStyle dependencies={["type"]}>
          {({ getFieldValue }) =>
            isUploaded(getFieldValue("type") as FieldTypeName) ? <UploadedNote /> : asked
          }
        </Form.Item>
        {/* Once the field is in use its class is a part of the policy, and changes as that does. */}
        {field ? null : (
          <Form.Item name="sensitivity" label={t("fields.class")}>
            <ClassChooser />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}

function TypeInput({ types, isFixed }: { types: readonly FieldTypeName[]; isFixed: boolean }) {
  const t = useT();
  return (
    <Form.Item
      name="type"
      label={t("fields.type")}
      extra={isFixed ? t("fields.typeFixed") : undefined}
    >
      <Select
        disabled={isFixed}
        listHeight={480}
        options={types.map((value) => {
          const words = TYPE_WORDS[value];
          return { value, label: words ? t(words) : value };
        })}
      />
    </Form.Item>
  );
}

function UploadedNote() {
  const t = useT();
  return <Alert type="info" showIcon title={t("fields.filesHelp")} className={styles.note} />;
}

/** Closes, once it is sure that nothing typed is missed. */
function useLeaving(isDirty: boolean, close: () => void): () => Promise<void> {
  const t = useT();
  const { modal } = App.useApp();
  return async () => {
    const isSure =
      !isDirty ||
      (await modal.confirm({
        title: t("form.leaveTitle"),
        content: t("form.leaveCreate"),
        okText: t("form.leave"),
        cancelText: t("form.stay"),
      }));
    if (isSure) close();
  };
}

/** One language is enough; the reader's own is asked first and must be there. */
function LabelInputs() {
  const t = useT();
  const own = useLanguage();
  const other = own === "zh" ? "en" : "zh";
  const words = { zh: t("fields.labelZh"), en: t("fields.labelEn") };
  return (
    <>
      <Form.Item
        name={["label", own]}
        label={words[own]}
        rules={[{ required: true, whitespace: true, message: t("form.required") }]}
      >
        <Input autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name={["label", other]} label={words[other]} extra={t("fields.labelEnHelp")}>
        <Input maxLength={60} />
      </Form.Item>
    </>
  );
}

interface SavingProps {
  readonly object: string;
  readonly field: CustomFieldMeta | null;
  readonly uniqueTypes: readonly FieldTypeName[];
  readonly form: ReturnType<typeof Form.useForm<FieldForm>>[0];
  close(): void;
}

function useSaving({ object, field, uniqueTypes, form, close }: SavingProps) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message } = App.useApp();
  const [problem, setProblem] = useState<FormProblem | null>(null);
  // The version the edit began from; a colleague's change in between is told before it is written over.
  const [version, setVersion] = useState(field?.version);
  const save = useMutation({
    mutationFn: (values: FieldForm) =>
      field
        ? call<CustomFieldMeta>("customField", "change", {
            object,
            name: field.name,
            version,
            ...toRequest(values, uniqueTypes),
          })
        : call<CustomFieldMeta>("customField", "add", {
            object,
            ...toRequest(values, uniqueTypes),
          }),
    onMutate: () => setProblem(null),
    onSuccess: async ({ label }) => {
      // What was saved stands in the table by the time the drawer is gone.
      await invalidateEverything();
      close();
      const words = { field: text(label) };
      void message.success(field ? t("fields.saved") : t("fields.added", words));
    },
    onError: async (failure) => {
      const { placed, others } = isFailure(failure)
        ? placeProblems(failure.error)
        : { placed: [], others: [] };
      for (const { name, words } of placed)
        form.setFields([{ name: name as never, errors: [text(words)] }]);
      const words = [describe(failure), ...others.map((one) => text(one))].join(" ");
      setProblem({ words, cause: failure });
      if (field && isFailure(failure, "stale")) setVersion(await presentVersion(field));
    },
  });
  return { save: save.mutate, isPending: save.isPending, problem };
}

async function presentVersion({ object, name }: CustomFieldMeta): Promise<number | undefined> {
  const reply = await queryClient.fetchQuery({ ...customFieldsQuery, staleTime: 0 });
  const found = reply.objects.find((one) => one.name === object);
  return found?.fields.find((field) => field.name === name)?.version;
}
