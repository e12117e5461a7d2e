import type { GetReply, UnitNode } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Input, Modal } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { useT } from "../../i18n/index.ts";
import { FailureAlert } from "../../parts/failure-alert.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { useObject } from "../../session/session.tsx";

export function RenameUnitDialog({
  unit,
  open,
  close,
}: {
  unit: UnitNode;
  open: boolean;
  close: () => void;
}) {
  const t = useT();
  const object = useObject("unit");
  const [name, setName] = useState(unit.name);
  const rename = useMutation({
    mutationFn: async () => {
      const { record } = await call<GetReply>("unit", "get", { id: unit.id });
      const values = { [object?.title ?? "name"]: name.trim() };
      await call("unit", "update", { id: unit.id, version: record.version, values });
    },
    onSuccess: async () => {
      await invalidateEverything();
      close();
    },
  });
  return (
    <Modal
      open={open}
      title={t("units.renameTitle", { name: unit.name })}
      okText={t("form.save")}
      cancelText={t("form.cancel")}
      okButtonProps={{ disabled: name.trim() === "" || name.trim() === unit.name }}
      confirmLoading={rename.isPending}
      onOk={() => rename.mutate()}
      onCancel={close}
      destroyOnHidden
      width={400}
    >
      <FailureAlert problem={rename.error} />
      <Input
        autoFocus
        aria-label={t("units.rename")}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => rename.mutate()}
      />
    </Modal>
  );
}
