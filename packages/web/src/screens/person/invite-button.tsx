import { MailOutlined } from "@ant-design/icons";
import type { Row } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { App, Button, Modal, Typography } from "antd";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { useMay } from "../../session/session.tsx";

interface Invitation {
  readonly email: string;
  readonly password: string;
}

/** A first password, or a new one for who has forgotten theirs. It is shown once: nobody can read it later. */
export function InviteButton({ row, name }: { row: Row; name: string }) {
  const t = useT();
  const may = useMay();
  const tell = useTellFailure();
  const { modal } = App.useApp();
  const invite = useMutation({
    mutationFn: () => call<Invitation>("person", "invite", { id: row.id }),
    onError: (problem) => tell(problem),
  });
  if (!may("person", "resetSignIn")) return null;
  const ask = async () => {
    const isSure = await modal.confirm({
      title: t("person.inviteTitle", { name }),
      content: t("person.inviteBody"),
      okText: t("person.invite"),
      cancelText: t("form.cancel"),
    });
    if (isSure) invite.mutate();
  };
  return (
    <>
      <Button
        icon={<MailOutlined aria-hidden />}
        loading={invite.isPending}
        onClick={() => void ask()}
      >
        {t("person.invite")}
      </Button>
      <Modal
        open={invite.data !== undefined}
        title={t("person.invited", { name })}
        mask={{ closable: false }}
        // A closed dialog would keep the password in the page.
        destroyOnHidden
        onCancel={invite.reset}
        footer={<Button onClick={invite.reset}>{t("action.close")}</Button>}
      >
        <p>{t("person.invitedBody")}</p>
        <p>
          {t("signIn.email")}: <Typography.Text copyable>{invite.data?.email}</Typography.Text>
        </p>
        <p>
          {t("signIn.password")}:{" "}
          <Typography.Text code copyable>
            {invite.data?.password}
          </Typography.Text>
        </p>
      </Modal>
    </>
  );
}
