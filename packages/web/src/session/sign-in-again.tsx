/** Over the page, because the page still holds what somebody typed. */
import { Modal } from "antd";
import { useSyncExternalStore } from "react";
import { useT } from "../i18n/index.ts";
import { finishSignIn, isExpired, subscribeExpiry } from "./expiry.ts";
import { SignInForm } from "./sign-in-form.tsx";

export function SignInAgain({ email }: { email: string }) {
  const t = useT();
  const isOpen = useSyncExternalStore(subscribeExpiry, isExpired);
  return (
    <Modal
      open={isOpen}
      title={t("signIn.again")}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      onCancel={() => window.location.reload()}
      width={400}
    >
      <p className="muted">{t("signIn.againKept")}</p>
      <SignInForm email={email} fixed onSignedIn={() => finishSignIn(true)} />
    </Modal>
  );
}
