/** How the file is read: which sheet, which row names the columns, in which letters; with its first rows as they stand. */
import { DownOutlined, UpOutlined } from "@ant-design/icons";
import type { ImportJob, ImportReading } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Select, Spin } from "antd";
import { useState } from "react";
import { isFailure, post } from "../../api.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText, type MessageKey } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { importJobQuery } from "../../queries/administration.ts";
import { WhyRefused } from "../../why/why-refused.tsx";
import { queryClient } from "../../queries/query-client.ts";
import { ReadingPreview } from "./reading-preview.tsx";
import styles from "./import.module.css";

export function ReadingPanel({ job }: { job: ImportJob }) {
  const t = useT();
  const text = useText();
  const describe = useFailureText();
  const [isOpen, setOpen] = useState(isWorthALook(job));
  const read = useMutation({
    mutationFn: (reading: ImportReading) =>
      post<ImportJob>(`/api/imports/${job.id}/read`, { reading }),
    onSuccess: (next) => queryClient.setQueryData(importJobQuery(job.id).queryKey, next),
  });
  const problems = isFailure(read.error) ? (read.error.error.problems ?? []) : [];
  return (
    <Panel
      title={t("reading.title")}
      extra={
        <Button
          type="text"
          size="small"
          aria-expanded={isOpen}
          icon={isOpen ? <UpOutlined aria-hidden /> : <DownOutlined aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? "reading.close" : "reading.open")}
        </Button>
      }
    >
      <ReadingWords job={job} />
      {isOpen ? (
        <Spin spinning={read.isPending}>
          <ReadingChoices job={job} change={(reading) => read.mutate(reading)} />
          {read.error ? (
            <Alert
              type="error"
              showIcon
              title={problems.map(({ message }) => text(message)).join(" ") || describe(read.error)}
              action={<WhyRefused problem={read.error} />}
              style={{ marginTop: 12 }}
            />
          ) : null}
          <ReadingPreview
            job={job}
            chooseHeader={(header) => read.mutate({ ...job.reading, header })}
          />
        </Spin>
      ) : null}
    </Panel>
  );
}

/** Where something had to be chosen, the reader looks whether it was chosen well. */
const isWorthALook = ({ sheets, reading, preview }: ImportJob): boolean =>
  sheets.length > 1 || reading.header !== preview[0]?.number;

const DELIMITER_WORDS: Readonly<Record<NonNullable<ImportReading["delimiter"]>, MessageKey>> = {
  ",": "reading.comma",
  ";": "reading.semicolon",
  "\t": "reading.tab",
  "|": "reading.bar",
};

const ENCODINGS: readonly NonNullable<ImportReading["encoding"]>[] = [
  "utf-8",
  "gb18030",
  "utf-16le",
];

function ReadingWords({ job: { reading } }: { job: ImportJob }) {
  const t = useT();
  const words = [
    reading.sheet === undefined ? null : t("reading.inSheet", { sheet: reading.sheet }),
    t("reading.headerIs", { row: reading.header ?? 1 }),
    reading.delimiter === undefined ? null : t(DELIMITER_WORDS[reading.delimiter]),
    reading.encoding === undefined ? null : reading.encoding.toUpperCase(),
  ];
  return <p className="muted">{words.filter((word) => word !== null).join(" · ")}</p>;
}

interface ReadingChoicesProps {
  readonly job: ImportJob;
  change(reading: ImportReading): void;
}

/** What is chosen here moves the header, so that is found anew. */
function ReadingChoices({ job, change }: ReadingChoicesProps) {
  const t = useT();
  const format = useFormat();
  const { reading, sheets } = job;
  const { header: _found, ...kept } = reading;
  if (sheets.length === 1) return null;
  return (
    <div className={styles.target}>
      {sheets.length > 1 ? (
        <label className={styles.choice}>
          {t("reading.sheet")}
          <Select
            className={styles.fieldSelect ?? ""}
            value={reading.sheet ?? null}
            options={sheets.map(({ name, rows, isHidden }) => ({
              value: name,
              disabled: rows < 2,
              label: [
                t("reading.sheetRows", { sheet: name, rows: format.number(rows) }),
                isHidden ? t("reading.hidden") : "",
              ].join(""),
            }))}
            onChange={(sheet) => change({ sheet: sheet! })}
          />
        </label>
      ) : (
        <>
          <label className={styles.choice}>
            {t("reading.encoding")}
            <Select
              className={styles.shortSelect ?? ""}
              value={reading.encoding ?? null}
              options={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
              onChange={(encoding) => change({ encoding: encoding! })}
            />
          </label>
          <label className={styles.choice}>
            {t("reading.delimiter")}
            <Select
              className={styles.shortSelect ?? ""}
              value={reading.delimiter ?? null}
              options={Object.entries(DELIMITER_WORDS).map(([value, key]) => ({
                value: value as keyof typeof DELIMITER_WORDS,
                label: t(key),
              }))}
              onChange={(delimiter) => change({ ...kept, delimiter: delimiter! })}
            />
          </label>
        </>
      )}
    </div>
  );
}
