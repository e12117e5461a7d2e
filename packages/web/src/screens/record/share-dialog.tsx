/** Sharing is a right lent: to whom, and until when. Those who have it stand below, each with a way to end it. */
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Form, Modal, Segmented } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { Moment } from "../../fields/parts/lazy-picker.tsx";
import { RecordSelect } from "../../fields/parts/record-select.tsx";
import { useT } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { refresh } from "../../queries/mutations.ts";
import { participantsQuery } from "../../queries/records.ts";
import { useSession } from "../../session/session.tsx";
import { Participants } from "./participants.tsx";

type PrincipalKind = "person" | "unit" | "group";

interface ShareDialogProps {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly open: boolean;
  close(): void;
}

export function ShareDialog({ object, row, open, close }: ShareDialogProps) {
  const t = useT();
  return (
    <Modal
      open={open}
      title={t("share.title")}
      onCancel={close}
      destroyOnHidden
      footer={<Button onClick={close}>{t("action.close")}</Button>}
    >
      <ShareForm object={object} row={row} />
      <CurrentShares object={object} row={row} isOpen={open} />
    </Modal>
  );
}

function ShareForm({ object, row }: { object: ObjectMeta; row: Row }) {
  const t = useT();
  const { message } = App.useApp();
  const { objects } = useSession();
  const [kind, setKind] = useState<PrincipalKind>("person");
  const [id, setId] = useState<unknown>(null);
  const [until, setUntil] = useState<string | null>(null);
  const share = useMutation({
    mutationFn: () =>
      call(object.name, "share", {
        id: row.id,
        principal: { kind, id },
        ...(until ? { until } : {}),
      }),
    onSuccess: async () => {
      setId(null);
      void message.success(t("share.done"));
      await refresh(object.name);
    },
  });
  const kinds = (["person", "unit", "group"] as const).filter((one) => objects.has(one));
  return (
    <Form layout="vertical">
      <FailureAlert problem={share.error} />
      <Form.Item label={t("share.with")}>
        <Segmented<PrincipalKind>
          aria-label={t("share.with")}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setId(null);
          }}
          options={kinds.map((one) => ({ value: one, label: t(KIND_LABELS[one]) }))}
          style={{ marginBottom: 8 }}
        />
        <RecordSelect
          key={kind}
          target={kind}
          aria-label={t("share.with")}
          value={id}
          onChange={setId}
          placeholder={t("share.choose")}
        />
      </Form.Item>
      <Form.Item label={t("share.until")} extra={t("share.untilHelp")}>
        <Moment aria-label={t("share.until")} value={until} onChange={setUntil} />
      </Form.Item>
      {/* No form's submit: Enter in the calendar means the day, not the sharing. */}
      <Button
        type="primary"
        disabled={!id}
        loading={share.isPending}
        onClick={() => share.mutate()}
      >
        {t("action.share")}
      </Button>
    </Form>
  );
}

function CurrentShares({ object, row, isOpen }: { object: ObjectMeta; row: Row; isOpen: boolean }) {
  const tell = useTellFailure();
  const participants = useQuery({
    ...participantsQuery({ object: object.name, id: row.id }),
    enabled: isOpen,
  });
  const unshare = useMutation({
    mutationFn: (participant: string) => call(object.name, "unshare", { id: row.id, participant }),
    onSuccess: () => refresh(object.name),
    onError: (problem) => tell(problem),
  });
  return (
    <Participants
      rows={participants.data?.rows ?? []}
      isLoading={participants.isLoading}
      end={row.can["share"] ? (id) => unshare.mutate(id) : null}
    />
  );
}

const KIND_LABELS = { person: "share.person", unit: "share.unit", group: "share.group" } as const;
