import { Form, Input, Select } from "antd";
import { CURRENCIES } from "../../fields/parts/code-lists.ts";
import { CodeSelect } from "../../fields/parts/code-select.tsx";
import { useT } from "../../i18n/index.ts";
import { SHORTEST_PASSWORD } from "../../session/sign-in.ts";

export interface SetupForm {
  readonly organisation: string;
  readonly zone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function SetupFields() {
  const t = useT();
  const required = [{ required: true, message: t("form.required") }];
  const passwordHelp = t("setup.passwordHelp", { count: SHORTEST_PASSWORD });
  const emailRules = [{ required: true, type: "email" as const, message: t("setup.emailProblem") }];
  const passwordRules = [{ required: true, min: SHORTEST_PASSWORD, message: passwordHelp }];
  return (
    <>
      <Form.Item name="organisation" label={t("setup.organisation")} rules={required}>
        <Input autoFocus maxLength={100} />
      </Form.Item>
      <Form.Item name="zone" label={t("setup.zone")} rules={required}>
        <Select
          showSearch
          options={Intl.supportedValuesOf("timeZone").map((value) => ({ value }))}
        />
      </Form.Item>
      <Form.Item name="currency" label={t("setup.currency")} rules={required}>
        <CodeSelect list={CURRENCIES} />
      </Form.Item>
      <Form.Item name="name" label={t("setup.name")} rules={required}>
        <Input autoComplete="name" maxLength={100} />
      </Form.Item>
      <Form.Item name="email" label={t("signIn.email")} rules={emailRules}>
        <Input type="email" autoComplete="username" />
      </Form.Item>
      <Form.Item name="password" label={t("signIn.password")} rules={passwordRules}>
        <Input.Password autoComplete="new-password" placeholder={passwordHelp} />
      </Form.Item>
    </>
  );
}
