import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import type { RecordEditor } from "./use-record-editor.ts";
import styles from "./record.module.css";

/** States in their declared order. Those that may follow now, for this reader, are buttons. */
export function StateSteps({
  object,
  row,
  editor,
}: {
  object: ObjectMeta;
  row: Row;
  editor: RecordEditor;
}) {
  const t = useT();
  const text = useText();
  const field = object.states ? fieldOf(object, object.states.field) : undefined;
  const current = field ? row.values[field.name] : undefined;
  if (
    !object.states ||
    !field?.choices ||
    typeof current !== "string" ||
    row.masked.includes(field.name)
  )
    return null;
  const next = row.writable.includes(field.name) ? (object.states.transitions[current] ?? []) : [];
  const at = field.choices.findIndex((choice) => choice.value === current);
  return (
    <ol className={styles.steps} aria-label={text(field.label)}>
      {field.choices.map((choice, index) => {
        const isNext = next.includes(choice.value);
        const isCurrent = index === at;
        const look = isCurrent ? styles.stepNow : styles.step;
        return (
          <li
            key={choice.value}
            ref={isCurrent ? intoView : undefined}
            className={look}
            aria-current={isCurrent ? "step" : undefined}
          >
            {isNext ? (
              <button
                type="button"
                title={t("record.moveTo", { state: text(choice.label) })}
                disabled={editor.isSaving || editor.isEditing}
                onClick={() => editor.put({ [field.name]: choice.value })}
              >
                {text(choice.label)}
              </button>
            ) : (
              <span>{text(choice.label)}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** On a phone the steps are one row wider than the screen. */
function intoView(step: HTMLLIElement | null): void {
  step?.scrollIntoView({ inline: "center", block: "nearest" });
}
