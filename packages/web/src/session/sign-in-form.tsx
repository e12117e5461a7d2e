import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useT } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { isSlowedDown, isWrongPassword, signIn } from "./sign-in.ts";

interface SignInFormProps {
  readonly email?: string;
  /** The person is known (a session that ended): only the password is asked. */
  readonly fixed?: boolean;
  /** Something else on the page comes first: on a phone the focus would scroll past it. */
  readonly isAside?: boolean;
  onSignedIn(): void | Promise<void>;
}

export function SignInForm({ email, fixed = false, isAside = false, onSignedIn }: SignInFormProps) {
  const t = useT();
  const entry = useMutation({
    mutationFn: async (form: { email: string; password: string }) => {
      await signIn(form.email.trim(), form.password);
      await onSignedIn();
    },
  });
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ email }}
      onFinish={(form: { email: string; password: string }) => entry.mutate(form)}
    >
      {entry.error ? <SignInProblem problem={entry.error} /> : null}
      <Form.Item
        name="email"
        label={t("signIn.email")}
        rules={[{ required: true, message: t("form.required") }]}
      >
        <Input
          size="large"
          type="email"
          autoComplete="username"
          disabled={fixed}
          autoFocus={!email && !isAside}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("signIn.password")}
        rules={[{ required: true, message: t("form.required") }]}
      >
        <Input.Password size="large" autoComplete="current-password" autoFocus={Boolean(email)} />
      </Form.Item>
      <Button block size="large" type="primary" htmlType="submit" loading={entry.isPending}>
        {t("signIn.submit")}
      </Button>
    </Form>
  );
}

function SignInProblem({ problem }: { problem: Error }) {
  const t = useT();
  const describe = useFailureText();
  const words = isSlowedDown(problem)
    ? t("signIn.slowed")
    : isWrongPassword(problem)
      ? t("signIn.wrong")
      : describe(problem);
  return <Alert type="error" showIcon title={words} style={{ marginBottom: 16 }} />;
}
