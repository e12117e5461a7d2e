/** "2,015 holders". */
import { useFormat } from "../../format/use-format.ts";
import { useT } from "../../i18n/index.ts";

export function useHolders(): (count: number) => string {
  const t = useT();
  const format = useFormat();
  return (count) => t("roles.holders", { count, number: format.number(count) });
}
