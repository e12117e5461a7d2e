import type { GetReply, MoveImpact, UnitNode } from "@latchkey/server/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, App, Modal } from "antd";
import { useState } from "react";
import { call } from "../../api.ts";
import { UnitSelect } from "../../fields/parts/unit-select.tsx";
import { useT } from "../../i18n/index.ts";
import { useFailureText } from "../../parts/failure.tsx";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";
import { WhyRefused } from "../../why/why-refused.tsx";
import { Impact } from "./impact.tsx";
import { whyNotBelow } from "./unit-tree.ts";

interface MoveUnitDialogProps {
  readonly unit: UnitNode;
  readonly units: readonly UnitNode[];
  /** Where it was dropped; null: still to be chosen. */
  readonly target: string | null;
  close(): void;
}

/** Moving takes effect at once, for everybody: so it says first what moves along and who comes to see more or less. */
export function MoveUnitDialog({ unit, units, target, close }: MoveUnitDialogProps) {
  const t = useT();
  const describe = useFailureText();
  const [parent, setParent] = useState(target);
  const refusal = parent === null ? null : whyNotBelow(units, unit.id, parent);
  const isAsked = parent !== null && refusal === null;
  const impact = useQuery({
    queryKey: ["moveImpact", unit.id, parent],
    queryFn: () => call<MoveImpact>("unit", "moveImpact", { id: unit.id, parent }),
    enabled: isAsked,
    staleTime: 0,
    retry: false,
  });
  const move = useMoving(unit, close);
  const place = units.find(({ id }) => id === parent);
  const problem = move.error ?? (isAsked ? impact.error : null);
  return (
    <Modal
      open
      width={640}
      title={t("units.moveTitle", { name: unit.name })}
      okText={t("units.moveConfirm")}
      okButtonProps={{ disabled: !isAsked || !impact.data }}
      cancelText={t("form.cancel")}
      confirmLoading={move.isPending}
      onOk={() => move.mutate(parent!)}
      onCancel={close}
    >
      <p>{t("units.moveWhere")}</p>
      <UnitSelect
        aria-label={t("units.moveWhere")}
        value={parent}
        onChange={(next) => setParent(next as string | null)}
        clearable={false}
      />
      {refusal ? (
        <Alert type="warning" showIcon title={t(refusal)} style={{ marginTop: 12 }} />
      ) : null}
      {problem ? (
        <Alert
          type="error"
          showIcon
          title={describe(problem)}
          action={<WhyRefused problem={problem} />}
          style={{ marginTop: 12 }}
        />
      ) : null}
      {isAsked && place && !impact.error ? (
        <Impact unit={unit} place={place} impact={impact.data} />
      ) : null}
    </Modal>
  );
}

/** Moves, with a way back in the same breath to whoever sees where the unit stood. */
function useMoving({ id, name, parent: before }: UnitNode, close: () => void) {
  const t = useT();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const moveTo = async (parent: string): Promise<void> => {
    const { record } = await call<GetReply>("unit", "get", { id });
    await call("unit", "move", { id, parent, version: record.version });
    await invalidateEverything();
  };
  const undo = async (): Promise<void> => {
    try {
      await moveTo(before!);
      void message.success({ key: id, content: t("units.movedBack", { name }) });
    } catch (problem) {
      tell(problem);
    }
  };
  return useMutation({
    mutationFn: moveTo,
    onSuccess: () => {
      close();
      void message.success({
        key: id,
        duration: UNDO_SECONDS,
        content: before ? (
          <UndoLink words={t("units.moved")} undo={() => void undo()} />
        ) : (
          t("units.moved")
        ),
      });
    },
  });
}
