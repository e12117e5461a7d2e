import { Button, Progress } from "antd";
import { useT } from "../../i18n/index.ts";
import { BottomBar } from "../../parts/bottom-bar.tsx";
import { UndoLink } from "../../parts/undo-link.tsx";
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
    </BottomBar>
  );
}
