import { EditOutlined } from "@ant-design/icons";
import type { FieldMeta, ObjectMeta, Row } from "@latchkey/server/contract";
import { Button } from "antd";
import { FieldCell } from "../../fields/field-cell.tsx";
import { fieldType } from "../../fields/registry.ts";
import { useT, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { RecordForm } from "../../parts/record-form/record-form.tsx";
import { usePreference } from "../../preferences.ts";
import { fieldOf } from "../../session/session.tsx";
import { Why } from "../../why/why.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { isEditable, type RecordEditor } from "./use-record-editor.ts";
import styles from "./record.module.css";

interface RecordFieldsProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly editor: RecordEditor;
}

export function RecordFields({ object, row, editor }: RecordFieldsProps) {
  return (
    <>
      {editor.isEditing ? (
        <EditableFields object={object} id={row.id} editor={editor} />
      ) : (
        <ReadFields object={object} row={row} editor={editor} />
      )}
      {editor.conflict ? (
        <ConflictDialog object={object} conflict={editor.conflict} editor={editor} />
      ) : null}
    </>
  );
}

interface EditableFieldsProps {
  readonly object: ObjectMeta;
  readonly id: string;
  readonly editor: RecordEditor;
}

function EditableFields({ object, id, editor }: EditableFieldsProps) {
  const t = useT();
  return (
    <Panel>
      {editor.problem ? (
        <FailureAlert problem={editor.problem.cause} words={editor.problem.words} />
      ) : null}
      <RecordForm
        object={object}
        form={editor.form}
        offered={new Set(editor.fields.map((field) => field.name))}
        initialValues={editor.initialValues}
        masks={editor.masks}
        except={id}
        {...(editor.focus ? { focus: editor.focus } : {})}
        submit={editor.save}
        change={editor.noteChange}
      />
      <div className={styles.saveBar}>
        <Button type="primary" loading={editor.isSaving} onClick={() => editor.form.submit()}>
          {t("form.save")}
        </Button>
        <Button onClick={editor.cancel}>
          {editor.changes > 0 ? t("form.discard") : t("form.cancel")}
        </Button>
        {editor.changes > 0 ? (
          <span className="muted">{t("form.unsaved", { count: editor.changes })}</span>
        ) : null}
      </div>
    </Panel>
  );
}

function ReadFields({ object, row, editor }: RecordFieldsProps) {
  const t = useT();
  const text = useText();
  const [showsEmpty, setShowsEmpty] = usePreference("record.showsEmpty", false);
  const all = fieldGroups(object);
  const groups = all
    .map(({ label, fields }) => ({
      heading: label ? text(label) : t("record.kept"),
      fields: fields.filter((field) => showsEmpty || isFilled(row, field.name)),
    }))
    .filter(({ fields }) => fields.length > 0);
  const count = (list: readonly Pick<FieldGroup, "fields">[]) =>
    list.reduce((sum, { fields }) => sum + fields.length, 0);
  const empty = count(all) - count(groups);
  return (
    <Panel>
      {groups.map((group, index) => (
        <section key={index} className={styles.group}>
          <h2 className={styles.groupTitle}>{group.heading}</h2>
          <dl className={styles.fields}>
            {group.fields.map((field) => (
              <ReadField
                key={field.name}
                object={object}
                field={field}
                row={row}
                heading={group.heading}
                edit={() => editor.start(field.name)}
              />
            ))}
          </dl>
        </section>
      ))}
      {empty > 0 || showsEmpty ? (
        <button type="button" className="link-button" onClick={() => setShowsEmpty(!showsEmpty)}>
          {showsEmpty ? t("record.hideEmpty") : t("record.showEmpty", { count: empty })}
        </button>
      ) : null}
    </Panel>
  );
}

export function isFilled(row: Row, name: string): boolean {
  if (row.hidden.includes(name) || row.masked.includes(name)) return true;
  const value = row.values[name];
  return Array.isArray(value)
    ? value.length > 0
    : value !== null && value !== undefined && value !== "";
}

interface ReadFieldProps {
  readonly object: ObjectMeta;
  readonly field: FieldMeta;
  readonly row: Row;
  /** Of its group: a wide field that is named like it needs no second name. */
  readonly heading: string;
  edit(): void;
}

function ReadField({ object, field, row, heading, edit }: ReadFieldProps) {
  const t = useT();
  const text = useText();
  const isWritable = isEditable(object, row, field);
  // Where nothing may be edited, the toolbar says why once for all fields.
  const isLocked = row.can["edit"] === true && field.writable && !field.readOnly && !isWritable;
  const { isWide } = fieldType(field);
  const isNamed = isWide && text(field.label) === heading;
  return (
    <div
      className={isWide ? styles.fieldWide : styles.field}
      title={field.help ? text(field.help) : undefined}
    >
      <dt className={isNamed ? "visually-hidden" : undefined}>{text(field.label)}</dt>
      <dd>
        <FieldCell object={object.name} field={field} row={row} />
        {isWritable ? (
          <button
            type="button"
            className={styles.editField}
            aria-label={t("record.editField", { field: text(field.label) })}
            onClick={edit}
          >
            <EditOutlined aria-hidden />
          </button>
        ) : null}
        {isLocked && !row.hidden.includes(field.name) && field.name !== object.states?.field ? (
          <span className={styles.lockField}>
            <Why object={object.name} id={row.id} action="edit" field={field.name} />
          </span>
        ) : null}
      </dd>
    </div>
  );
}

interface FieldGroup {
  /** Null: what the system keeps by itself. */
  readonly label: ObjectMeta["form"][number]["label"] | null;
  readonly fields: readonly FieldMeta[];
}

/** The declared groups, then what the system keeps by itself. */
export function fieldGroups(object: ObjectMeta): readonly FieldGroup[] {
  const placed = new Set(object.form.flatMap((group) => group.fields));
  const declared = object.form.map(({ label, fields }) => ({
    label,
    fields: fields.flatMap((name) => fieldOf(object, name) ?? []),
  }));
  const rest = object.fields.filter(
    (field) => !placed.has(field.name) && field.name !== object.title,
  );
  return [...declared, { label: null, fields: rest }]
    .map(({ label, fields }) => ({
      label,
      fields: fields.filter((field) => !fieldType(field).isApart),
    }))
    .filter(({ fields }) => fields.length > 0);
}
