import type { Regulation } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Form, Input, Modal } from "antd";
import { call } from "../../api.ts";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { referenceId } from "../../fields/parts/reference.ts";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { Picked } from "../policy-tests/picked.tsx";

interface ReviewDialogProps {
  readonly regulation: Regulation;
  close(): void;
}

interface ReviewForm {
  readonly change: string;
  readonly owner: unknown;
  readonly due: string;
}

/** It has changed: who looks at the rules that cite it, and until when. */
export function ReviewDialog({ regulation: { code, citing }, close }: ReviewDialogProps) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<ReviewForm>();
  const open = useMutation({
    mutationFn: ({ change, owner, due }: ReviewForm) =>
      call("regulation", "review", { code, change, owner: referenceId(owner), due }),
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("regulations.opened"));
      close();
    },
  });
  const required = [{ required: true, message: t("form.required") }];
  return (
    <Modal
      open
      title={t("regulations.reviewOf", { code })}
      okText={t("regulations.openReview")}
      cancelText={t("form.cancel")}
      confirmLoading={open.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      {open.error ? <Problems problem={open.error} /> : null}
      <p className="muted">{t("regulations.reviewHelp", { count: citing.length })}</p>
      <Form<ReviewForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => open.mutate(values)}
      >
        <Form.Item name="change" label={t("regulations.whatChanged")} rules={required}>
          <Input.TextArea autoFocus rows={2} maxLength={1000} />
        </Form.Item>
        <Picked
          name="owner"
          label={t("regulations.owner")}
          extra={t("regulations.ownerHelp")}
          rules={required}
        >
          {(props) => <RecordSelect target="person" {...props} />}
        </Picked>
        <Picked name="due" label={t("regulations.due")} rules={required}>
          {(props) => <Moment {...props} />}
        </Picked>
      </Form>
    </Modal>
  );
}
