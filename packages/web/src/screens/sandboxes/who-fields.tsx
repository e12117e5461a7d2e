import type { SandboxPreset } from "@latchkey/server/contract";
import { Form, Input, Select } from "antd";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf, useObject } from "../../session/session.tsx";
import { Picked } from "../policy-tests/picked.tsx";
import type { SandboxForm } from "./form-values.ts";
import styles from "./sandboxes.module.css";

interface WhoFieldsProps {
  readonly presets: readonly SandboxPreset[];
  fill(kind: string): void;
}

/** What it is for, why, for whom and where. */
export function WhoFields({ presets, fill }: WhoFieldsProps) {
  const t = useT();
  const text = useText();
  const sandbox = useObject("sandbox");
  const form = Form.useFormInstance<SandboxForm>();
  const kind: string | undefined = Form.useWatch("kind", form);
  const labels = new Map(
    (sandbox && fieldOf(sandbox, "kind")?.choices)?.map(({ value, label }) => [value, label]),
  );
  const required = [{ required: true, message: t("form.required") }];
  return (
    <>
      <Form.Item
        name="kind"
        label={t("sandboxes.kind")}
        extra={text(presets.find((one) => one.kind === kind)?.help)}
      >
        <Select
          autoFocus
          onChange={fill}
          options={presets.map((one) => ({ value: one.kind, label: text(labels.get(one.kind)) }))}
        />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="name" label={t("sandboxes.name")} rules={required}>
          <Input maxLength={80} placeholder={t("sandboxes.namePlaceholder")} />
        </Form.Item>
        <Form.Item name="reason" label={t("sandboxes.reason")} rules={required}>
          <Input maxLength={400} placeholder={t("sandboxes.reasonPlaceholder")} />
        </Form.Item>
      </div>
      <div className={styles.pair}>
        <Picked name="people" label={t("sandboxes.people")}>
          {(props) => <RecordSelect target="person" multiple {...props} />}
        </Picked>
        <Picked name="groups" label={t("sandboxes.groups")}>
          {(props) => <RecordSelect target="group" multiple {...props} />}
        </Picked>
      </div>
      <Picked
        name="places"
        label={t("sandboxes.places")}
        extra={t("sandboxes.placesHelp")}
        rules={required}
      >
        {(props) => <UnitSelect multiple {...props} />}
      </Picked>
    </>
  );
}
