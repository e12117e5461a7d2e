import { useT } from "../i18n/index.ts";
import { askWhy, isRefusal } from "./refusal.ts";

/** Stands behind the words of any failure; only a refusal has a why. */
export function WhyRefused({ problem }: { problem: unknown }) {
  const t = useT();
  if (!isRefusal(problem)) return null;
  return (
    <button type="button" className="link-button" onClick={() => askWhy(problem)}>
      {t("why.ask")}
    </button>
  );
}
