import { useEffect, useEffectEvent } from "react";
import { readPreference } from "../preferences.ts";

/** The preference that says whether a letter alone does something. */
export const LETTER_KEYS = "letterKeys";

/**
 * `mod+k`, `e`, `ArrowDown`. A single key is ignored while somebody types or a dialog is open, and what stands on a
 * button presses that button; `mod` is ⌘ or Ctrl. What these do to a text that is being typed, such as taking back a
 * letter, stays the text's. Whoever speaks to their machine turns letters off: they come without being meant.
 */
export function useShortcut(shortcut: string | undefined, perform: () => void): void {
  const act = useEffectEvent(perform);
  useEffect(() => {
    if (!shortcut) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (!matches(event, shortcut)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [shortcut]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null
  );
}

function isPressing({ key, target }: KeyboardEvent): boolean {
  return (
    (key === "Enter" || key === " ") &&
    target instanceof HTMLElement &&
    target.closest("a, button, [role=button], [role=tab]") !== null
  );
}

function matches(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split("+");
  const key = parts.at(-1) ?? "";
  const needsMod = parts.includes("mod");
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  if ((event.metaKey || event.ctrlKey) !== needsMod || event.altKey) return false;
  if (needsMod) return !TEXTS_OWN.has(key) || !isTyping(event.target);
  return !isTyping(event.target) && !isPressing(event) && (!isLetter(key) || hasLetterKeys());
}

const TEXTS_OWN: ReadonlySet<string> = new Set(["z"]);

const isLetter = (key: string): boolean => key.length === 1 && key !== " ";

const hasLetterKeys = (): boolean => readPreference(LETTER_KEYS, true);
