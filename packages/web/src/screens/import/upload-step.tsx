import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Spin, Upload } from "antd";
import { upload } from "../../api.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { Panel } from "../../parts/page.tsx";
import { saveCsv } from "../../parts/save-csv.ts";
import { PastImports } from "./past-imports.tsx";
import { TargetObject } from "./target-object.tsx";
import { useImportTargets } from "./targets.ts";
import styles from "./import.module.css";

export function UploadStep({
  object,
  uploaded,
}: {
  object: ObjectMeta;
  uploaded: (job: ImportJob) => void;
}) {
  const t = useT();
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("object", object.name);
      form.append("file", file);
      return upload<ImportJob>("/api/imports", form);
    },
    onSuccess: uploaded,
  });
  return (
    <>
      <Panel>
        <TargetObject name={object.name} />
        <Template object={object} />
        <FailureAlert problem={send.error} />
        <Spin spinning={send.isPending}>
          <Upload.Dragger
            // Also what is no table we read: chosen by mistake, it is answered with the way out.
            accept=".csv,.xlsx,.tsv,.txt,.xls,.xlsb,.et,.ods,.numbers"
            maxCount={1}
            showUploadList={false}
            beforeUpload={(file) => {
              send.mutate(file);
              return false;
            }}
          >
            <p>
              <InboxOutlined
                style={{ fontSize: 40, color: "var(--ant-color-primary)" }}
                aria-hidden
              />
            </p>
            <p>{t("import.drop")}</p>
            <p className="muted">{t("import.dropHelp")}</p>
          </Upload.Dragger>
        </Spin>
      </Panel>
      <Recent />
    </>
  );
}

/** What was begun before and left, to be found again. */
function Recent() {
  const t = useT();
  return (
    <Panel title={t("past.recent")} extra={<Link to="/imports">{t("past.all")}</Link>}>
      <PastImports
        limit={RECENT}
        empty={
          <p className="muted" style={{ margin: 0 }}>
            {t("past.noneWords")}
          </p>
        }
      />
    </Panel>
  );
}

const RECENT = 5;

/** An empty file with all headings, as the mapping will understand them by itself. */
function Template({ object }: { object: ObjectMeta }) {
  const t = useT();
  const text = useText();
  const targets = useImportTargets(object);
  const headings = targets.flatMap(({ heading, required }) =>
    heading ? [`${text(heading)}${required ? " *" : ""}`] : [],
  );
  const save = () =>
    saveCsv(t("import.templateName", { objects: text(object.plural) }), [headings]);
  return (
    <p className={styles.template}>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={save}>
        {t("import.template")}
      </Button>
      <span className="muted">{t("import.templateHelp")}</span>
    </p>
  );
}
