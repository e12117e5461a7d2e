/** The paths that every CRM has, as questions. What is asked for is taken from true cells: that is what somebody would guess. */
import type { Filter, Kind, Operator, Questions } from "./crm.ts";
import type { Reader } from "./readers.ts";
import { FIELDS, MADE_UP, WORLD, type ObjectName } from "./world.ts";

/** One question with what is known of its answer beforehand. */
export type Asked = {
  readonly [K in Kind]: {
    readonly kind: K;
    readonly question: Questions[K];
    /** Fields that it asks about, as object and field; a CRM may refuse questions about closed ones, all alike. */
    readonly touches?: readonly (readonly [ObjectName, string])[];
    /** Finding less is a matter of taste: of masks, of how words are looked for. */
    readonly atMost?: true;
  };
}[Kind];

export interface Path {
  readonly name: string;
  questions(reader: Reader): readonly Asked[];
}

const OBJECTS = Object.keys(WORLD) as ObjectName[];

const cellsOf = (object: ObjectName, field: string): readonly (string | number)[] =>
  WORLD[object].map(({ cells }) => cells[field]!).filter((cell) => cell !== null);

/** The operands of each operator, a value that nobody has among them. */
function filtersOn(object: ObjectName, field: string, ops: readonly Operator[]): readonly Filter[] {
  const cells = cellsOf(object, field);
  const madeUp = typeof cells[0] === "number" ? 99_999_999 : MADE_UP_TEXT[field]!;
  return ops.flatMap((op): readonly Filter[] => {
    if (op === "isNotEmpty") return [{ field, op }];
    const values = op === "contains" ? cells.map((cell) => String(cell).slice(3, 10)) : cells;
    return [...values, madeUp].map((value) => ({ field, op, value }));
  });
}

const MADE_UP_TEXT: Readonly<Record<string, string>> = {
  name: "Nobodyatall",
  phone: "+8613900000000",
  note: "nothingness",
  stage: "lost",
  tag: "unworn",
};

const CLOSED_BY_SOME: readonly (readonly [ObjectName, string, readonly Operator[]])[] = [
  ["customer", "name", ["is"]],
  ["customer", "phone", ["is", "contains", "isNotEmpty"]],
  ["customer", "spend", ["is", "atLeast", "isNotEmpty"]],
  ["customer", "note", ["contains", "isNotEmpty"]],
  ["customer", "tag", ["is"]],
  ["order", "amount", ["is", "atLeast"]],
];

const filtersWith = (ask: (object: ObjectName, filter: Filter) => Asked): readonly Asked[] =>
  CLOSED_BY_SOME.flatMap(([object, field, ops]) =>
    filtersOn(object, field, ops).map((filter) => ask(object, filter)),
  );

const ofEachCustomer = (
  kind: "ordersOf" | "timeline" | "history",
  touches: Asked["touches"] = [],
): readonly Asked[] =>
  [...WORLD.customer.map(({ id }) => id), MADE_UP].map((customer) => ({
    kind,
    question: { customer },
    touches,
  }));

/** Digits and words in the middle of cells. */
const WORDS: readonly string[] = [
  ...cellsOf("customer", "name"),
  ...cellsOf("customer", "note"),
  ...cellsOf("customer", "phone").map((phone) => String(phone).slice(4, 10)),
  ...cellsOf("customer", "spend"),
].map(String);

export const PATHS: readonly Path[] = [
  {
    name: "list",
    questions: () => OBJECTS.map((object) => ({ kind: "list", question: { object } })),
  },
  {
    name: "get by id",
    questions: () =>
      OBJECTS.flatMap((object) =>
        [...WORLD[object].map(({ id }) => id), MADE_UP].map((id) => ({
          kind: "get",
          question: { object, id },
        })),
      ),
  },
  {
    name: "fields by name",
    questions: () =>
      OBJECTS.flatMap((object) =>
        FIELDS[object].map((field) => ({
          kind: "list",
          question: { object, fields: [field] },
          touches: [[object, field]],
        })),
      ),
  },
  {
    name: "filter",
    questions: () =>
      filtersWith((object, filter) => ({
        kind: "list",
        question: { object, filter },
        touches: [[object, filter.field]],
      })),
  },
  {
    name: "sort",
    questions: () =>
      (["phone", "spend", "note"] as const).flatMap((field) =>
        (["asc", "desc"] as const).map((direction) => ({
          kind: "list",
          question: { object: "customer", sort: { field, direction } },
          touches: [["customer", field]],
        })),
      ),
  },
  {
    name: "search",
    questions: () =>
      WORDS.map((search) => ({
        kind: "list",
        question: { object: "customer", search },
        ...(cellsOf("customer", "name").includes(search) ? {} : { atMost: true }),
      })),
  },
  {
    name: "count with a filter",
    questions: () => [
      ...OBJECTS.map((object): Asked => ({ kind: "count", question: { object } })),
      ...filtersWith((object, filter) => ({
        kind: "count",
        question: { object, filter },
        touches: [[object, filter.field]],
      })),
    ],
  },
  {
    name: "group",
    questions: () =>
      OBJECTS.flatMap((object) =>
        FIELDS[object].map((by) => ({
          kind: "group",
          question: { object, by },
          touches: [[object, by]],
        })),
      ),
  },
  {
    name: "sum, smallest, largest",
    questions: () =>
      (
        [
          ["customer", "spend"],
          ["order", "amount"],
        ] as const
      ).flatMap(([object, field]) =>
        (["sum", "min", "max"] as const).map((op) => ({
          kind: "total",
          question: { object, op, field },
          touches: [[object, field]],
        })),
      ),
  },
  {
    name: "order → customer",
    questions: () => [
      {
        kind: "customersOfOrders",
        question: {},
        touches: [
          ["order", "customer"],
          ["customer", "name"],
        ],
      },
    ],
  },
  {
    name: "customer → orders, beside",
    questions: () => [
      {
        kind: "ordersOfCustomers",
        question: {},
        touches: [
          ["customer", "name"],
          ["order", "number"],
        ],
      },
    ],
  },
  {
    name: "customer → orders, related list",
    questions: () => ofEachCustomer("ordersOf", [["order", "customer"]]),
  },
  {
    name: "orders by their customer's fields",
    questions: () =>
      filtersThrough("customer").map((filter) => ({
        kind: "ordersByCustomer",
        question: { filter },
        touches: [
          ["customer", filter.field],
          ["order", "customer"],
        ],
      })),
  },
  {
    name: "customers by their orders' amounts",
    questions: () =>
      filtersThrough("order").map((filter) => ({
        kind: "customersByOrder",
        question: { filter },
        touches: [
          ["order", filter.field],
          ["order", "customer"],
          ["customer", "name"],
        ],
      })),
  },
  {
    name: "export",
    questions: () => OBJECTS.map((object) => ({ kind: "export", question: { object } })),
  },
  { name: "timeline", questions: () => ofEachCustomer("timeline") },
  { name: "history", questions: () => ofEachCustomer("history") },
];

const filtersThrough = (to: ObjectName): readonly Filter[] =>
  CLOSED_BY_SOME.filter(([object]) => object === to).flatMap(([object, field, ops]) =>
    filtersOn(object, field, ops),
  );
