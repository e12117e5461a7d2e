import { Form, Input, Select, type FormInstance } from "antd";
import { CURRENCIES } from "../../fields/parts/code-lists.ts";
import { CodeSelect } from "../../fields/parts/code-select.tsx";
import { useT } from "../../i18n/index.ts";
import { SHORTEST_PASSWORD } from "../../session/sign-in.ts";
import type { OrganisationDraft } from "./setup-draft.ts";
import styles from "./setup.module.css";

export interface OrganisationForm extends OrganisationDraft {
  readonly password: string;
}

interface OrganisationStepProps {
  readonly form: FormInstance<OrganisationForm>;
  readonly initial: OrganisationForm;
  change(values: OrganisationForm): void;
  done(): void;
}

export function OrganisationStep({ form, initial, change, done }: OrganisationStepProps) {
  const t = useT();
  const required = [{ required: true, whitespace: true, message: t("form.required") }];
  const passwordHelp = t("setup.passwordHelp", { count: SHORTEST_PASSWORD });
  return (
    <Form<OrganisationForm>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      className={styles.narrow}
      onValuesChange={(_changed, values) => change(values)}
      onFinish={done}
    >
      <Form.Item
        name="organisation"
        label={t("setup.organisation")}
        extra={t("setup.organisationHelp")}
        rules={required}
      >
        <Input autoFocus maxLength={100} autoComplete="organization" />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="zone" label={t("setup.zone")} rules={required} extra={t("setup.guessed")}>
          <Select showSearch options={ZONES} />
        </Form.Item>
        <Form.Item name="currency" label={t("setup.currency")} rules={required}>
          <CodeSelect list={CURRENCIES} />
        </Form.Item>
      </div>
      <h2 className={styles.heading}>{t("setup.administrator")}</h2>
      <p className="muted">{t("setup.administratorHelp")}</p>
      <Form.Item name="name" label={t("setup.name")} rules={required}>
        <Input autoComplete="name" maxLength={100} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item
          name="email"
          label={t("signIn.email")}
          rules={[{ required: true, type: "email", message: t("setup.emailProblem") }]}
        >
          <Input type="email" autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("signIn.password")}
          rules={[{ required: true, min: SHORTEST_PASSWORD, message: passwordHelp }]}
        >
          <Input.Password autoComplete="new-password" placeholder={passwordHelp} />
        </Form.Item>
      </div>
      {/* Enter in any field goes on. */}
      <button type="submit" hidden>
        {t("setup.next")}
      </button>
    </Form>
  );
}

const ZONES = Intl.supportedValuesOf("timeZone").map((value) => ({ value }));
