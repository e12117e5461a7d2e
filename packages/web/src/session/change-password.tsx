import { useMutation } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal } from "antd";
import { isFailure } from "../api.ts";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { changePassword, SHORTEST_PASSWORD } from "./sign-in.ts";

interface Passwords {
  readonly present: string;
  readonly next: string;
}

export function ChangePassword({ close }: { close: () => void }) {
  const t = useT();
  const describe = useFailureText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: ({ present, next }: Passwords) => changePassword(present, next),
    onSuccess: () => {
      close();
      void message.success(t("password.changed"));
    },
  });
  const help = t("setup.passwordHelp", { count: SHORTEST_PASSWORD });
  return (
    <Modal
      open
      width={400}
      title={t("password.change")}
      okText={t("form.save")}
      cancelText={t("form.cancel")}
      confirmLoading={change.isPending}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(both) => change.mutate(both)}
      >
        {change.error ? (
          <Alert
            type="error"
            showIcon
            title={
              isFailure(change.error, "http_400") ? t("password.wrong") : describe(change.error)
            }
            style={{ marginBottom: 16 }}
          />
        ) : null}
        <Form.Item
          name="present"
          label={t("password.present")}
          rules={[{ required: true, message: t("form.required") }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t("password.next")}
          extra={t("password.others")}
          rules={[{ required: true, min: SHORTEST_PASSWORD, message: help }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
