/** Bringing records in: upload, map, rehearse, run. The job lives on the server, so the page can be left. */
import { HistoryOutlined } from "@ant-design/icons";
import type { ImportJob, ObjectMeta } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Button, Skeleton, Steps } from "antd";
import { useState } from "react";
import { useT, useNoun, useText, type MessageKey } from "../../i18n/index.ts";
import { Failure } from "../../parts/failure.tsx";
import { NotFound } from "../../parts/not-found.tsx";
import { useNarrow } from "../../parts/use-narrow.ts";
import { Page, Panel } from "../../parts/page.tsx";
import { importJobQuery } from "../../queries/administration.ts";
import { useObject } from "../../session/session.tsx";
import { CheckedStep } from "./checked-step.tsx";
import { MappingStep } from "./mapping-step.tsx";
import { ProgressStep } from "./progress-step.tsx";
import { ResultStep } from "./result-step.tsx";
import { UploadStep } from "./upload-step.tsx";

export function ImportScreen() {
  const { object: name } = useParams({ from: "/o/$object/import" });
  const object = useObject(name);
  return object ? <Import object={object} /> : <NotFound />;
}

function Import({ object }: { object: ObjectMeta }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const isNarrow = useNarrow();
  const navigate = useNavigate();
  const { job: id } = useSearch({ from: "/o/$object/import" });
  const job = useQuery(importJobQuery(id ?? null));
  const open = (next: string | undefined) =>
    void navigate({
      to: "/o/$object/import",
      params: { object: object.name },
      search: next ? { job: next } : {},
    });
  return (
    <Page
      title={t("import.title", { objects: noun(object.plural) })}
      back={
        <Link to="/o/$object" params={{ object: object.name }}>
          {text(object.plural)}
        </Link>
      }
      actions={
        <Link to="/imports">
          <Button icon={<HistoryOutlined aria-hidden />}>{t("past.title")}</Button>
        </Link>
      }
    >
      <Panel>
        <Steps
          size="small"
          responsive={false}
          titlePlacement={isNarrow ? "vertical" : "horizontal"}
          current={stepOf(job.data)}
          items={STEPS.map((key) => ({ title: t(key) }))}
        />
      </Panel>
      <p role="status" className="visually-hidden">
        {job.data ? t(HEARD[job.data.state]) : ""}
      </p>
      {!id ? <UploadStep object={object} uploaded={(next) => open(next.id)} /> : null}
      {id && job.isLoading ? <Skeleton active /> : null}
      {job.error ? <Failure problem={job.error} retry={() => void job.refetch()} /> : null}
      {id && job.data ? (
        <JobStep object={object} job={job.data} restart={() => open(undefined)} />
      ) : null}
    </Page>
  );
}

const STEPS = ["import.upload", "import.map", "import.check", "import.run"] as const;

const STEP_OF_STATE: Readonly<Record<ImportJob["state"], number>> = {
  uploaded: 1,
  checking: 2,
  checked: 2,
  running: 3,
  done: 4,
  failed: 3,
  undoing: 4,
  undone: 4,
};

/** What is said as the work goes on, to who does not see it. */
const HEARD: Readonly<Record<ImportJob["state"], MessageKey>> = {
  uploaded: "import.map",
  checking: "import.checking",
  checked: "import.checkedTitle",
  running: "import.running",
  done: "import.doneTitle",
  failed: "import.failedTitle",
  undoing: "undo.running",
  undone: "undo.wasDone",
};

function stepOf(job: ImportJob | undefined): number {
  return job ? STEP_OF_STATE[job.state] : 0;
}

function JobStep({
  object,
  job,
  restart,
}: {
  object: ObjectMeta;
  job: ImportJob;
  restart: () => void;
}) {
  const [isMapping, setMapping] = useState(false);
  if (job.state === "uploaded" || (isMapping && job.state === "checked")) {
    return (
      <MappingStep
        // Read otherwise, the file has other columns.
        key={JSON.stringify(job.reading)}
        object={object}
        job={job}
        started={() => setMapping(false)}
        restart={restart}
      />
    );
  }
  if (job.state === "checked")
    return <CheckedStep job={job} object={object} backToMapping={() => setMapping(true)} />;
  if (job.state === "checking" || job.state === "running") return <ProgressStep job={job} />;
  return <ResultStep object={object} job={job} restart={restart} />;
}
