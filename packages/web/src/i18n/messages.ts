/** What a language has to say: every key of the Chinese, in its own words. */
import type { zh } from "./zh.ts";

export type MessageKey = keyof typeof zh;
/** English needs singulars where Chinese has none. */
export type Messages = Readonly<Record<MessageKey, string>> &
  Readonly<Partial<Record<`${MessageKey}_one`, string>>>;
