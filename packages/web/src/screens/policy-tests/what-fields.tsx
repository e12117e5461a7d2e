import type { Expectation, TestedObject } from "@latchkey/server/contract";
import { Form, Select, type FormInstance } from "antd";
import { useT, useText } from "../../i18n/index.ts";
import { isLook, type TestForm } from "./form-values.ts";
import { EXPECTATION_WORDS } from "./test-words.ts";

interface WhatFieldsProps {
  readonly form: FormInstance<TestForm>;
  readonly objects: readonly TestedObject[];
  /** Nothing is claimed, it is asked. */
  readonly isQuestion?: boolean;
}

/** May or may not, and what. */
export function WhatFields({ form, objects, isQuestion = false }: WhatFieldsProps) {
  const t = useT();
  const text = useText();
  const expect = Form.useWatch("expect", { form, preserve: true }) ?? "cannot";
  const name = Form.useWatch("object", { form, preserve: true });
  const object = objects.find((one) => one.name === name);
  const required = [{ required: true, message: t("form.required") }];
  const expectations = Object.keys(EXPECTATION_WORDS) as readonly Expectation[];
  return (
    <>
      {isQuestion ? null : (
        <Form.Item name="expect" label={t("tests.expect")}>
          <Select
            options={expectations.map((value) => ({ value, label: t(EXPECTATION_WORDS[value]) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="object" label={t("tests.object")} rules={required}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={objects.map(({ name: value, label }) => ({ value, label: text(label) }))}
          onChange={() => form.setFieldsValue({ action: "view", field: null, cells: [] })}
        />
      </Form.Item>
      {isLook(expect) ? null : (
        <Form.Item name="action" label={t("tests.action")} rules={required}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={object?.actions.map(({ name: value, label }) => ({
              value,
              label: text(label),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="field"
        label={t(
          isQuestion ? "simulator.field" : isLook(expect) ? "tests.field" : "tests.fieldChanged",
        )}
        rules={isLook(expect) ? required : []}
      >
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          options={object?.fields.map(({ name: value, label }) => ({ value, label: text(label) }))}
        />
      </Form.Item>
    </>
  );
}
