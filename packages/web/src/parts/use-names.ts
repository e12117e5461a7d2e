import type { Reference } from "@latchkey/server/contract";
import { localeOf, useLanguage, useT } from "../i18n/index.ts";

/** "A, B or C": people any one of whom is meant, by their names as far as the reader knows them. */
export function useNames(): (people: readonly Reference[]) => string {
  const t = useT();
  const language = useLanguage();
  const list = new Intl.ListFormat(localeOf(language), { type: "disjunction" });
  return (people) =>
    list.format([...new Set(people.map(({ title }) => title ?? t("history.somebody")))]);
}
