/** Who is in it by name. While it runs, whoever may end it takes one of several out; what they had by it is over at once. */
import type { SandboxMeta } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Tag } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import styles from "./sandboxes.module.css";

export function PeopleIn({ sandbox }: { sandbox: SandboxMeta }) {
  const t = useT();
  const tell = useTellFailure();
  const { modal, message } = App.useApp();
  const { id, version, people, groups, may, approvedAt } = sandbox;
  const drop = useMutation({
    mutationFn: (person: string) => call("sandbox", "drop", { id, version, person }),
    onSuccess: () => void message.success(t("sandboxes.dropped")),
    onError: (problem) => tell(problem),
    onSettled: () => invalidateEverything(),
  });
  const ask = async (person: string, name: string) => {
    const isSure = await modal.confirm({
      title: t("sandboxes.dropTitle", { person: name }),
      content: t("sandboxes.dropBody"),
      okText: t("sandboxes.drop"),
      okButtonProps: { danger: true },
      cancelText: t("form.cancel"),
    });
    if (isSure) drop.mutate(person);
  };
  const mayDrop = may.end && approvedAt !== null && people.length + groups.length > 1;
  if (!mayDrop) return null;
  return (
    <div className={styles.marks}>
      {people.map(({ id: person, title }) => {
        const name = title ?? t("field.unseenShort");
        return (
          <Tag
            key={person}
            closable={{ "aria-label": t("sandboxes.dropTitle", { person: name }) }}
            onClose={(event) => {
              event.preventDefault();
              void ask(person, name);
            }}
          >
            {name}
          </Tag>
        );
      })}
    </div>
  );
}
