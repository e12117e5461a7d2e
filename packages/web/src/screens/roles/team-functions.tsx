/** What somebody can be in the team of a record, as far as that bounds what it brings. */
import type { SavedRole } from "@latchkey/server/contract";
import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Form, Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { bundlesQuery } from "../../queries/administration.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { invalidateEverything } from "../../queries/query-client.ts";
import { fieldOf, useMay, useSession } from "../../session/session.tsx";
import { newFunction, type EditedRole, type NewFunction } from "./role-draft.ts";
import { RoleCard } from "./role-card.tsx";
import styles from "./roles.module.css";

export function TeamFunctions({ functions }: { functions: readonly EditedRole[] }) {
  const t = useT();
  const may = useMay();
  const mayEdit = useQuery(policyDraftQuery).data?.may.edit === true;
  const [isCreating, setCreating] = useState(false);
  return (
    <section aria-labelledby="team-functions">
      <div className={styles.functionsHead}>
        <h2 id="team-functions">{t("functions.title")}</h2>
        {may("role", "create") && mayEdit ? (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
            {t("functions.new")}
          </Button>
        ) : null}
      </div>
      <p className="muted">{t(functions.length === 0 ? "functions.none" : "functions.intro")}</p>
      <ul className={styles.roles}>
        {functions.map((edited) => (
          <RoleCard key={edited.role.id} edited={edited} />
        ))}
      </ul>
      {isCreating ? (
        <NewFunctionDialog
          taken={functions.map(({ role }) => role.function ?? "")}
          close={() => setCreating(false)}
        />
      ) : null}
    </section>
  );
}

/** They are kept by what the function is called, and are no functions that anybody is given. */
const NO_FUNCTIONS: readonly string[] = ["shared", "lookedUp"];

function NewFunctionDialog({ taken, close }: { taken: readonly string[]; close: () => void }) {
  const t = useT();
  const text = useText();
  const navigate = useNavigate();
  const { objects, meta } = useSession();
  const bundles = useQuery(bundlesQuery).data ?? [];
  const [form] = Form.useForm<NewFunction>();
  const participant = objects.get("participant");
  const choices = (participant && fieldOf(participant, "function")?.choices) ?? [];
  const free = choices.filter(({ value }) => ![...NO_FUNCTIONS, ...taken].includes(value));
  const create = useMutation({
    mutationFn: (values: NewFunction) =>
      call<SavedRole>("role", "save", newFunction(values, bundles)),
    onSuccess: async ({ id }) => {
      await invalidateEverything();
      close();
      void navigate({ to: "/permissions/roles/$role", params: { role: id } });
    },
  });
  const choose = (part: string) => {
    const label = free.find(({ value }) => value === part)?.label;
    if (label) form.setFieldsValue({ zh: label.zh, en: label.en });
  };
  return (
    <Modal
      open
      title={t("functions.new")}
      okText={t("form.create")}
      okButtonProps={{ disabled: bundles.length === 0 }}
      cancelText={t("form.cancel")}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <FailureAlert problem={create.error} />
      <Form<NewFunction>
        form={form}
        layout="vertical"
        initialValues={{
          part: "new",
          carries: "work",
          classes: meta.sensitivities.map(({ name }) => name),
        }}
        onFinish={(values) => create.mutate(values)}
      >
        <Form.Item name="part" label={t("functions.for")}>
          <Select
            onChange={choose}
            options={[
              { value: "new", label: t("functions.own") },
              ...free.map(({ value, label }) => ({ value, label: text(label) })),
            ]}
          />
        </Form.Item>
        <Names />
        <Bounds />
        <Form.Item name="duties" label={t("functions.duties")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What of others' rights it leaves, to begin with. */
function Bounds() {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  return (
    <>
      <Form.Item name="carries" label={t("functions.matrix")}>
        <Segmented
          aria-label={t("functions.matrix")}
          options={[
            { value: "looking", label: t("share.toLook") },
            { value: "work", label: t("share.toWork") },
          ]}
        />
      </Form.Item>
      <Form.Item name="classes" label={t("functions.shows")} extra={t("functions.showsHelp")}>
        <Select
          mode="multiple"
          options={meta.sensitivities.map(({ name, label }) => ({
            value: name,
            label: text(label),
          }))}
        />
      </Form.Item>
    </>
  );
}

function Names() {
  const t = useT();
  return (
    <>
      <Form.Item
        name="zh"
        label={t("roles.nameZh")}
        rules={[{ required: true, message: t("form.required") }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="en" label={t("roles.nameEn")}>
        <Input maxLength={60} />
      </Form.Item>
    </>
  );
}
