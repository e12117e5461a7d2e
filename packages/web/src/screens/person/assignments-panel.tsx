import { PlusOutlined } from "@ant-design/icons";
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Empty, Skeleton, Tag } from "antd";
import { useState } from "react";
import { serverNow } from "../../clock.ts";
import { FieldCell } from "../../fields/field-cell.tsx";
import { referenceId } from "../../fields/parts/reference.ts";
import { useFormat } from "../../format/use-format.ts";
import { useT, useText } from "../../i18n/index.ts";
import { FailureWords } from "../../parts/failure-words.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { Panel } from "../../parts/page.tsx";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { useDelete } from "../../queries/mutations.ts";
import { pageQuery } from "../../queries/records.ts";
import { fieldOf, useMay, useObject } from "../../session/session.tsx";
import styles from "./person.module.css";
import { WINDOW_WORDS, type WindowState } from "../../parts/rights-words.ts";

const MOST_ASSIGNMENTS = 100;

export function AssignmentsPanel({ person }: { person: Row }) {
  const assignment = useObject("assignment");
  if (!assignment) return null;
  return <Assignments person={person} assignment={assignment} />;
}

function Assignments({ person, assignment }: { person: Row; assignment: ObjectMeta }) {
  const t = useT();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const filter = { field: "person", op: "is", value: person.id } as const;
  const list = useQuery(pageQuery("assignment", { filter, limit: MOST_ASSIGNMENTS }));
  return (
    <Panel
      title={t("person.assignments")}
      extra={
        may("assignment", "create") ? (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t("person.addAssignment")}
          </Button>
        ) : null
      }
    >
      <p className="muted">{t("person.assignmentsIntro")}</p>
      {list.isLoading ? <Skeleton active /> : null}
      {list.error ? <FailureWords problem={list.error} /> : null}
      {list.data?.rows.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("person.noAssignments")} />
      ) : null}
      <ul className={styles.assignments}>
        {list.data?.rows.map((row) => (
          <AssignmentItem key={row.id} object={assignment} row={row} />
        ))}
      </ul>
      <CreateRecord
        object={assignment}
        given={{ person: person.id }}
        suggested={{ atUnit: referenceId(person.values["unit"]) }}
        leaveOut={["group", "unit"]}
        open={isAdding}
        close={() => setAdding(false)}
        created={() => setAdding(false)}
      />
    </Panel>
  );
}

function AssignmentItem({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const text = useText();
  const format = useFormat();
  const tell = useTellFailure();
  const { modal } = App.useApp();
  const remove = useDelete("assignment");
  const cell = (name: string) => {
    const field = fieldOf(object, name);
    return field ? <FieldCell object="assignment" field={field} row={row} dense /> : null;
  };
  const { from, until } = row.values;
  const state = windowState(from, until);
  // It ends with its sandbox, or there.
  const isOfSandbox = (row.values["sandbox"] ?? null) !== null;
  const ask = async () => {
    const isSure = await modal.confirm({
      title: t("person.endTitle"),
      content: t("person.endBody"),
      okText: t("person.end"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) remove.mutate(row, { onError: (problem) => tell(problem) });
  };
  return (
    <li className={state === "live" ? styles.assignment : styles.assignmentOff}>
      <div className={styles.assignmentHead}>
        <strong>{cell(isOfSandbox ? "sandbox" : "role")}</strong>
        <span className="muted">{cell("atUnit")}</span>
        <Tag color={state === "live" ? "green" : "default"}>{t(WINDOW_WORDS[state])}</Tag>
        {row.can["delete"] && !isOfSandbox ? (
          <Button type="text" size="small" danger className={styles.end} onClick={() => void ask()}>
            {t("person.end")}
          </Button>
        ) : null}
      </div>
      <div className="muted">
        {typeof from === "string" ? format.absolute(from) : t("window.always")} →{" "}
        {typeof until === "string" ? format.absolute(until) : t("window.noEnd")}
      </div>
      <div className="faint">
        {fieldOf(object, "reason") ? <>{text(fieldOf(object, "reason")?.label)} </> : null}
        {cell("reason")}
      </div>
    </li>
  );
}

function windowState(from: unknown, until: unknown): WindowState {
  if (typeof until === "string" && Date.parse(until) <= serverNow()) return "ended";
  return typeof from === "string" && Date.parse(from) > serverNow() ? "future" : "live";
}
