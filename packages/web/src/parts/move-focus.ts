import type { KeyboardEvent } from "react";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Up and down go from line to line; Enter opens what a line is about. A line stops at its `data-stop`. */
export function moveFocus(event: KeyboardEvent, list: HTMLUListElement | null): void {
  const step = STEPS[event.key];
  if (step === undefined || !list) return;
  const stops = [...list.querySelectorAll<HTMLElement>("[data-stop]")];
  const at = stops.findIndex((stop) => stop.closest("li")?.contains(document.activeElement));
  const next = stops[Math.min(Math.max(at + step, 0), stops.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
