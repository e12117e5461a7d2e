/** The policy as a file for those who keep it in git: given out, and taken into the draft once it was looked at. */
import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import type {
  PolicyDraftReply,
  PolicyFileDifference,
  PolicyFileTaken,
} from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Modal } from "antd";
import { useRef } from "react";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Panel } from "../../parts/page.tsx";
import { Problems } from "../../parts/problems.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { ClassDifferences, Differences } from "./difference.tsx";
import { countOf, FOUR_EYES_WORDS } from "./policy-words.ts";
import styles from "./policy.module.css";

export function PolicyFile({ reply }: { reply: PolicyDraftReply }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const compare = useMutation({
    mutationFn: async (file: File) => {
      const text = await file.text();
      const difference = await call<PolicyFileDifference>("policyFile", "compare", { text });
      return { text, difference };
    },
  });
  return (
    <Panel title={t("policyFile.title")}>
      <p className="muted">{t("policyFile.intro")}</p>
      <div className={styles.actButtons}>
        <Button icon={<DownloadOutlined aria-hidden />} href="/api/policy/file?of=published">
          {t("policyFile.published")}
        </Button>
        {reply.draft ? (
          <Button icon={<DownloadOutlined aria-hidden />} href="/api/policy/file?of=draft">
            {t("policyFile.draft")}
          </Button>
        ) : null}
        {reply.may.edit ? (
          <Button
            icon={<UploadOutlined aria-hidden />}
            loading={compare.isPending}
            onClick={() => input.current?.click()}
          >
            {t("policyFile.choose")}
          </Button>
        ) : null}
        <input
          ref={input}
          hidden
          type="file"
          accept=".yaml,.yml"
          aria-label={t("policyFile.choose")}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // The same file may be chosen again once it was mended.
            target.value = "";
            if (file) compare.mutate(file);
          }}
        />
      </div>
      {compare.error ? <Problems problem={compare.error} /> : null}
      {compare.data ? (
        <TakeDialog {...compare.data} reply={reply} close={() => compare.reset()} />
      ) : null}
    </Panel>
  );
}

interface TakeDialogProps {
  readonly text: string;
  readonly difference: PolicyFileDifference;
  readonly reply: PolicyDraftReply;
  close(): void;
}

function TakeDialog({
  text,
  difference: { roles, classes, regulations, tests, fourEyes },
  reply,
  close,
}: TakeDialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const tell = useTellFailure();
  const take = useMutation({
    mutationFn: () =>
      call<PolicyFileTaken>("policyFile", "import", { text, version: reply.draft?.version }),
    onSuccess: async () => {
      await invalidateEverything();
      close();
      void navigate({ to: "/permissions/draft" });
    },
    onError: tell,
  });
  const testsMoved = tests.added + tests.changed + tests.archived;
  const isNothing =
    roles.length + classes.length + regulations + testsMoved === 0 && fourEyes === null;
  return (
    <Modal
      open
      title={t("policyFile.difference")}
      width={720}
      okText={t("policyFile.take")}
      cancelText={t("form.cancel")}
      okButtonProps={{ disabled: isNothing }}
      confirmLoading={take.isPending}
      onOk={() => take.mutate()}
      onCancel={close}
    >
      {isNothing ? <p>{t("policyFile.same")}</p> : null}
      {reply.draft && countOf(reply.draft) > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t("policyFile.replaces")}
          style={{ marginBottom: 12 }}
        />
      ) : null}
      {fourEyes ? (
        <p>
          {t("policy.eyesTitle")}: {t(FOUR_EYES_WORDS[fourEyes])}
        </p>
      ) : null}
      {regulations > 0 ? <p>{t("policyFile.regulations", { count: regulations })}</p> : null}
      {testsMoved > 0 ? <p>{t("policyFile.tests", { ...tests })}</p> : null}
      <div className={styles.taken} tabIndex={0}>
        <ClassDifferences lines={classes} />
        <Differences differences={roles} />
      </div>
    </Modal>
  );
}
