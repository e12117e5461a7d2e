/** First run on an empty database: the organisation and its first administrator. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Select } from "antd";
import { isFailure, post } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { signIn } from "../../session/sign-in.ts";
import { LanguageSwitch } from "../../shell/language-switch.tsx";
import styles from "../sign-in/sign-in.module.css";

interface SetupForm {
  readonly organisation: string;
  readonly zone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const SHORTEST_PASSWORD = 8;
const CURRENCIES = [
  "CNY",
  "USD",
  "EUR",
  "GBP",
  "JPY",
  "HKD",
  "TWD",
  "SGD",
  "KRW",
  "AUD",
  "CAD",
  "INR",
  "MYR",
  "THB",
  "VND",
  "IDR",
];

export function SetupScreen() {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const [form] = Form.useForm<SetupForm>();
  const setup = useMutation({
    mutationFn: async (values: SetupForm) => {
      await post("/api/setup", values);
      await signIn(values.email, values.password);
    },
    onSuccess: () => queryClient.resetQueries(),
    onError: (problem) => {
      const problems = isFailure(problem) ? (problem.error.problems ?? []) : [];
      form.setFields(
        problems.map(({ path, message }) => ({
          name: path as keyof SetupForm,
          errors: [text(message)],
        })),
      );
    },
  });
  const required = [{ required: true, message: t("form.required") }];
  return (
    <div className={styles.page}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.card}>
        <section className={styles.form}>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <h1 className={styles.title}>{t("setup.title")}</h1>
          <p className={styles.tagline}>{t("setup.intro")}</p>
          <Form<SetupForm>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{
              zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
              currency: "CNY",
            }}
            onFinish={(values) => setup.mutate(values)}
          >
            {setup.error ? (
              <Alert type="error" title={describe(setup.error)} style={{ marginBottom: 16 }} />
            ) : null}
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
              <Select showSearch options={CURRENCIES.map((value) => ({ value }))} />
            </Form.Item>
            <Form.Item name="name" label={t("setup.name")} rules={required}>
              <Input autoComplete="name" maxLength={100} />
            </Form.Item>
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
              extra={t("setup.passwordHelp", { count: SHORTEST_PASSWORD })}
              rules={[
                {
                  required: true,
                  min: SHORTEST_PASSWORD,
                  message: t("setup.passwordHelp", { count: SHORTEST_PASSWORD }),
                },
              ]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button block size="large" type="primary" htmlType="submit" loading={setup.isPending}>
              {t("setup.submit")}
            </Button>
          </Form>
        </section>
      </main>
    </div>
  );
}
