/** When a rule holds: hours of the day, days of the week, from one moment until another; as chosen, and as conditions. */
import type { Condition, Operand } from "@latchkey/policy";
import { problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { MINUTE_OF_DAY, WEEKDAY } from "../gate/day-time.ts";
import type { RuleForm, RuleHours } from "../http/contract.ts";
import { isSameJson } from "./role-content.ts";

export type WhenParts = Pick<RuleForm, "hours" | "days" | "from" | "until">;

/** At any time. */
export const ALWAYS: WhenParts = { hours: null, days: null, from: null, until: null };

const NOW: Operand = { path: "context.now" };
const MINUTE: Operand = { path: MINUTE_OF_DAY };
const DAY: Operand = { path: WEEKDAY };

// ---- taken apart ----------------------------------------------------------------------------------------------------

export function edgeIn(condition: Condition, op: "ge" | "lt"): string | null {
  if (condition.kind !== "compare" || condition.op !== op || !isSameJson(condition.left, NOW))
    return null;
  const { right } = condition;
  if (!("value" in right) || typeof right.value !== "number") return null;
  return new Date(right.value).toISOString();
}

export function daysIn(condition: Condition): readonly number[] | null {
  if (condition.kind !== "in" || !isSameJson(condition.item, DAY)) return null;
  return "value" in condition.list ? (condition.list.value as readonly number[]) : null;
}

export function hoursIn(condition: Condition): RuleHours | null {
  if (condition.kind !== "and" && condition.kind !== "or") return null;
  const [from, until, ...others] = condition.of.map((one) =>
    one.kind === "compare" && isSameJson(one.left, MINUTE) && "value" in one.right
      ? clockOf(Number(one.right.value))
      : null,
  );
  if (!from || !until || others.length > 0) return null;
  const hours = { from, until };
  return isSameJson(hoursCondition(hours), condition) ? hours : null;
}

// ---- put together ---------------------------------------------------------------------------------------------------

export const whenConditions = (
  { hours, days, from, until }: WhenParts,
  problems: Problem[],
): readonly Condition[] => [
  ...hoursOf(hours, problems),
  ...daysOf(days, problems),
  ...edgeOf(from, "ge", "from", problems),
  ...edgeOf(until, "lt", "until", problems),
];

function hoursOf(input: unknown, problems: Problem[]): readonly Condition[] {
  if (input === null || input === undefined) return [];
  const { from, until } = input as Partial<Record<keyof RuleHours, unknown>>;
  const hours = { from: textOf(from ?? ""), until: textOf(until ?? "") };
  const wrong = (["from", "until"] as const).filter((name) => !CLOCK.test(hours[name]));
  for (const name of wrong)
    problems.push(problem(`hours.${name}`, "not_hour", { value: hours[name].slice(0, 20) }));
  if (wrong.length > 0) return [];
  if (hours.from !== hours.until) return [hoursCondition(hours)];
  problems.push(problem("hours.until", "no_hours"));
  return [];
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What ends before it begins holds late and early. */
function hoursCondition({ from, until }: RuleHours): Condition {
  const [begin, end] = [minuteOf(from), minuteOf(until)];
  return {
    kind: begin < end ? "and" : "or",
    of: [
      { kind: "compare", op: "ge", left: MINUTE, right: { value: begin } },
      { kind: "compare", op: "lt", left: MINUTE, right: { value: end } },
    ],
  };
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** 540 is `09:00`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function daysOf(input: unknown, problems: Problem[]): readonly Condition[] {
  if (input === null || input === undefined) return [];
  const days: readonly unknown[] = Array.isArray(input) ? input : [];
  const areDays = days.every(
    (day) => Number.isInteger(day) && Number(day) >= 1 && Number(day) <= 7,
  );
  if (days.length === 0 || !areDays || new Set(days).size < days.length) {
    problems.push(problem("days", "not_weekdays"));
    return [];
  }
  return [{ kind: "in", item: DAY, list: { value: days as readonly number[] } }];
}

function edgeOf(
  moment: unknown,
  op: "ge" | "lt",
  path: string,
  problems: Problem[],
): readonly Condition[] {
  if (moment === null || moment === undefined || moment === "") return [];
  const value = Date.parse(textOf(moment));
  if (!Number.isNaN(value)) return [{ kind: "compare", op, left: NOW, right: { value } }];
  problems.push(problem(path, "not_time", { value: textOf(moment).slice(0, 40) }));
  return [];
}
