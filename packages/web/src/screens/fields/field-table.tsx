import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import type { CustomFieldMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Tag } from "antd";
import type { ReactNode } from "react";
import { call, isFailure } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { useSession } from "../../session/session.tsx";
import { placeProblems } from "./field-form.ts";
import { ClassInDraft } from "./class-in-draft.tsx";
import { FieldName } from "./field-name.tsx";
import { CLASS_WORDS, TYPE_WORDS } from "./field-words.ts";
import styles from "./fields.module.css";

interface FieldTableProps {
  readonly fields: readonly CustomFieldMeta[];
  /** Absent for archived fields, which can only be brought back. */
  edit?(field: CustomFieldMeta): void;
}

export function FieldTable({ fields, edit }: FieldTableProps) {
  const t = useT();
  const order = useOrdering(fields);
  return (
    <table className={styles.fields}>
      <thead>
        <tr>
          <th>{t("fields.column.field")}</th>
          <th>{t("fields.column.type")}</th>
          <th>{t("fields.column.class")}</th>
          <th>
            <span className="visually-hidden">{t("fields.column.acts")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field, index) => (
          <FieldRow key={field.name} field={field}>
            {edit ? (
              <>
                <Arrow field={field} step={-1} isEnd={index === 0} order={order} />
                <Arrow field={field} step={1} isEnd={index === fields.length - 1} order={order} />
                <Button size="small" onClick={() => edit(field)}>
                  {t("fields.edit")}
                </Button>
              </>
            ) : null}
            <ArchiveButton field={field} />
          </FieldRow>
        ))}
      </tbody>
    </table>
  );
}

function FieldRow({ field, children }: { field: CustomFieldMeta; children: ReactNode }) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const { label, type, sensitivity, choices } = field;
  const words = TYPE_WORDS[type];
  const level = meta.sensitivities.find(({ name }) => name === sensitivity)?.label;
  return (
    <tr>
      <th scope="row">
        <FieldName label={label} />
        <FieldMarks field={field} />
      </th>
      <td>
        {words ? t(words) : type}
        {choices ? (
          <div className={styles.other}>{choices.map((one) => text(one.label)).join(" · ")}</div>
        ) : null}
      </td>
      <td>
        <Tag>{text(level)}</Tag>
        <span className={styles.meaning}>{t(CLASS_WORDS[sensitivity])}</span>
        <ClassInDraft field={field} />
      </td>
      <td className={styles.acts}>{children}</td>
    </tr>
  );
}

/** What is asked of it, and where it stands beyond its form. */
function FieldMarks({ field: { required, unique, place } }: { field: CustomFieldMeta }) {
  const t = useT();
  const marks = [
    required ? t("fields.required") : null,
    unique ? t("fields.unique") : null,
    place.column ? t("fields.placeColumn") : null,
    place.create || required ? null : t("fields.notAtFirst"),
  ].filter((mark) => mark !== null);
  return marks.length > 0 ? <div className={styles.other}>{marks.join(" · ")}</div> : null;
}

interface ArrowProps {
  readonly field: CustomFieldMeta;
  readonly step: -1 | 1;
  readonly isEnd: boolean;
  readonly order: ReturnType<typeof useOrdering>;
}

function Arrow({ field, step, isEnd, order }: ArrowProps) {
  const t = useT();
  const text = useText();
  const words = { field: text(field.label) };
  return (
    <Button
      type="text"
      size="small"
      icon={step < 0 ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />}
      disabled={isEnd || order.isPending}
      aria-label={step < 0 ? t("fields.moveUp", words) : t("fields.moveDown", words)}
      onClick={() => order.move(field, step)}
    />
  );
}

/** Fields stand in this order in forms and in lists, for everybody. */
function useOrdering(fields: readonly CustomFieldMeta[]) {
  const tell = useTellFailure();
  const ordering = useMutation({
    mutationFn: (names: readonly string[]) =>
      call("customField", "order", { object: fields[0]!.object, names }),
    onError: (problem) => tell(problem),
    onSettled: () => invalidateEverything(),
  });
  return {
    isPending: ordering.isPending,
    move({ name }: CustomFieldMeta, step: number) {
      const names = fields.map((field) => field.name);
      const index = names.indexOf(name);
      names.splice(index + step, 0, ...names.splice(index, 1));
      ordering.mutate(names);
    },
  };
}

function ArchiveButton({ field }: { field: CustomFieldMeta }) {
  const t = useT();
  const setting = useArchiving();
  return (
    <Button size="small" loading={setting.isPending} onClick={() => setting.mutate(field)}>
      {t(field.archived ? "fields.restore" : "fields.archive")}
    </Button>
  );
}

/** Archives, with a way back in the same breath; or brings back what is archived. */
function useArchiving() {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const setting = useMutation({
    mutationFn: ({ object, name, version, archived }: CustomFieldMeta) =>
      call<CustomFieldMeta>("customField", archived ? "restore" : "archive", {
        object,
        name,
        version,
      }),
    onSuccess: async (now) => {
      const words = { field: text(now.label) };
      void message.success({
        key: `${now.object}.${now.name}`,
        duration: UNDO_SECONDS,
        content: now.archived ? (
          <UndoLink words={t("fields.archived", words)} undo={() => setting.mutate(now)} />
        ) : (
          t("fields.restored", words)
        ),
      });
      await invalidateEverything();
    },
    onError: (problem) => {
      const others = isFailure(problem) ? placeProblems(problem.error).others : [];
      tell(problem, [describe(problem), ...others.map((words) => text(words))].join(" "));
    },
  });
  return setting;
}
