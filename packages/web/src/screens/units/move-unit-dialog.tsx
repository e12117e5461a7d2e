import type { GetReply, UnitNode } from "@latchkey/server/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, App, Modal } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { countBelow, isBelow } from "./unit-tree.ts";

interface MoveUnitDialogProps {
  readonly unit: UnitNode;
  readonly units: readonly UnitNode[];
  readonly open: boolean;
  close(): void;
}

/** Moving takes effect at once, for everybody: so it says first how much moves along. */
export function MoveUnitDialog({ unit, units, open, close }: MoveUnitDialogProps) {
  const t = useT();
  const format = useFormat();
  const describe = useFailureText();
  const { message } = App.useApp();
  const [parent, setParent] = useState<string | null>(null);
  const below = countBelow(units, unit.id);
  const isCircle = parent !== null && isBelow(units, parent, unit.id);
  const move = useMutation({
    mutationFn: async () => {
      const { record } = await call<GetReply>("unit", "get", { id: unit.id });
      await call("unit", "move", { id: unit.id, parent, version: record.version });
    },
    onSuccess: async () => {
      await invalidateEverything();
      void message.success(t("units.moved"));
      close();
    },
  });
  const target = units.find(({ id }) => id === parent);
  return (
    <Modal
      open={open}
      title={t("units.moveTitle", { name: unit.name })}
      okText={t("units.moveConfirm")}
      okButtonProps={{ disabled: !parent || isCircle || parent === unit.parent }}
      cancelText={t("form.cancel")}
      confirmLoading={move.isPending}
      onOk={() => move.mutate()}
      onCancel={close}
      destroyOnHidden
    >
      <p>{t("units.moveWhere")}</p>
      <UnitSelect
        value={parent}
        onChange={(next) => setParent(next as string | null)}
        clearable={false}
      />
      {isCircle ? (
        <Alert type="warning" showIcon title={t("units.circle")} style={{ marginTop: 12 }} />
      ) : null}
      {target && !isCircle ? (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 12 }}
          title={t("units.moveWarning", {
            name: unit.name,
            target: target.name,
            units: format.number(below.units),
            people: format.number(below.people),
          })}
        />
      ) : null}
      {move.error ? (
        <Alert type="error" showIcon title={describe(move.error)} style={{ marginTop: 12 }} />
      ) : null}
    </Modal>
  );
}
