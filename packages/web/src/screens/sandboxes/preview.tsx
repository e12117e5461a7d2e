import type { SandboxPreview } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, Form, type FormInstance } from "antd";
import { post } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { useDebounced } from "../../parts/use-debounced.ts";
import { saysAll } from "../rules/rule-nodes.ts";
import { toInput, type SandboxForm } from "./form-values.ts";
import styles from "./sandboxes.module.css";

/** The sentence, as soon as enough is filled in; till then nobody is told of mistakes they have not made yet. */
export function Preview({ form }: { form: FormInstance<SandboxForm> }) {
  const t = useT();
  const text = useText();
  // Before its first drawing a form has no values.
  const values: Partial<SandboxForm> = Form.useWatch((all) => all, { form, preserve: true }) ?? {};
  const named = [...(values.people ?? []), ...(values.groups ?? [])];
  const isFilled =
    Boolean(values.name && values.reason && values.approver) &&
    named.length > 0 &&
    (values.places ?? []).length > 0 &&
    Object.values(values.only ?? {}).every(saysAll);
  const asked = useDebounced(isFilled ? JSON.stringify(toInput(values as SandboxForm)) : "", 400);
  const { data, error } = useQuery({
    queryKey: ["sandboxes", "preview", asked],
    queryFn: ({ signal }) =>
      post<SandboxPreview>("/api/sandbox.preview", JSON.parse(asked) as object, signal),
    enabled: asked !== "",
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <section className={styles.preview} aria-live="polite">
      <h3>{t("sandboxes.preview")}</h3>
      {isFilled && error ? <Problems problem={error} /> : null}
      {isFilled && data && !error ? <p>{text(data.sentence)}</p> : null}
      {isFilled && data && !error ? <Conflicts of={data.conflicts} /> : null}
      {isFilled ? null : <p className="muted">{t("sandboxes.previewWaits")}</p>}
    </section>
  );
}

/** A sandbox is the one exception to duties that are kept apart; nobody makes one unawares. */
function Conflicts({ of: conflicts }: { of: SandboxPreview["conflicts"] }) {
  const t = useT();
  const text = useText();
  if (conflicts.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t("sandboxes.conflicts")}
      description={
        <ul>
          {conflicts.map((one) => (
            <li key={one.zh}>{text(one)}</li>
          ))}
        </ul>
      }
    />
  );
}
