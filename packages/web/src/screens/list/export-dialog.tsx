/** An export takes the list as it is filtered, in the columns chosen, with the masks of its reader. */
import type { ExportJob } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Form, Modal, Radio } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { exportJobQuery } from "../../queries/administration.ts";
import { ExportProgress } from "./export-progress.tsx";
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
  const describe = useFailureText();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const choice = chosen ?? { format: "xlsx", columns: list.columns.map((field) => field.name) };
  const start = useMutation({
    mutationFn: () =>
      call<ExportJob>(list.object.name, "export", { ...toRequest(list.state), ...choice }),
  });
  const job = useQuery(exportJobQuery(start.data?.id ?? null));
  const current = job.data ?? start.data;
  const button = current ? (
    <Button onClick={close}>{t("action.close")}</Button>
  ) : (
    <Button
      type="primary"
      loading={start.isPending}
      disabled={choice.columns.length === 0}
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
      {start.error ? (
        <Alert type="error" showIcon title={describe(start.error)} style={{ marginBottom: 16 }} />
      ) : null}
      {current ? (
        <ExportProgress job={current} total={list.count ?? 0} />
      ) : (
        <ExportChoice list={list} choice={choice} change={setChosen} />
      )}
    </Modal>
  );
}

interface ExportChoiceProps {
  readonly list: ListModel;
  readonly choice: Choice;
  change(choice: Choice): void;
}

function ExportChoice({ list, choice, change }: ExportChoiceProps) {
  const t = useT();
  const text = useText();
  const readable = list.object.fields.filter((field) => field.level !== "absent");
  return (
    <Form layout="vertical">
      <p className="muted">
        {list.count === undefined ? t("export.introAll") : t("export.intro", { count: list.count })}
      </p>
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
