/** An export takes the list as it is filtered, in the columns chosen, with the masks of its reader. */
import type { ExportCount, ExportJob } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Modal, Radio } from "antd";
import { useState } from "react";
import { call, isFailure } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useLanguage, useT, useNoun, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { exportJobQuery } from "../../queries/administration.ts";
import { countQuery } from "../../queries/records.ts";
import { AskAccess } from "../../why/ask-access.tsx";
import { ExportProgress } from "./export-progress.tsx";
import { ClosedExported, FewerExported } from "./fewer-exported.tsx";
import { toRequest } from "./list-state.ts";
import type { ListModel } from "./use-list.ts";
import styles from "./list.module.css";

interface Choice {
  readonly format: ExportJob["format"];
  readonly columns: readonly string[];
}

interface ExportDialogProps {
  readonly list: ListModel;
  close(): void;
}

export function ExportDialog({ list, close }: ExportDialogProps) {
  const t = useT();
  const noun = useNoun();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const choice = chosen ?? { format: "xlsx", columns: list.columns.map((field) => field.name) };
  const request = { ...toRequest(list.state), ...choice, locale: language };
  const start = useMutation({
    mutationFn: () => call<ExportJob>(list.object.name, "export", request),
  });
  const { sort: _sort, ...narrowing } = toRequest(list.state);
  const counted = useQuery(countQuery(list.object.name, { ...narrowing, action: "export" }));
  const exportable = counted.data;
  const job = useQuery(exportJobQuery(start.data?.id ?? null));
  const current = job.data ?? start.data;
  const button = current ? (
    <Button onClick={close}>{t("action.close")}</Button>
  ) : (
    <Button
      type="primary"
      loading={start.isPending}
      disabled={choice.columns.length === 0 || isOnlyWithApproval(exportable)}
      onClick={() => start.mutate()}
    >
      {t("export.start")}
    </Button>
  );
  return (
    <Modal
      open
      title={t("export.title", { objects: noun(list.object.plural) })}
      onCancel={close}
      footer={button}
    >
      <FailureAlert problem={start.error} />
      <WithApproval exportable={exportable} />
      {isFailure(start.error, "approval_needed") || exportable?.withApproval ? (
        <AskAccess asked={{ object: list.object.name, action: "export", export: request }} />
      ) : null}
      <div role="status">
        {current ? (
          <ExportProgress
            object={list.object.name}
            job={current}
            total={exportable?.count ?? 0}
            listed={list.count}
          />
        ) : null}
      </div>
      {current ? null : (
        <ExportChoice list={list} exportable={exportable} choice={choice} change={setChosen} />
      )}
    </Modal>
  );
}

/** There is something to be taken, and none of it without an approval. */
const isOnlyWithApproval = (exportable: ExportCount | undefined): boolean =>
  exportable?.count === 0 && exportable.withApproval !== undefined;

function WithApproval({ exportable }: { exportable: ExportCount | undefined }) {
  const t = useT();
  const format = useFormat();
  if (!exportable?.withApproval) return null;
  const words = isOnlyWithApproval(exportable) ? "export.onlyApproved" : "export.moreApproved";
  const counts = { all: format.count(exportable.withApproval), now: format.count(exportable) };
  return <Alert type="warning" showIcon title={t(words, counts)} />;
}

interface ExportChoiceProps {
  readonly list: ListModel;
  /** How many of the list the reader may take with them; undefined while that is counted. */
  readonly exportable: ExportCount | undefined;
  readonly choice: Choice;
  change(choice: Choice): void;
}

function ExportChoice({ list, exportable, choice, change }: ExportChoiceProps) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const readable = list.object.fields.filter(
    ({ name, level }) => level !== "absent" && !exportable?.closed?.includes(name),
  );
  return (
    <Form layout="vertical">
      <p className="muted">
        {exportable === undefined
          ? t("export.introAll")
          : t("export.intro", { count: exportable.count, shown: format.count(exportable) })}
      </p>
      {exportable?.withApproval ? null : (
        <FewerExported object={list.object.name} listed={list.count} exported={exportable} />
      )}
      <ClosedExported object={list.object} closed={exportable?.closed} />
      <Form.Item label={t("export.format")}>
        <Radio.Group
          value={choice.format}
          onChange={(event) =>
            change({ ...choice, format: event.target.value as Choice["format"] })
          }
        >
          <Radio value="xlsx">Excel (.xlsx)</Radio>
          <Radio value="csv">CSV</Radio>
        </Radio.Group>
      </Form.Item>
      <Form.Item label={t("export.columns")}>
        <Checkbox.Group
          className={styles.exportColumns ?? ""}
          value={[...choice.columns]}
          onChange={(next) => change({ ...choice, columns: next.map(String) })}
          options={readable.map((field) => ({ value: field.name, label: text(field.label) }))}
        />
      </Form.Item>
    </Form>
  );
}
