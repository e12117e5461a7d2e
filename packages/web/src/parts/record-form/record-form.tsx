/** The fields of a form, group by group, built from the declaration. What the reader may not write is not offered. */
import type { FieldMeta, ObjectMeta } from "@latchkey/server/contract";
import { Form, type FormInstance } from "antd";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { fieldOf } from "../../session/session.tsx";
import styles from "./record-form.module.css";

export type FormValues = Record<string, unknown>;

interface RecordFormProps {
  readonly object: ObjectMeta;
  readonly form: FormInstance<FormValues>;
  /** Names of the fields offered. */
  readonly offered: ReadonlySet<string>;
  readonly initialValues?: FormValues;
  readonly focus?: string;
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
  masks = {},
  submit,
  change,
}: RecordFormProps) {
  const t = useT();
  const text = useText();
  const groups = formGroups(object, offered).map(({ label, fields }) => ({
    heading: label ? text(label) : t("form.others"),
    fields,
  }));
  const first = focus ?? groups[0]?.fields[0]?.name;
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      {...(initialValues ? { initialValues } : {})}
      onFinish={submit}
      onValuesChange={change}
      scrollToFirstError={{ behavior: "smooth", block: "center" }}
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
              />
            ))}
          </div>
        </fieldset>
      ))}
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
}

function FormField({ field, heading, autoFocus, mask }: FormFieldProps) {
  const t = useT();
  const text = useText();
  const { Input, isWide } = fieldType(field);
  return (
    <Form.Item
      name={field.name}
      label={isWide && text(field.label) === heading ? undefined : text(field.label)}
      className={isWide ? styles.wide : ""}
      tooltip={field.help ? text(field.help) : undefined}
      extra={mask === undefined ? undefined : t("form.masked", { mask })}
      rules={
        field.required && mask === undefined
          ? [{ required: true, message: t("form.required") }]
          : []
      }
    >
      <Input field={field} autoFocus={autoFocus} />
    </Form.Item>
  );
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
