/** The fields of a form, group by group, built from the declaration. What the reader may not write is not offered. */
import type { FieldMeta, ObjectMeta, ProbeReply } from "@latchkey/server/contract";
import { Form, type FormInstance } from "antd";
import { memo, type ReactNode } from "react";
import { fieldType } from "../../fields/registry.ts";
import { useNoun, useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import { TwinNote } from "./twin-note.tsx";
import { useTwins } from "./use-twins.ts";
import styles from "./record-form.module.css";

export type FormValues = Record<string, unknown>;

interface RecordFormProps {
  readonly object: ObjectMeta;
  readonly form: FormInstance<FormValues>;
  /** Names of the fields offered. */
  readonly offered: ReadonlySet<string>;
  readonly initialValues?: FormValues;
  readonly focus?: string;
  /** The record that is being edited; none where one is made. */
  readonly except?: string;
  /** Fields whose present value the reader may replace but not read. */
  readonly masks?: Readonly<Record<string, string>>;
  submit(): void;
  change?(): void;
}

export function RecordForm({
  object,
  form,
  offered,
  initialValues,
  focus,
  except,
  masks = {},
  submit,
  change,
}: RecordFormProps) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const groups = formGroups(object, offered).map(({ label, fields }) => ({
    heading: label ? text(label) : t("form.others"),
    fields,
  }));
  const first = focus ?? groups[0]?.fields[0]?.name;
  const told = useTwins({
    object,
    typed: Form.useWatch((values: FormValues) => typedKeys(object, values), form) ?? {},
    before: except === undefined ? {} : (initialValues ?? {}),
    except,
  });
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      {...(initialValues ? { initialValues } : {})}
      onFinish={submit}
      onValuesChange={change}
      scrollToFirstError={{ block: "center", focus: true }}
    >
      {groups.map((group, index) => (
        <fieldset key={index} className={styles.group}>
          {groups.length > 1 ? <legend className={styles.legend}>{group.heading}</legend> : null}
          <div className={styles.grid}>
            {group.fields.map((field) => (
              <FormField
                key={field.name}
                field={field}
                heading={groups.length > 1 ? group.heading : ""}
                autoFocus={field.name === first}
                mask={masks[field.name]}
                note={twinNote({ object, form, offered, told, field })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <p role="status" className={told?.isLimited ? "muted" : "visually-hidden"}>
        {told?.isLimited
          ? t("twins.limited", { object: noun(object.label) })
          : told && told.twins.length + told.unseen.length > 0
            ? t("twins.heard", { object: noun(object.label) })
            : ""}
      </p>
      <button type="submit" hidden />
    </Form>
  );
}

interface FormFieldProps {
  readonly field: FieldMeta;
  /** Of its group: a wide field that is named like it needs no second name. */
  readonly heading: string;
  readonly autoFocus: boolean;
  readonly mask: string | undefined;
  /** Who is there already by what was typed here. */
  readonly note: ReactNode;
}

/** Every key changes what is looked for by what was typed, and nothing about the other fields. */
const FormField = memo(function FormField(props: FormFieldProps) {
  const { field, heading, autoFocus, mask, note } = props;
  const t = useT();
  const text = useText();
  const { Input, isWide } = fieldType(field);
  return (
    <Form.Item
      name={field.name}
      label={isWide && text(field.label) === heading ? undefined : text(field.label)}
      className={isWide ? styles.wide : ""}
      tooltip={field.help ? text(field.help) : undefined}
      extra={
        mask === undefined && !note ? undefined : (
          <>
            {mask === undefined ? null : t("form.masked", { mask })}
            {note}
          </>
        )
      }
      rules={
        field.required && mask === undefined
          ? [{ required: true, message: t("form.required") }]
          : []
      }
    >
      <Input field={field} autoFocus={autoFocus} />
    </Form.Item>
  );
});

const typedKeys = (object: ObjectMeta, values: FormValues): FormValues =>
  Object.fromEntries(object.keys.map((name) => [name, values[name]]));

interface NoteOf {
  readonly object: ObjectMeta;
  readonly form: FormInstance<FormValues>;
  readonly offered: ReadonlySet<string>;
  readonly told: ProbeReply | undefined;
  readonly field: FieldMeta;
}

/** Each note stands below what was typed; a company known by its own name has that typed as its title. */
function twinNote({ object, form, offered, told, field }: NoteOf): ReactNode {
  if (!told) return null;
  const placeOf = (key: string) =>
    offered.has(key) && form.getFieldValue(key) ? key : object.title;
  const found = new Set([...told.twins.map(({ by }) => by), ...told.unseen]);
  const keys = [...found].filter((key) => placeOf(key) === field.name);
  return keys.length > 0 ? <TwinNote object={object} told={told} keys={keys} /> : null;
}

interface FormGroup {
  /** Null: what stands in no declared group. */
  readonly label: ObjectMeta["form"][number]["label"] | null;
  readonly fields: readonly FieldMeta[];
}

/** The declared groups, and what is writable but in none of them (owner, unit, custom fields) in a last one. */
function formGroups(object: ObjectMeta, offered: ReadonlySet<string>): readonly FormGroup[] {
  const declared = object.form.map(({ label, fields }) => ({
    label,
    fields: fields.flatMap((name) => (offered.has(name) ? (fieldOf(object, name) ?? []) : [])),
  }));
  const placed = new Set(object.form.flatMap((group) => group.fields));
  const rest = object.fields.filter((field) => offered.has(field.name) && !placed.has(field.name));
  return [...declared, { label: null, fields: rest }].filter(({ fields }) => fields.length > 0);
}
