/** Countries and currencies in the reader's language; the names are the browser's. */
import { useCallback } from "react";
import { localeOf, useLanguage } from "../i18n/index.ts";

export type CodeKind = "region" | "currency";

export function useCodeName(kind: CodeKind): (code: string) => string {
  const locale = localeOf(useLanguage());
  return useCallback((code) => codeName(kind, code, locale), [kind, locale]);
}

/** An unknown code is shown as it is rather than breaking the row it stands in. */
export function codeName(kind: CodeKind, code: string, locale: string): string {
  try {
    return namesOf(kind, locale).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Making one is slow, and a list asks for a name in every row. */
const made = new Map<string, Intl.DisplayNames>();

function namesOf(kind: CodeKind, locale: string): Intl.DisplayNames {
  const key = `${locale} ${kind}`;
  const names = made.get(key) ?? new Intl.DisplayNames(locale, { type: kind });
  made.set(key, names);
  return names;
}
