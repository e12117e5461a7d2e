import { Button } from "antd";
import { useT } from "../../i18n/index.ts";
import { BottomBar } from "../../parts/bottom-bar.tsx";
import { useAccept } from "./use-accept.ts";

interface AcceptedBarProps {
  readonly chosen: readonly string[];
  clear(): void;
}

/** What was left as it is deviates again. */
export function AcceptedBar({ chosen, clear }: AcceptedBarProps) {
  const t = useT();
  const { drop, isBusy } = useAccept(clear);
  if (chosen.length === 0) return null;
  return (
    <BottomBar>
      <Button loading={isBusy} onClick={() => drop(chosen)}>
        {t("templates.dropAcceptance", { count: chosen.length })}
      </Button>
    </BottomBar>
  );
}
