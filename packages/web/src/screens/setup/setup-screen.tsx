/** First run on an empty database: the organisation and its first administrator. */
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Form } from "antd";
import { isFailure, post } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { signIn } from "../../session/sign-in.ts";
import { LanguageSwitch } from "../../shell/language-switch.tsx";
import styles from "../sign-in/sign-in.module.css";
import { browserZone, SetupFields, type SetupForm } from "./setup-fields.tsx";

export function SetupScreen() {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const navigate = useNavigate();
  const [form] = Form.useForm<SetupForm>();
  const setup = useMutation({
    mutationFn: async (values: SetupForm) => {
      await post("/api/setup", values);
      await signIn(values.email, values.password);
    },
    onSuccess: async () => {
      // What comes next is the organisation itself: its units, then its people.
      await navigate({ to: "/permissions/units" });
      await queryClient.resetQueries();
    },
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
            initialValues={{ zone: browserZone(), currency: "CNY" }}
            onFinish={(values) => setup.mutate(values)}
          >
            {setup.error ? (
              <Alert type="error" title={describe(setup.error)} style={{ marginBottom: 16 }} />
            ) : null}
            <SetupFields />
            <Button block size="large" type="primary" htmlType="submit" loading={setup.isPending}>
              {t("setup.submit")}
            </Button>
          </Form>
        </section>
      </main>
    </div>
  );
}
