/** Small tools for saying things in both languages at once. */
import type { Text } from "@latchkey/policy";

export const text = (zh: string, en: string): Text => ({ zh, en });

export type Link = "and" | "or";

const LINKS: Readonly<Record<Link, { readonly zh: string; readonly en: string }>> = {
  and: { zh: "和", en: "and" },
  or: { zh: "或", en: "or" },
};

/** `a、b 和 c` / `a, b and c`. */
export function listed(parts: readonly Text[], link: Link = "and"): Text {
  if (parts.length < 2) return parts[0] ?? text("", "");
  const last = parts.at(-1)!;
  const first = parts.slice(0, -1);
  return text(
    `${first.map(({ zh }) => zh).join("、")}${LINKS[link].zh}${last.zh}`,
    `${first.map(({ en }) => en).join(", ")} ${LINKS[link].en} ${last.en}`,
  );
}

/** The first `limit` parts; how many more there are is said, never left out in silence. */
export function listedUpTo(parts: readonly Text[], limit: number): Text {
  if (parts.length <= limit) return listed(parts);
  const head = parts.slice(0, limit);
  return text(
    `${head.map(({ zh }) => zh).join("、")}等 ${parts.length} 项`,
    `${head.map(({ en }) => en).join(", ")} and ${parts.length - limit} more`,
  );
}

/** English labels stand inside sentences. An abbreviation keeps its capitals. */
export const inline = ({ zh, en }: Text): Text =>
  text(zh, /^[A-Z][a-z]/.test(en) ? en[0]!.toLowerCase() + en.slice(1) : en);

export const plainText = (words: string): Text => text(words, words);
