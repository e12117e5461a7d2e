/** Holds an answer against the reference's: whatever it tells beyond that is a leak, whatever is missing is too little. */
import type { Answers, Kind, Questions } from "./crm.ts";
import { compare, titleOf } from "./memory.ts";
import type { SeenRow } from "./readers.ts";
import { FIELDS, TITLE, WORLD, type Cell } from "./world.ts";

export interface Difference {
  readonly leaks?: string;
  readonly lacks?: string;
}

type Judge<K extends Kind> = (
  given: Answers[K],
  right: Answers[K],
  question: Questions[K],
) => readonly Difference[];

export const JUDGES: { readonly [K in Kind]: Judge<K> } = {
  list: (given, right, { sort }) => [
    ...rows(given, right),
    ...(sort ? order(given, right, sort.field, sort.direction) : []),
  ],
  get: (given, right) => rows([given], [right]),
  count: (given, right) => number(given, right),
  group(given, right) {
    const told = new Map(given.map(({ key, count }) => [shown(key), count]));
    const real = new Map(right.map(({ key, count }) => [shown(key), count]));
    return [...new Set([...told.keys(), ...real.keys()])].flatMap((key) =>
      number(told.get(key) ?? 0, real.get(key) ?? 0, key).filter(
        // Whether empty cells are a group is the CRM's to say.
        ({ leaks }) => leaks !== undefined || key !== "null",
      ),
    );
  },
  total(given, right) {
    // Some say 0 where there is nothing to add up.
    if (given === right || (right === null && given === 0)) return [];
    return given === null ? [{ lacks: "no total" }] : [{ leaks: `${given}, not ${right}` }];
  },
  customersOfOrders: (given, right) => rows(given, right),
  ordersOfCustomers: (given, right) => rows(given, right),
  ordersByCustomer: (given, right) => ids(given, right),
  customersByOrder: (given, right) => ids(given, right),
  ordersOf: (given, right) => rows(given, right),
  /** What must not be in it is looked for in what came over the wire. */
  export: (given, right, { object }) =>
    WORLD[object]
      .map(({ cells }) => String(cells[TITLE[object]]))
      .filter((title) => right.includes(title) && !given.includes(title))
      .map((title) => ({ lacks: `${title} is not in the file` })),
  timeline: (given, right) => ids(given, right),
  history(given, right) {
    const real = new Map(right.map(({ field, before }) => [field, shown(before)]));
    const told = given.filter(
      ({ field, before }) => FIELDS.customer.includes(field) && before !== null,
    );
    return [
      ...told
        .filter(({ field, before }) => shown(before) !== real.get(field))
        .map(({ field, before }) => ({ leaks: `${field} was ${before}` })),
      ...right
        .filter(({ field, before }) => before !== null && !told.some((one) => one.field === field))
        .map(({ field }) => ({ lacks: `what ${field} was` })),
    ];
  },
};

/** Told of a record that the reader does not see: nothing, in one form or another, is no leak. */
export const tellsNothing = (answer: unknown): boolean =>
  answer === 0 || answer === null || (Array.isArray(answer) && answer.length === 0);

function rows(given: readonly SeenRow[], right: readonly SeenRow[]): readonly Difference[] {
  return [
    ...ids(idsOf(given), idsOf(right)),
    ...given.flatMap((row) => {
      const seen = right.find(({ id }) => id === row.id);
      return seen ? cells(row, seen) : [];
    }),
  ];
}

const idsOf = (list: readonly SeenRow[]): readonly string[] => list.map(({ id }) => id);

function ids(given: readonly string[], right: readonly string[]): readonly Difference[] {
  return [
    ...given.filter((id) => !right.includes(id)).map((id) => ({ leaks: `finds ${titleOf(id)}` })),
    ...right.filter((id) => !given.includes(id)).map((id) => ({ lacks: titleOf(id) })),
    ...(new Set(given).size < given.length ? [{ leaks: "a record twice" }] : []),
  ];
}

/** Fields that the answer cannot show are left out of it. */
function cells(given: SeenRow, right: SeenRow): readonly Difference[] {
  return Object.entries(right.cells).flatMap(([field, cell]): readonly Difference[] => {
    const told = given.cells[field];
    if (told === undefined || shown(told) === shown(cell)) return [];
    const where = `${field} of ${titleOf(given.id)}`;
    return told === null ? [{ lacks: where }] : [{ leaks: `${where}: ${told}, not ${cell}` }];
  });
}

const isMask = (text: string): boolean => text.includes("*");

/** A mask may look as it likes; its digits count. */
function shown(cell: Cell): string {
  const text = String(cell);
  return isMask(text) ? `* ${text.replaceAll(/\D/g, "")}` : text;
}

function number(given: number, right: number, what = "counts"): readonly Difference[] {
  if (given === right) return [];
  const told = `${what}: ${given}, not ${right}`;
  return given > right ? [{ leaks: told }] : [{ lacks: told }];
}

/**
 * Cells that are seen must be in order. Those that are not must lie together at one end, and not be in their true order
 * both ways: the world is made so that no order of ids looks like it.
 */
function order(
  given: readonly SeenRow[],
  right: readonly SeenRow[],
  field: string,
  direction: "asc" | "desc",
): readonly Difference[] {
  const keyOf = (id: string) => right.find((row) => row.id === id)?.cells[field] ?? null;
  const isOpen = (id: string) => keyOf(id) !== null && !isMask(String(keyOf(id)));
  const sign = direction === "asc" ? 1 : -1;
  const sequence = idsOf(given);
  const open = sequence.filter(isOpen);
  const closed = sequence.filter((id) => !isOpen(id));
  const ends = sequence
    .map(isOpen)
    .reduce((turns, one, at, all) => turns + Number(at > 0 && one !== all[at - 1]), 0);
  const isSorted = (list: readonly string[], key: (id: string) => Cell) =>
    list.every((id, at) => at === 0 || sign * compare(key(list[at - 1]!), key(id)) <= 0);
  const truth = closed.filter((id) => trueCell(id, field) !== null);
  return [
    ...(isSorted(open, keyOf) ? [] : [{ lacks: "is not sorted" }]),
    ...(ends > 1 ? [{ leaks: `${field}: places among those that are seen` }] : []),
    ...(truth.length > 2 && isSorted(truth, (id) => trueCell(id, field))
      ? [{ leaks: `${field}: ${truth.length} closed cells in their true order` }]
      : []),
  ];
}

const trueCell = (id: string, field: string): Cell =>
  WORLD.customer.find((row) => row.id === id)!.cells[field]!;
