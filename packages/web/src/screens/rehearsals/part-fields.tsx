/** One role's part in a round. */
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import type { RehearsalsReply, TaskInput } from "@latchkey/server/contract";
import { Button, Form, Input, Select } from "antd";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { useT, useText } from "../../i18n/index.ts";
import { EXPECTATION_WORDS } from "../../session/rehearsal-words.ts";
import styles from "./rehearsals.module.css";

export interface PartForm {
  readonly role: string;
  readonly people: readonly string[];
  readonly tasks: readonly TaskInput[];
}

interface PartProps {
  readonly role: RehearsalsReply["roles"][number];
  readonly part: PartForm;
  /** The first field of the form is in it. */
  readonly isFirst: boolean;
  put(part: PartForm): void;
}

export function PartFields({ role: { role, name, holders }, part, isFirst, put }: PartProps) {
  const t = useT();
  const text = useText();
  const putTask = (at: number, task: TaskInput) =>
    put({ ...part, tasks: part.tasks.map((one, index) => (index === at ? task : one)) });
  return (
    <section className={styles.part}>
      <h3 className={styles.role}>{text(name)}</h3>
      {holders === 0 ? (
        <p className="muted">{t("rehearsal.nobody")}</p>
      ) : (
        <>
          <Form.Item
            label={t("rehearsal.who")}
            extra={t("rehearsal.whoHint", { role: text(name) })}
            htmlFor={`who-${role}`}
          >
            <RecordSelect
              id={`who-${role}`}
              autoFocus={isFirst}
              target="person"
              multiple
              value={part.people}
              onChange={(people) => put({ ...part, people: people as readonly string[] })}
            />
          </Form.Item>
          {part.people.length > 0 ? (
            <Tasks
              tasks={part.tasks}
              put={putTask}
              remove={(at) =>
                put({ ...part, tasks: part.tasks.filter((_, index) => index !== at) })
              }
              add={() => put({ ...part, tasks: [...part.tasks, EMPTY] })}
            />
          ) : null}
        </>
      )}
    </section>
  );
}

const EMPTY: TaskInput = { text: { zh: "", en: "" }, expect: "can" };

interface TasksProps {
  readonly tasks: readonly TaskInput[];
  put(at: number, task: TaskInput): void;
  remove(at: number): void;
  add(): void;
}

/** What is typed is said in one language, and speaks for both. */
function Tasks({ tasks, put, remove, add }: TasksProps) {
  const t = useT();
  const text = useText();
  return (
    <Form.Item label={t("rehearsal.tasks")}>
      <ol className={styles.edited}>
        {tasks.map((task, at) => (
          <li key={at}>
            <Input
              aria-label={t("rehearsal.task", { number: at + 1 })}
              maxLength={300}
              value={text(task.text)}
              onChange={({ target: { value } }) =>
                put(at, { ...task, text: { zh: value, en: value } })
              }
            />
            <Select
              aria-label={t("rehearsal.expect", { number: at + 1 })}
              popupMatchSelectWidth={false}
              value={task.expect}
              options={(["can", "cannot"] as const).map((value) => ({
                value,
                label: t(EXPECTATION_WORDS[value]),
              }))}
              onChange={(expect) => put(at, { ...task, expect })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("rehearsal.removeTask", { number: at + 1 })}
              onClick={() => remove(at)}
            />
          </li>
        ))}
      </ol>
      <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>
        {t("rehearsal.addTask")}
      </Button>
    </Form.Item>
  );
}
