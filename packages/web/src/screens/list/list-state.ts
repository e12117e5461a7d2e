/** The state of a list is its address: a link shows a colleague the same filters, as far as their rights go. */
import type { Filter, ListRequest, Operator, Sort } from "@latchkey/server/contract";
import { isComplete, OPERATOR_LABELS } from "../../fields/operators.ts";

export interface Condition {
  readonly field: string;
  readonly op: Operator;
  readonly value?: unknown;
}

/** Conditions of which one is enough. */
interface AnyOf {
  readonly any: readonly Condition[];
}

/** All parts of a filter have to hold. */
export type FilterPart = Condition | AnyOf;

/** What may be open over a list. */
export const LIST_DIALOGS = ["create", "export", "share"] as const;
export type ListDialog = (typeof LIST_DIALOGS)[number];

export interface ListState {
  readonly q?: string;
  readonly f?: readonly FilterPart[];
  /** `name.asc,createdAt.desc` */
  readonly s?: string;
  /** `name,phone`: the columns of a view. Those of a list without one are kept per person, not in its address. */
  readonly c?: string;
  /** The saved view that is open, or {@link WHOLE_LIST}. Alone it is the view as it was saved; all else in the address is what was changed. */
  readonly v?: string;
}

/** In the place of a view: none, where the empty address opens the one of somebody's post. */
export const WHOLE_LIST = "all";

export function parseListState(search: Record<string, unknown>): ListState {
  const { q, f, s, c, v } = search;
  const isView = typeof v === "string" && v !== "" && v !== WHOLE_LIST;
  const parts = Array.isArray(f) ? f.flatMap(parsePart) : [];
  return {
    ...(isView || v === WHOLE_LIST ? { v } : {}),
    ...(typeof q === "string" || typeof q === "number" ? { q: String(q) } : {}),
    // No filter at all can be what a view was changed to.
    ...(parts.length > 0 || (isView && Array.isArray(f)) ? { f: parts } : {}),
    ...(typeof s === "string" && s !== "" ? { s } : {}),
    ...(isView && typeof c === "string" && c !== "" ? { c } : {}),
  };
}

export function conditionsOf(part: FilterPart): readonly Condition[] {
  return "any" in part ? part.any : [part];
}

/** One of several is a group, one alone is a condition, and none are nothing. */
export function toParts(conditions: readonly Condition[]): readonly FilterPart[] {
  return conditions.length > 1 ? [{ any: conditions }] : conditions;
}

export function toRequest(state: ListState): Pick<ListRequest, "filter" | "sort" | "search"> {
  const filter = toFilter(state.f ?? []);
  const sort = parseSort(state.s);
  return {
    ...(filter ? { filter } : {}),
    ...(sort.length > 0 ? { sort } : {}),
    ...(state.q ? { search: state.q } : {}),
  };
}

export function parseSort(text: string | undefined): readonly Sort[] {
  return (text ?? "").split(",").flatMap((part) => {
    const [field, direction] = part.split(".");
    if (!field || (direction !== "asc" && direction !== "desc")) return [];
    return [{ field, direction }];
  });
}

export function formatSort(sort: readonly Sort[]): string {
  return sort.map(({ field, direction }) => `${field}.${direction}`).join(",");
}

/**
 * What a click on a heading makes of the sort: up, then down, then the list's own again. Alone it sorts by that field
 * only; added, it sorts within what is sorted already.
 */
export function nextSort(sort: readonly Sort[], field: string, isAdded: boolean): readonly Sort[] {
  const present = sort.find((part) => part.field === field)?.direction;
  const others = isAdded ? sort.filter((part) => part.field !== field) : [];
  if (present === "desc") return others;
  if (present === undefined) return [...others, { field, direction: "asc" }];
  return isAdded
    ? sort.map((part) => (part.field === field ? { field, direction: "desc" as const } : part))
    : [{ field, direction: "desc" }];
}

function toFilter(parts: readonly FilterPart[]): Filter | undefined {
  const complete = parts.flatMap((part): readonly Filter[] => {
    const conditions = conditionsOf(part).filter(({ op, value }) => isComplete(op, value));
    return conditions.length > 1 ? [{ or: conditions }] : conditions;
  });
  return complete.length === 0 ? undefined : { and: complete };
}

function parsePart(candidate: unknown): readonly FilterPart[] {
  if (isCondition(candidate)) return [candidate];
  if (typeof candidate !== "object" || candidate === null || !("any" in candidate)) return [];
  return Array.isArray(candidate.any) ? toParts(candidate.any.filter(isCondition)) : [];
}

export function isCondition(candidate: unknown): candidate is Condition {
  if (typeof candidate !== "object" || candidate === null) return false;
  if (!("field" in candidate) || !("op" in candidate)) return false;
  return (
    typeof candidate.field === "string" && Object.hasOwn(OPERATOR_LABELS, String(candidate.op))
  );
}
