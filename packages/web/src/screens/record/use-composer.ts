/** A follow-up that is being written: its words, what else is asked of it, and its sending. */
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { App } from "antd";
import { useState } from "react";
import { isFailure, isKept } from "../../api.ts";
import { serverNow } from "../../clock.ts";
import { useDraft } from "../../connection/drafts.ts";
import { referenceId } from "../../fields/parts/reference.ts";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { isSame } from "../../parts/record-form/form-values.ts";
import { useCreate } from "../../queries/mutations.ts";

export interface Composing {
  readonly row: Row;
  readonly followUp: ObjectMeta;
  /** The follow-up's field that refers to this record. */
  readonly parent: string;
  readonly words: FieldMeta;
}

type Values = Readonly<Record<string, unknown>>;

export function useComposer({ row, followUp, parent, words }: Composing) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const { message } = App.useApp();
  const create = useCreate("followUp", { canWait: true });
  const [draft, setDraft] = useDraft(row.id);
  const [chosen, setChosen] = useState<Values>({});
  const asked = askedFields(followUp);
  const given = { ...shared(followUp, row), [parent]: row.id };
  const known = [...Object.keys(given), words.name, ...asked.map(({ name }) => name)];
  const demanded = demandedFields(followUp, known);
  const values: Values = { ...defaults(asked), ...chosen };
  const clear = () => {
    setDraft(undefined);
    setChosen({});
  };
  const failed = (error: unknown) => {
    // It stands below the composer, waiting.
    if (isKept(error)) return clear();
    const problems = isFailure(error)
      ? (error.error.problems ?? []).map(({ message: told }) => text(told))
      : [];
    void message.error([describe(error), ...problems].join(" "));
  };
  const send = () => {
    const missing = demanded.filter(({ name }) => isSame(values[name], null));
    if (missing.length > 0) {
      const fields = missing.map(({ label }) => text(label)).join(t("words.and"));
      void message.warning(t("composer.missing", { fields }));
      return;
    }
    const content = { [words.name]: draft.trim(), ...implied(followUp, words, draft) };
    create.mutate(
      { ...sent(followUp, values), ...given, ...content },
      { onSuccess: clear, onError: failed },
    );
  };
  return {
    draft,
    setDraft: (next: string) => setDraft(next === "" ? undefined : next),
    /** Always in sight. */
    asked,
    /** What the organisation wants to know of every follow-up. */
    demanded,
    valueOf: ({ name }: FieldMeta) => values[name] ?? null,
    setValue: ({ name }: FieldMeta, value: unknown) => setChosen({ ...chosen, [name]: value }),
    send,
    isSending: create.isPending,
  };
}

/** Beside the words, only their first choice: how they were exchanged. */
function askedFields({ fields, states }: ObjectMeta): readonly FieldMeta[] {
  return fields
    .filter((field) => field.writable && field.type === "choice" && field.name !== states?.field)
    .slice(0, 1);
}

/** What else must be filled in, and is not filled in by itself. */
function demandedFields(followUp: ObjectMeta, known: readonly string[]): readonly FieldMeta[] {
  return followUp.fields.filter(
    (field) =>
      field.required &&
      field.writable &&
      field.default === undefined &&
      !known.includes(field.name) &&
      !isImplied(followUp, field),
  );
}

/** Of what a follow-up needs, what this record says: the customer of an opportunity is its follow-ups' too. */
const shared = ({ fields }: ObjectMeta, { values }: Row) =>
  Object.fromEntries(
    fields.flatMap(({ name, required, target }) => {
      const id = required && target !== undefined ? referenceId(values[name]) : null;
      return id === null ? [] : [[name, id]];
    }),
  );

const sent = ({ fields }: ObjectMeta, extras: Values) =>
  Object.fromEntries(
    fields
      .filter(({ name }) => name in extras)
      .map((field) => [field.name, fieldType(field).toForm(extras[field.name])]),
  );

function defaults(fields: readonly FieldMeta[]): Values {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.default ?? field.choices?.[0]?.value ?? null]),
  );
}

/** What the words imply: their first line is the subject, and now is when it was said. */
function implied(followUp: ObjectMeta, words: FieldMeta, draft: string): Values {
  const subject = draft.trim().split("\n")[0]?.slice(0, SUBJECT_CHARACTERS) ?? "";
  const now = new Date(serverNow()).toISOString();
  const values = followUp.fields.filter(
    (field) => field.required && field.writable && field.name !== words.name,
  );
  return Object.fromEntries(
    values
      .filter((field) => isImplied(followUp, field))
      .map(({ name }) => [name, name === followUp.title ? subject : now]),
  );
}

const isImplied = ({ title }: ObjectMeta, { name, type, custom }: FieldMeta): boolean =>
  !custom && (name === title || type === "time");

const SUBJECT_CHARACTERS = 80;
