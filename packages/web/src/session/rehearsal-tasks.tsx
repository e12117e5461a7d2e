/** What somebody is to try, and what they say of it; the page beside it stays at hand. */
import type { MyRehearsals, RehearsalVerdict } from "@latchkey/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Drawer, Input, Radio, Tag } from "antd";
import { useState } from "react";
import { post } from "../api.ts";
import { useT, useText } from "../i18n/index.ts";
import { useTellFailure } from "../parts/use-tell-failure.tsx";
import { myRehearsalsQuery } from "../queries/rehearsals.ts";
import { EXPECTATION_WORDS, VERDICT_WORDS } from "./rehearsal-words.ts";
import styles from "./session.module.css";

type Task = MyRehearsals["rehearsals"][number]["tasks"][number];

interface TasksProps {
  readonly id: string;
  readonly tasks: readonly Task[];
  close(): void;
}

export function RehearsalTasks({ id, tasks, close }: TasksProps) {
  const t = useT();
  return (
    <Drawer open mask={false} size={380} title={t("rehearsal.mine")} onClose={close}>
      <ol className={styles.tasks}>
        {tasks.map((task) => (
          <TaskItem key={task.id} id={id} task={task} />
        ))}
      </ol>
    </Drawer>
  );
}

const VERDICTS = [
  "asExpected",
  "didNot",
  "shouldNot",
] as const satisfies readonly RehearsalVerdict[];

function TaskItem({ id, task }: { id: string; task: Task }) {
  const t = useT();
  const text = useText();
  const tell = useTellFailure();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [remark, setRemark] = useState(task.remark ?? "");
  const judge = useMutation({
    mutationFn: (verdict: RehearsalVerdict) =>
      post("/api/rehearsal.judge", { id, task: task.id, verdict, remark }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: myRehearsalsQuery.queryKey });
      void message.success(t("rehearsal.said"));
    },
    onError: (problem) => tell(problem),
  });
  const { verdict } = task;
  const isMore = verdict !== null && remark.trim() !== (task.remark ?? "");
  return (
    <li>
      <p className={styles.task}>
        {text(task.text)} <Tag>{t(EXPECTATION_WORDS[task.expect])}</Tag>
      </p>
      <Radio.Group
        aria-label={t("rehearsal.verdict")}
        value={verdict}
        disabled={judge.isPending}
        vertical
        options={VERDICTS.map((value) => ({ value, label: t(VERDICT_WORDS[value]) }))}
        onChange={({ target }) => judge.mutate(target.value as RehearsalVerdict)}
      />
      <Input.TextArea
        aria-label={t("rehearsal.remark")}
        placeholder={t("rehearsal.remark")}
        value={remark}
        maxLength={1000}
        autoSize={{ minRows: 1, maxRows: 5 }}
        onChange={({ target }) => setRemark(target.value)}
        onBlur={() => (isMore ? judge.mutate(verdict) : undefined)}
      />
    </li>
  );
}
