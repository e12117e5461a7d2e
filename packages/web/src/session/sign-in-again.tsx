/** Over the page, because the page still holds what somebody typed. */
import { Modal } from "antd";
import { useT } from "../i18n/index.ts";
import { finishSignIn } from "./expiry.ts";
import { SignInForm } from "./sign-in-form.tsx";

export function SignInAgain({ email }: { email: string }) {
  const t = useT();
  return (
    <Modal
      open
      title={t("signIn.again")}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => window.location.reload()}
      width={400}
    >
      <p className="muted">{t("signIn.againKept")}</p>
      <SignInForm email={email} fixed onSignedIn={() => finishSignIn(true)} />
    </Modal>
  );
}
