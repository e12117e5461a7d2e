/** Writing down what was said. The draft stays on this device until it is sent. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { App, Button, Input } from "antd";
import { useId, useState } from "react";
import { isFailure, isKept } from "../../api.ts";
import { serverNow } from "../../clock.ts";
import { WaitingFollowUps } from "../../connection/waiting-follow-ups.tsx";
import type { InputProps } from "../../fields/field-type.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { usePreference } from "../../preferences.ts";
import { useCreate } from "../../queries/mutations.ts";
import { useMay, useSession } from "../../session/session.tsx";
import styles from "./record.module.css";

export function Composer({ object, row }: { object: ObjectMeta; row: Row }) {
  const { objects } = useSession();
  const may = useMay();
  const link = object.children.find((child) => child.object === "followUp");
  const followUp = objects.get("followUp");
  const words = followUp?.fields.find((field) => field.type === "longText" && field.writable);
  if (!link || !followUp || !words || !may("followUp", "create")) return null;
  return <ComposerBox row={row} followUp={followUp} parent={link.field} words={words} />;
}

interface ComposerBoxProps {
  readonly row: Row;
  readonly followUp: ObjectMeta;
  /** The follow-up's field that refers to this record. */
  readonly parent: string;
  readonly words: FieldMeta;
}

function ComposerBox({ row, followUp, parent, words }: ComposerBoxProps) {
  const t = useT();
  const text = useText();
  const isNarrow = useNarrow();
  const describe = useFailureText();
  const { me } = useSession();
  const { message } = App.useApp();
  const create = useCreate("followUp", { canWait: true });
  const [draft, setDraft] = usePreference<string>(`draft.${me.person.id}.${row.id}`, "");
  const [extras, setExtras] = useState<Readonly<Record<string, unknown>>>({});
  const asked = askedFields(followUp);
  const clear = () => {
    setDraft(undefined);
    setExtras({});
  };
  const send = () =>
    create.mutate(
      {
        ...defaults(asked),
        ...extras,
        [parent]: row.id,
        [words.name]: draft.trim(),
        ...implied(followUp, words, draft),
      },
      {
        onSuccess: clear,
        onError: (error) => {
          // It stands below the composer, waiting.
          if (isKept(error)) return clear();
          const problems = isFailure(error)
            ? (error.error.problems ?? []).map(({ message: m }) => text(m))
            : [];
          void message.error([describe(error), ...problems].join(" "));
        },
      },
    );
  return (
    <>
      <div className={styles.composer}>
        <Input.TextArea
          variant="borderless"
          autoSize={{ minRows: 2, maxRows: 10 }}
          placeholder={t(isNarrow ? "composer.placeholderShort" : "composer.placeholder")}
          aria-label={text(words.label)}
          value={draft}
          onChange={(event) => setDraft(event.target.value === "" ? undefined : event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && draft.trim()) send();
          }}
        />
        <div className={styles.composerBar}>
          {asked.map((field) => (
            <AskedField
              key={field.name}
              field={field}
              value={extras[field.name] ?? defaults([field])[field.name]}
              onChange={(value) => setExtras({ ...extras, [field.name]: value })}
            />
          ))}
          <span className={styles.composerNote}>{draft ? t("composer.kept") : ""}</span>
          <Button type="primary" disabled={!draft.trim()} loading={create.isPending} onClick={send}>
            {t("composer.send")}
          </Button>
        </div>
      </div>
      <WaitingFollowUps parent={parent} words={words.name} id={row.id} />
    </>
  );
}

function AskedField({
  field,
  value,
  onChange,
}: Required<Pick<InputProps, "field" | "onChange">> & { value: unknown }) {
  const text = useText();
  const id = useId();
  const { Input: Box } = fieldType(field);
  return (
    <span className={styles.composerField} title={text(field.label)}>
      <label htmlFor={id} className="visually-hidden">
        {text(field.label)}
      </label>
      <Box id={id} field={{ ...field, required: true }} value={value} onChange={onChange} />
    </span>
  );
}

/** Beside the words, only their first choice: how they were exchanged. */
function askedFields({ fields, states }: ObjectMeta): readonly FieldMeta[] {
  return fields
    .filter((field) => field.writable && field.type === "choice" && field.name !== states?.field)
    .slice(0, 1);
}

function defaults(fields: readonly FieldMeta[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.default ?? field.choices?.[0]?.value ?? null]),
  );
}

/** What the words imply: their first line is the subject, and now is when it was said. */
function implied(
  followUp: ObjectMeta,
  words: FieldMeta,
  draft: string,
): Readonly<Record<string, unknown>> {
  const subject = draft.trim().split("\n")[0]?.slice(0, SUBJECT_CHARACTERS) ?? "";
  const values = followUp.fields.filter(
    (field) => field.required && field.writable && field.name !== words.name,
  );
  return Object.fromEntries(
    values.flatMap((field) => {
      if (field.name === followUp.title) return [[field.name, subject]];
      return field.type === "time" ? [[field.name, new Date(serverNow()).toISOString()]] : [];
    }),
  );
}

const SUBJECT_CHARACTERS = 80;
