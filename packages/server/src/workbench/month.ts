/** Orders of this month beside the last one. What was cancelled or refunded was not sold. */
import type { FigureGroup, FiguresReply } from "../http/contract.ts";
import type { Condition, Desk } from "./desk.ts";
import { figureGroup, isOffered, type FigureKind } from "./figures.ts";

const SOLD: Condition = { field: "status", op: "noneOf", value: ["cancelled", "refunded"] };

export const ORDERS_SOLD = {
  object: "order",
  conditions: [SOLD],
  amount: "total",
  whose: "led",
} as const satisfies Omit<FigureKind, "name">;

export function ordersPlaced(name: string, after: string, before?: string): FigureKind {
  const until: Condition[] = before ? [{ field: "placedAt", op: "before", value: before }] : [];
  const from: Condition = { field: "placedAt", op: "after", value: after };
  return { ...ORDERS_SOLD, name, conditions: [...ORDERS_SOLD.conditions, from, ...until] };
}

export async function monthOf(desk: Desk): Promise<FiguresReply> {
  const { month, lastMonth, monthAgo } = desk.calendar;
  const kinds = [
    ordersPlaced("thisMonth", month),
    ordersPlaced("sameDays", lastMonth, monthAgo),
    ordersPlaced("lastMonth", lastMonth, month),
  ];
  const figures: FigureGroup[] = [];
  for (const kind of kinds.filter((one) => isOffered(desk, one)))
    figures.push(await figureGroup(desk, kind));
  return { figures };
}
