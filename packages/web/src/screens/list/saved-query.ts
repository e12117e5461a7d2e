/**
 * What a saved view holds: a question in the words of the API, and columns, as JSON. It runs under the rights of
 * whoever opens it: what concerns fields that this reader may not ask about is left out, and they are told that it was.
 */
import type { ObjectMeta } from "@latchkey/server/contract";
import { asList } from "../../fields/parts/as-list.ts";
import { fieldOf } from "../../session/session.tsx";
import {
  conditionsOf,
  formatSort,
  isCondition,
  toParts,
  toRequest,
  type Condition,
  type ListState,
} from "./list-state.ts";

/** A list's state without the view that it belongs to. */
export type Question = Omit<ListState, "v">;

export interface OpenedQuery {
  readonly question: Question;
  /** How many conditions, orders and columns were left out. */
  readonly leftOut: number;
}

export function writeQuery(question: Question, columns: readonly string[]): string {
  return JSON.stringify({ ...toRequest(question), columns });
}

/** A text that is no such JSON opens as the whole list. */
export function openQuery(object: ObjectMeta, text: unknown): OpenedQuery {
  const { search, filter, sort, columns } = parseObject(text);
  const parts = readFilter(filter);
  const kept = parts.map((conditions) => conditions.filter((one) => mayAsk(object, one)));
  const sorts = asArray(sort).filter(isSort);
  const sortable = sorts.filter(({ field }) => fieldOf(object, field)?.sortable);
  const names = asArray(columns).filter((name) => typeof name === "string");
  const known = names.filter((name) => fieldOf(object, name));
  const f = kept.flatMap(toParts);
  return {
    question: {
      ...(typeof search === "string" && search !== "" ? { q: search } : {}),
      ...(f.length > 0 ? { f } : {}),
      ...(sortable.length > 0 ? { s: formatSort(sortable) } : {}),
      ...(known.length > 0 ? { c: known.join(",") } : {}),
    },
    leftOut:
      parts.flat().length -
      kept.flat().length +
      (sorts.length - sortable.length) +
      (names.length - known.length),
  };
}

export function isSameQuestion(one: Question, other: Question): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ q = "", f = [], s = "", c = "" }: Question): string {
  const parts = f.map((part) =>
    conditionsOf(part).map(({ field, op, value = null }) => [field, op, value]),
  );
  return JSON.stringify([q, parts, s, c]);
}

/** Not by a field that is closed or gone, and not for a choice that is there no more. */
function mayAsk(object: ObjectMeta, { field: name, op, value }: Condition): boolean {
  const field = fieldOf(object, name);
  if (!field?.operators.includes(op)) return false;
  const { choices } = field;
  return !choices || asList(value).every((one) => choices.some((choice) => choice.value === one));
}

/** The groups of a filter. One that screens cannot show, such as a tree of several levels, holds a condition nobody knows. */
function readFilter(filter: unknown): readonly (readonly Condition[])[] {
  if (filter === undefined) return [];
  const parts = isRecord(filter) && Array.isArray(filter["and"]) ? filter["and"] : [filter];
  return parts.map((part) => {
    const conditions = isRecord(part) && Array.isArray(part["or"]) ? part["or"] : [part];
    return conditions.map((one) => (isCondition(one) ? one : UNKNOWN));
  });
}

const UNKNOWN: Condition = { field: "", op: "is" };

const isSort = (one: unknown): one is { field: string; direction: "asc" | "desc" } =>
  isRecord(one) &&
  typeof one["field"] === "string" &&
  (one["direction"] === "asc" || one["direction"] === "desc");

function parseObject(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(text));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
