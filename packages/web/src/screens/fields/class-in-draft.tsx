/** The class of a field that is in use: what the draft makes of it, and the way to change it there. */
import type { CustomFieldMeta, Sensitivity } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Modal, Tag } from "antd";
import { useState } from "react";
import { useT, useText } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { policyDraftQuery } from "../../queries/policy.ts";
import { useSession } from "../../session/session.tsx";
import { ClassChooser } from "./class-chooser.tsx";
import { setClass } from "./set-class.ts";
import styles from "./fields.module.css";

export function ClassInDraft({ field }: { field: CustomFieldMeta }) {
  const t = useT();
  const text = useText();
  const { meta } = useSession();
  const [isOpen, setOpen] = useState(false);
  const reply = useQuery(policyDraftQuery).data;
  const waiting = reply?.draft?.classes.find(
    (one) => one.object === field.object && one.field === field.name,
  );
  const level = meta.sensitivities.find(({ name }) => name === waiting?.sensitivity)?.label;
  return (
    <div className={styles.classActs}>
      {waiting ? (
        <Link to="/permissions/draft">
          <Tag color="blue">{t("fields.classWaits", { level: text(level) })}</Tag>
        </Link>
      ) : null}
      {reply?.may.edit && !field.archived ? (
        <Button
          size="small"
          aria-label={t("fields.changeClassOf", { field: text(field.label) })}
          onClick={() => setOpen(true)}
        >
          {t("fields.changeClass")}
        </Button>
      ) : null}
      {isOpen ? (
        <ClassDialog
          field={field}
          now={waiting?.sensitivity ?? field.sensitivity}
          change={waiting?.change ?? 0}
          close={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}

interface ClassDialogProps {
  readonly field: CustomFieldMeta;
  /** As the draft has it, or else as it is published. */
  readonly now: Sensitivity;
  readonly change: number;
  close(): void;
}

function ClassDialog({ field, now, change, close }: ClassDialogProps) {
  const t = useT();
  const text = useText();
  const { message } = App.useApp();
  const [chosen, setChosen] = useState(now);
  const save = useMutation({
    mutationFn: () => {
      const { object, name, sensitivity: from } = field;
      return setClass({ object, field: name, from, sensitivity: chosen, change });
    },
    onSuccess: async () => {
      await invalidateEverything();
      close();
      void message.success(t("fields.classDone"));
    },
    onError: () => void invalidateEverything(),
  });
  return (
    <Modal
      open
      width={560}
      title={t("fields.changeClassOf", { field: text(field.label) })}
      okText={t("fields.classToDraft")}
      cancelText={t("form.cancel")}
      okButtonProps={{ disabled: chosen === now }}
      confirmLoading={save.isPending}
      onOk={() => save.mutate()}
      onCancel={close}
    >
      <p>{t("fields.classHelp")}</p>
      <FailureAlert problem={save.error} />
      <ClassChooser value={chosen} onChange={setChosen} />
    </Modal>
  );
}
