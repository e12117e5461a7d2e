/**
 * A CRM in plain JavaScript over a view. Over what a reader may see it is the reference; over everything it is the CRM
 * without permissions that the test has to catch.
 */
import { Refused, type Filter, type Session } from "./crm.ts";
import { mask, viewOf, type Reader, type SeenRow, type View } from "./readers.ts";
import { FIELDS, TITLE, WORLD, type Cell, type ObjectName } from "./world.ts";

/** `asked` is what questions are answered from, `shown` what lists and records show of it. */
export interface Source {
  readonly shown: View;
  readonly asked: View;
}

export const everything: View = WORLD;

export const asSeen = (reader: Reader, masks: boolean): Source => {
  const view = viewOf(reader, masks);
  return { shown: view, asked: view };
};

export function memory({ shown, asked }: Source): Session {
  const show = (object: ObjectName, rows: readonly SeenRow[]): readonly SeenRow[] =>
    rows.flatMap(({ id }) => shown[object].find((row) => row.id === id) ?? []);
  const ids = (rows: readonly SeenRow[]) => rows.map(({ id }) => id);
  const customerOf = (row: SeenRow) =>
    asked.customer.find(({ id }) => id === row.cells["customer"]);
  const of = (object: "order" | "followUp", customer: string) =>
    asked[object].filter(({ cells }) => cells["customer"] === customer);
  const demand = (rows: readonly SeenRow[], id: string): SeenRow => {
    const found = rows.find((row) => row.id === id);
    if (!found) throw new Refused("not found");
    return found;
  };
  const matching = (object: ObjectName, filter?: Filter) =>
    asked[object].filter((row) => !filter || matches(row, filter));
  return {
    async list({ object, filter, sort, search }) {
      const found = matching(object, filter).filter(
        (row) => search === undefined || finds(row, search),
      );
      return show(object, sort ? found.toSorted(by(sort.field, sort.direction)) : found);
    },
    get: async ({ object, id }) => demand(shown[object], id),
    count: async ({ object, filter }) => matching(object, filter).length,
    async group({ object, by: field }) {
      const keys = asked[object].map(({ cells }) => cells[field]!);
      return [...new Set(keys)].map((key) => ({
        key,
        count: keys.filter((one) => one === key).length,
      }));
    },
    async total({ object, op, field }) {
      const cells = asked[object].map((row) => row.cells[field]).filter((cell) => cell !== null);
      return cells.length === 0 ? null : TOTALS[op](cells as number[]);
    },
    customersOfOrders: async () =>
      asked.order.map((row) => ({
        id: row.id,
        cells: customerOf(row)?.cells ?? NO_CUSTOMER,
      })),
    ordersOfCustomers: async () => asked.customer.flatMap(({ id }) => of("order", id)),
    ordersByCustomer: async ({ filter }) =>
      ids(
        asked.order.filter((row) => {
          const customer = customerOf(row);
          return customer !== undefined && matches(customer, filter);
        }),
      ),
    customersByOrder: async ({ filter }) =>
      ids(asked.customer.filter(({ id }) => of("order", id).some((row) => matches(row, filter)))),
    ordersOf: async ({ customer }) => of("order", customer),
    export: async ({ object }) =>
      asked[object].map(({ cells }) => Object.values(cells).join(",")).join("\n"),
    async timeline({ customer }) {
      demand(asked.customer, customer);
      return ids([...of("followUp", customer), ...of("order", customer)]);
    },
    async history({ customer }) {
      const { cells } = demand(asked.customer, customer);
      const row = WORLD.customer.find(({ id }) => id === customer)!;
      return Object.entries(row.before).map(([field, before]) => ({
        field,
        before: asToday(cells[field]!, { now: row.cells[field]!, before }),
      }));
    },
  };
}

/** A cell of the past is as open as today's. */
function asToday(seen: Cell, { now, before }: { now: Cell; before: Cell }): Cell {
  if (seen === now) return before;
  return seen === null ? null : mask(String(before));
}

const NO_CUSTOMER: SeenRow["cells"] = Object.fromEntries(
  FIELDS.customer.map((field) => [field, null]),
);

/** An empty cell matches nothing. */
function matches({ cells }: SeenRow, { field, op, value }: Filter): boolean {
  const cell = cells[field] ?? null;
  if (cell === null) return false;
  if (op === "is") return cell === value;
  if (op === "contains") return String(cell).includes(String(value));
  if (op === "atLeast") return Number(cell) >= Number(value);
  return true;
}

const finds = ({ cells }: SeenRow, search: string): boolean =>
  Object.entries(cells).some(
    ([field, cell]) => field !== "customer" && cell !== null && String(cell).includes(search),
  );

const TOTALS = {
  sum: (cells: readonly number[]) => cells.reduce((sum, cell) => sum + cell, 0),
  min: (cells: readonly number[]) => Math.min(...cells),
  max: (cells: readonly number[]) => Math.max(...cells),
};

/** Empty cells first; whoever is equal stays in the order of ids. */
function by(field: string, direction: "asc" | "desc") {
  const sign = direction === "asc" ? 1 : -1;
  return (a: SeenRow, b: SeenRow): number => sign * compare(a.cells[field]!, b.cells[field]!);
}

export function compare(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

/** What a customer, an order or a follow-up is called, for messages. */
export function titleOf(id: string): string {
  for (const object of Object.keys(WORLD) as ObjectName[]) {
    const row = WORLD[object].find((one) => one.id === id);
    if (row) return String(row.cells[TITLE[object]]);
  }
  return id;
}
