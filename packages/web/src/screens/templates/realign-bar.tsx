import { Button, Progress } from "antd";
import { useState } from "react";
import { useT } from "../../i18n/index.ts";
import { BottomBar } from "../../parts/bottom-bar.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { UndoLink } from "../../parts/undo-link.tsx";
import { useAccept } from "./use-accept.ts";
import { useRealign } from "./use-realign.ts";

interface RealignBarProps {
  readonly template: string | null;
  readonly total: number;
  readonly chosen: readonly string[];
  clear(): void;
}

/** All that are listed, or the chosen ones; how far it is, what was left as it is, and the way back. */
export function RealignBar({ template, total, chosen, clear }: RealignBarProps) {
  const t = useT();
  const { progress, last, realign, undo } = useRealign(template);
  if (progress)
    return (
      <BottomBar>
        <span>{t("templates.working", { ...progress })}</span>
        <Progress
          aria-label={t("templates.realign")}
          percent={Math.round((100 * progress.done) / Math.max(progress.of, 1))}
          style={{ maxWidth: 240, margin: 0 }}
        />
      </BottomBar>
    );
  if (last) {
    const { count, left, reason } = last;
    return (
      <BottomBar>
        <UndoLink words={t("templates.done", { count, left })} undo={undo} />
        {reason === null ? null : <span className="muted">{reason}</span>}
      </BottomBar>
    );
  }
  if (total === 0) return null;
  const start = async () => {
    await realign(chosen);
    clear();
  };
  return (
    <BottomBar>
      <Button type="primary" onClick={() => void start()}>
        {chosen.length === 0
          ? t("templates.realignAll", { count: total })
          : t("templates.realignChosen", { count: chosen.length })}
      </Button>
      {chosen.length > 0 ? <AcceptButton chosen={chosen} clear={clear} /> : null}
    </BottomBar>
  );
}

/** Each is looked at by itself: there is no leaving all of them as they are. */
function AcceptButton({ chosen, clear }: Pick<RealignBarProps, "chosen" | "clear">) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  const { accept, isBusy } = useAccept(() => {
    setAsking(false);
    clear();
  });
  const title = t("templates.accept", { count: chosen.length });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{title}</Button>
      <ReasonDialog
        open={isAsking}
        title={title}
        busy={isBusy}
        cancel={() => setAsking(false)}
        submit={(reason) => accept(chosen, reason)}
      />
    </>
  );
}
