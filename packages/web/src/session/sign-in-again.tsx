/** Over the page, because the page still holds what somebody typed. */
import { Button, Modal } from "antd";
import { useT } from "../i18n/index.ts";
import { finishSignIn, isTakenOver } from "./expiry.ts";
import { makeWay } from "./leave.ts";
import { SignInForm } from "./sign-in-form.tsx";

export function SignInAgain({ email, name }: { email: string; name: string }) {
  const t = useT();
  const isOver = isTakenOver();
  return (
    <Modal
      open
      title={t(isOver ? "signIn.takenOver" : "signIn.again")}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={400}
    >
      <p className="muted">{t(isOver ? "signIn.takenOverKept" : "signIn.againKept")}</p>
      <SignInForm email={email} fixed onSignedIn={() => finishSignIn(true)} />
      <Button block type="link" onClick={() => void makeWay(isOver)}>
        {t(isOver ? "signIn.goOnAsOther" : "signIn.notMe", { name })}
      </Button>
    </Modal>
  );
}
