import type { RoleMeta, SavedRole } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Form, Input, Modal, Select } from "antd";
import { call } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { newRole, type NewRole } from "./role-draft.ts";

export function NewRoleDialog({
  open,
  roles,
  close,
}: {
  open: boolean;
  roles: readonly RoleMeta[];
  close: () => void;
}) {
  const t = useT();
  const text = useText();
  const navigate = useNavigate();
  const [form] = Form.useForm<NewRole>();
  const create = useMutation({
    mutationFn: (values: NewRole) => call<SavedRole>("role", "save", newRole(values, roles)),
    onSuccess: async (role) => {
      await invalidateEverything();
      close();
      void navigate({ to: "/permissions/roles/$role", params: { role: role.id } });
    },
  });
  return (
    <Modal
      open={open}
      title={t("roles.new")}
      okText={t("form.create")}
      cancelText={t("form.cancel")}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      destroyOnHidden
    >
      <FailureAlert problem={create.error} />
      <Form<NewRole> form={form} layout="vertical" onFinish={(values) => create.mutate(values)}>
        <Form.Item
          name="zh"
          label={t("roles.nameZh")}
          rules={[{ required: true, message: t("form.required") }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="en" label={t("roles.nameEn")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="duties" label={t("roles.duties")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="from" label={t("roles.from")} extra={t("roles.fromHelp")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t("roles.fromNothing")}
            options={roles.map((role) => ({ value: role.id ?? "", label: text(role.name) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
