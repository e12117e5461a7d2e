import { Form, Input, Modal, Switch } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { useSession } from "../../session/session.tsx";
import type { ListModel } from "./use-list.ts";
import { useViewCommands, type ViewSettings } from "./use-view-commands.ts";
import type { SavedView } from "./use-views.ts";

interface ViewDialogProps {
  readonly list: ListModel;
  /** Whose name and sharing change; undefined: the list as it is becomes a new view. */
  readonly view: SavedView | undefined;
  close(): void;
}

/** As declared. */
const LONGEST_NAME = 80;

export function ViewDialog({ list, view, close }: ViewDialogProps) {
  const t = useT();
  const { me } = useSession();
  const commands = useViewCommands(list);
  const [form] = Form.useForm<ViewSettings>();
  const [problem, setProblem] = useState<unknown>(null);
  const ending = { done: close, failed: setProblem };
  const submit = ({ name, shared }: ViewSettings) => {
    const settings = { name: name.trim(), shared };
    if (view) commands.saveSettings({ view, settings }, ending);
    else commands.create(settings, ending);
  };
  return (
    <Modal
      open
      width={440}
      title={view ? t("views.settings") : t("views.createTitle")}
      okText={t("views.save")}
      confirmLoading={commands.isBusy}
      onOk={form.submit}
      onCancel={close}
    >
      <FailureAlert problem={problem} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: view?.name ?? "", shared: view?.isShared ?? false }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t("views.name")}
          rules={[{ required: true, whitespace: true, message: t("form.required") }]}
        >
          <Input autoFocus maxLength={LONGEST_NAME} placeholder={t("views.nameHint")} />
        </Form.Item>
        {me.unit ? (
          <Form.Item
            name="shared"
            valuePropName="checked"
            label={t("views.share", { unit: me.unit.name })}
            extra={t("views.shareHelp")}
          >
            <Switch />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
