/** Sharing is a right lent: to whom, as what, and until when. Those who have it stand below, each with a way to end it. */
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Modal } from "antd";
import { call, isFailure } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { Problems } from "../../parts/problems.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { refresh } from "../../queries/mutations.ts";
import { participantsQuery } from "../../queries/records.ts";
import { ShareTermsForm, useShareTerms, type ShareTerms } from "../../sharing/share-terms.tsx";
import { AskAccess } from "../../why/ask-access.tsx";
import { Participants } from "./participants.tsx";

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
  const { terms, setTerms, said, clear } = useShareTerms();
  const share = useMutation({
    mutationFn: () => call(object.name, "share", { id: row.id, ...said }),
    onSuccess: async () => {
      clear();
      void message.success(t("share.done"));
      await refresh(object.name);
    },
  });
  // What was refused is not what is said any more.
  const change = (next: ShareTerms) => {
    share.reset();
    setTerms(next);
  };
  return (
    <>
      {share.error ? <Problems problem={share.error} /> : null}
      {said && isFailure(share.error, "approval_needed") ? (
        <AskAccess
          asked={{ object: object.name, id: row.id, action: "share", share: said }}
          reason={said.reason}
        />
      ) : null}
      <ShareTermsForm object={object} terms={terms} change={change} />
      {/* No form's submit: Enter in the calendar means the day, not the sharing. */}
      <Button
        type="primary"
        disabled={!said}
        loading={share.isPending}
        onClick={() => share.mutate()}
      >
        {t("action.share")}
      </Button>
    </>
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
