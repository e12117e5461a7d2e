/** Hours and minutes beside a calendar, for a keyboard too: it goes into a column once, arrows go on, Enter chooses. */
import type { DatePickerProps } from "antd";
import { cloneElement, type HTMLAttributes, type KeyboardEvent, type ReactElement } from "react";

type CellRender = NonNullable<DatePickerProps["cellRender"]>;

export const timeCell: CellRender = (current, { type, originNode }) =>
  type === "time"
    ? cloneElement(originNode as ReactElement<HTMLAttributes<HTMLElement>>, {
        role: "button",
        tabIndex: current === 0 ? 0 : -1,
        onKeyDown: steer,
      })
    : originNode;

const NEIGHBOURS: Readonly<Record<string, "previousElementSibling" | "nextElementSibling">> = {
  ArrowUp: "previousElementSibling",
  ArrowDown: "nextElementSibling",
};

function steer(event: KeyboardEvent<HTMLElement>): void {
  const { key, currentTarget } = event;
  const neighbour = NEIGHBOURS[key];
  if (neighbour) {
    const next = currentTarget.parentElement?.[neighbour]?.firstElementChild;
    if (next instanceof HTMLElement) next.focus();
  } else if (key === "Enter" || key === " ") currentTarget.click();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
