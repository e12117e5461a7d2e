import { PlusOutlined } from "@ant-design/icons";
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { FieldCell } from "../../fields/field-cell.tsx";
import { useT, useNoun, useText } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { CreateRecord } from "../../parts/record-form/create-record.tsx";
import { pageQuery } from "../../queries/records.ts";
import { titleOf, useMay, useObject } from "../../session/session.tsx";
import { RelatedAll } from "./related-list.tsx";
import styles from "./record.module.css";

const TASKS = 5;

export function TasksPanel({ object, row }: { object: ObjectMeta; row: Row }) {
  const task = useObject("task");
  const link = object.children.find((child) => child.object === "task");
  if (!task || !link) return null;
  return <Tasks task={task} parent={link.field} row={row} />;
}

function Tasks({ task, parent, row }: { task: ObjectMeta; parent: string; row: Row }) {
  const t = useT();
  const text = useText();
  const noun = useNoun();
  const may = useMay();
  const [isCreating, setCreating] = useState(false);
  const filter = { field: parent, op: "is", value: row.id } as const;
  const tasks = useQuery(pageQuery("task", { filter, limit: TASKS }));
  const due = task.fields.find(
    (field) => field.type === "date" || (field.type === "time" && !field.readOnly),
  );
  const state = task.fields.find((field) => field.name === task.states?.field);
  return (
    <Panel
      title={text(task.plural)}
      extra={
        may("task", "create") ? (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            aria-label={t("list.create", { object: noun(task.label) })}
            onClick={() => setCreating(true)}
          />
        ) : null
      }
    >
      {tasks.data?.rows.length === 0 ? <p className={styles.quiet}>{t("tasks.none")}</p> : null}
      <ul className={styles.tasks}>
        {tasks.data?.rows.map((one) => (
          <li key={one.id}>
            <Link to="/o/$object/$id" params={{ object: "task", id: one.id }}>
              {titleOf(task, one.values) || "—"}
            </Link>
            <span className={styles.taskFacts}>
              {state ? <FieldCell object="task" field={state} row={one} dense /> : null}
              {due ? <FieldCell object="task" field={due} row={one} dense /> : null}
            </span>
          </li>
        ))}
      </ul>
      {tasks.data?.next ? <RelatedAll parent={row} child={task} field={parent} /> : null}
      <CreateRecord
        object={task}
        given={{ [parent]: row.id }}
        open={isCreating}
        close={() => setCreating(false)}
        created={() => setCreating(false)}
      />
    </Panel>
  );
}
