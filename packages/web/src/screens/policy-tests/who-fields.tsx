import { useQuery } from "@tanstack/react-query";
import { Form, Select, type FormInstance } from "antd";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT, useText } from "../../i18n/index.ts";
import { rolesQuery } from "../../queries/administration.ts";
import type { TestForm } from "./form-values.ts";
import { Picked } from "./picked.tsx";

/** Whom the test asks about. */
export function WhoFields({ form }: { form: FormInstance<TestForm> }) {
  const t = useT();
  const text = useText();
  const kind = Form.useWatch("kind", { form, preserve: true });
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  const required = [{ required: true, message: t("form.required") }];
  return (
    <>
      <Form.Item name="kind" label={t("tests.who")}>
        <Select
          autoFocus
          options={[
            { value: "role", label: t("tests.byRole") },
            { value: "post", label: t("tests.byPost") },
            { value: "person", label: t("tests.byPerson") },
          ]}
        />
      </Form.Item>
      {kind === "role" ? (
        <>
          <Form.Item name="role" label={t("tests.role")} rules={required}>
            <Select
              showSearch={{ optionFilterProp: "label" }}
              options={roles.map(({ id, name }) => ({ value: id ?? "", label: text(name) }))}
            />
          </Form.Item>
          <Picked name="unit" label={t("tests.atUnit")} extra={t("tests.atUnitHelp")}>
            {(props) => <UnitSelect {...props} />}
          </Picked>
        </>
      ) : null}
      {kind === "post" ? (
        <Picked name="post" label={t("tests.post")} rules={required}>
          {(props) => <RecordSelect target="post" {...props} />}
        </Picked>
      ) : null}
      {kind === "person" ? (
        <Picked name="person" label={t("tests.person")} rules={required}>
          {(props) => <RecordSelect target="person" {...props} />}
        </Picked>
      ) : null}
    </>
  );
}
