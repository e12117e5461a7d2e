/** Over the page, because what is to be done stands on it. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Form, Input, Modal } from "antd";
import { post } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { ReasonDialog } from "../parts/reason-dialog.tsx";
import { bringNothing, bringPassword, bringReason, type Need } from "./bringing.ts";

export function Bring({ need }: { readonly need: Need }) {
  const t = useT();
  if (need === "password") return <Password />;
  return (
    <ReasonDialog
      open
      title={t("bring.reason")}
      busy={false}
      cancel={() => bringNothing("reason")}
      submit={bringReason}
    />
  );
}

function Password() {
  const t = useT();
  const describe = useFailureText();
  const [form] = Form.useForm<{ readonly password: string }>();
  const confirm = useMutation({
    mutationFn: (given: { readonly password: string }) => post("/api/auth/confirm", given),
    onSuccess: bringPassword,
  });
  return (
    <Modal
      open
      width={400}
      title={t("bring.password")}
      okText={t("bring.confirm")}
      cancelText={t("form.cancel")}
      confirmLoading={confirm.isPending}
      onOk={form.submit}
      onCancel={() => bringNothing("password")}
    >
      <p className="muted">{t("bring.passwordWhy")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => confirm.mutate(given)}
      >
        {confirm.error ? (
          <Alert
            type="error"
            showIcon
            title={describe(confirm.error)}
            style={{ marginBottom: 16 }}
          />
        ) : null}
        <Form.Item
          name="password"
          label={t("password.present")}
          rules={[{ required: true, message: t("form.required") }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
