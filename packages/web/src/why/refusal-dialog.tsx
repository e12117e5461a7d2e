import { Link } from "@tanstack/react-router";
import { Modal } from "antd";
import type { ApiFailure } from "../api.ts";
import { useT, useText } from "../i18n/index.ts";
import { useFailureText } from "../parts/failure.tsx";
import { Answer } from "./answer.tsx";
import { askWhy } from "./refusal.ts";

/** Why something was refused; of what no record was seen, there is what the refusal says, or else one's own rights. */
export function RefusalDialog({ refusal }: { refusal: ApiFailure }) {
  const t = useT();
  const describe = useFailureText();
  const text = useText();
  const { explanation, question, problems = [] } = refusal.error;
  const close = () => askWhy(null);
  return (
    <Modal open title={t("why.ask")} footer={null} onCancel={close} width={480}>
      {explanation && question && question.id === undefined ? <p>{describe(refusal)}</p> : null}
      {explanation && question ? (
        <Answer question={question} explanation={explanation} />
      ) : (
        <>
          <p>{describe(refusal)}</p>
          {problems.length === 0 ? <p className="muted">{t("why.byRights")}</p> : null}
          {problems.map(({ path, message }) => (
            <p key={path} className="muted">
              {text(message)}
            </p>
          ))}
          <Link to="/me/rights" onClick={close}>
            {t("who.rights")}
          </Link>
        </>
      )}
    </Modal>
  );
}
