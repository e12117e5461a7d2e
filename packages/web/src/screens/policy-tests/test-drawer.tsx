/** A permission test written without code: who, may or may not, what, on whose record. */
import type { PolicyTest, TestedObject } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Drawer, Form } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { EMPTY, toContent, toForm, type TestForm } from "./form-values.ts";
import { WhatFields } from "./what-fields.tsx";
import { WhoseFields } from "./whose-fields.tsx";
import { WhoFields } from "./who-fields.tsx";
import styles from "./policy-tests.module.css";

export interface EditedTest {
  /** Null: a new one. */
  readonly test: PolicyTest | null;
  readonly isCopy: boolean;
}

interface TestDrawerProps {
  readonly edited: EditedTest;
  readonly objects: readonly TestedObject[];
  close(): void;
}

export function TestDrawer({ edited: { test, isCopy }, objects, close }: TestDrawerProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<TestForm>();
  const saved = test && !isCopy ? { id: test.id, version: test.version } : {};
  const save = useMutation({
    mutationFn: (values: TestForm) =>
      call("policyTest", "save", { ...saved, content: toContent(values) }),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("form.saved"));
      close();
    },
  });
  return (
    <Drawer
      open
      size={520}
      title={test && !isCopy ? t("tests.edit") : t("tests.new")}
      onClose={close}
      footer={
        <div className={styles.footer}>
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t("form.save")}
          </Button>
        </div>
      }
    >
      {save.error ? <Problems problem={save.error} /> : null}
      <Form<TestForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={test ? toForm(test.content) : EMPTY}
        onFinish={() => save.mutate(form.getFieldsValue(true) as TestForm)}
      >
        <WhoFields form={form} />
        <WhatFields form={form} objects={objects} />
        <WhoseFields form={form} objects={objects} />
      </Form>
    </Drawer>
  );
}
