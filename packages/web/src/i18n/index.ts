/** Words of the interface. The server's own words come as {zh, en} and are picked by {@link useText}. */
import type { Text } from "@latchkey/server/contract";
import type { Locale } from "antd/es/locale";
import { createInstance } from "i18next";
import { createContext, use, useCallback, useSyncExternalStore } from "react";
import { readPreference, writePreference } from "../preferences.ts";
import type { MessageKey, Messages } from "./messages.ts";

export type { MessageKey } from "./messages.ts";

export type Language = "zh" | "en";
type Values = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, values?: Values) => string;

const i18n = createInstance();

interface Spoken {
  readonly language: Language;
  readonly t: Translate;
}

let spoken: Spoken = { language: "zh", t: (key) => key };
const listeners = new Set<() => void>();

/** For the top of the page alone: a list has hundreds of words, and none of them need listen for itself. */
export const useSpoken = (): Spoken => useSyncExternalStore(listen, () => spoken);

export const SpokenContext = createContext<Spoken>(spoken);

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function startLanguage(): Promise<void> {
  const language = readPreference<Language>("language", browserLanguage());
  await i18n.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  await chooseLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  const words = loaded.get(language) ?? (await loaders[language]());
  loaded.set(language, words);
  i18n.addResourceBundle(language, "translation", words.messages);
  spoken = { language, t: i18n.getFixedT(language) as unknown as Translate };
  for (const listener of listeners) listener();
  document.documentElement.lang = tagOf(language);
  writePreference("language", language);
}

/** As pages say in which language they, or words on them, are. */
export function tagOf(language: Language): string {
  return language === "zh" ? "zh-CN" : "en";
}

/** For the browser's own words of dates, numbers and names. */
export function localeOf(language: Language): string {
  return language === "zh" ? "zh-CN" : "en-GB";
}

export function useT(): Translate {
  return use(SpokenContext).t;
}

export function useLanguage(): Language {
  return use(SpokenContext).language;
}

/** Picks the reader's language out of a text of the server. */
export function useText(): (text: Text | null | undefined) => string {
  const language = useLanguage();
  return useCallback((text) => (text ? text[language] || text.zh || text.en : ""), [language]);
}

/** The name of an object inside a sentence: English writes it small there ("No customers yet"). */
export function useNoun(): (text: Text | null | undefined) => string {
  const language = useLanguage();
  const text = useText();
  return useCallback(
    (label) =>
      language === "en"
        ? text(label).replace(/^[A-Z](?=[a-z])/, (initial) => initial.toLowerCase())
        : text(label),
    [language, text],
  );
}

interface Words {
  readonly messages: Messages;
  /** Ant Design's own words: "OK", the names of months. */
  readonly controls: Locale;
}

/** Nobody downloads the language they do not read. */
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  zh: async () => ({
    messages: (await import("./zh.ts")).zh,
    controls: named((await import("antd/es/locale/zh_CN")).default),
  }),
  en: async () => ({
    messages: (await import("./en.ts")).en,
    controls: named((await import("antd/es/locale/en_GB")).default),
  }),
};

/** A calendar's year and month are called what stands on them, for whoever speaks to the screen says that. */
function named(controls: Locale): Locale {
  const { DatePicker } = controls;
  if (!DatePicker) return controls;
  const lang = { ...DatePicker.lang, yearSelect: "", monthSelect: "" };
  return { ...controls, DatePicker: { ...DatePicker, lang } };
}

const loaded = new Map<Language, Words>();

export function controlWords(language: Language): Locale | undefined {
  return loaded.get(language)?.controls;
}

function browserLanguage(): Language {
  return navigator.language.startsWith("zh") ? "zh" : "en";
}
