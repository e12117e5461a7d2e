import type { CountReply, Me } from "@latchkey/server/contract";
import { useMemo } from "react";
import { localeOf, useLanguage, useT, type Translate } from "../i18n/index.ts";
import { useSession } from "../session/session.tsx";
import { codeName } from "./code-names.ts";
import { formatAbsolute, formatClock, formatDay, formatRelative, isJustNow } from "./dates.ts";
import { numberFormat } from "./kept.ts";
import { formatMoney, type Money } from "./money.ts";

export interface Format {
  readonly locale: string;
  money(money: Money): string;
  number(value: number): string;
  /** Says so where there are more than were counted. */
  count(counted: CountReply): string;
  percent(value: number): string;
  relative(iso: string): string;
  absolute(iso: string): string;
  /** The time of day alone. */
  clock(iso: string): string;
  day(day: string): string;
  currency(code: string): string;
}

export function useFormat(): Format {
  const language = useLanguage();
  const t = useT();
  const { me } = useSession();
  return useMemo(() => makeFormat(localeOf(language), me, t), [language, me, t]);
}

function makeFormat(locale: string, { zone, currency: home }: Me, t: Translate): Format {
  const number = numberFormat(locale, {});
  const percent = numberFormat(locale, { maximumFractionDigits: 2 });
  return {
    locale,
    money: (money) => formatMoney(money, locale, home),
    number: (value) => number.format(value),
    count: ({ count, isMore }) =>
      isMore ? t("count.more", { number: number.format(count) }) : number.format(count),
    percent: (value) => `${percent.format(value)}%`,
    relative: (iso) => (isJustNow(iso) ? t("format.justNow") : formatRelative(iso, locale)),
    absolute: (iso) => formatAbsolute(iso, locale, zone),
    clock: (iso) => formatClock(iso, locale, zone),
    day: (day) => formatDay(day, locale),
    currency: (code) => codeName("currency", code, locale),
  };
}
