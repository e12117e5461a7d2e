/** The state of a list is its address: a link shows a colleague the same filters, as far as their rights go. */
import type { Filter, ListRequest, Operator, Sort } from "@latchkey/server/contract";
import { isComplete, OPERATOR_LABELS } from "../../fields/operators.ts";

export interface Condition {
  readonly field: string;
  readonly op: Operator;
  readonly value?: unknown;
}

export interface ListState {
  readonly q?: string;
  readonly f?: readonly Condition[];
  /** `name.asc,createdAt.desc` */
  readonly s?: string;
}

export function parseListState(search: Record<string, unknown>): ListState {
  const { q, f, s } = search;
  const conditions = Array.isArray(f) ? f.filter(isCondition) : [];
  return {
    ...(typeof q === "string" || typeof q === "number" ? { q: String(q) } : {}),
    ...(conditions.length > 0 ? { f: conditions } : {}),
    ...(typeof s === "string" && s !== "" ? { s } : {}),
  };
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

function toFilter(conditions: readonly Condition[]): Filter | undefined {
  const complete = conditions.filter(({ op, value }) => isComplete(op, value));
  return complete.length === 0 ? undefined : { and: complete };
}

function isCondition(candidate: unknown): candidate is Condition {
  if (typeof candidate !== "object" || candidate === null) return false;
  if (!("field" in candidate) || !("op" in candidate)) return false;
  return (
    typeof candidate.field === "string" && Object.hasOwn(OPERATOR_LABELS, String(candidate.op))
  );
}
