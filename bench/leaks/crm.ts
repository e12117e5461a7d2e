/** What the leak test asks of a CRM: any can be held against it through this. */
import type { Reader, SeenRow } from "./readers.ts";
import type { Cell, ObjectName } from "./world.ts";

export type Operator = "is" | "contains" | "atLeast" | "isNotEmpty";

export interface Filter {
  readonly field: string;
  readonly op: Operator;
  /** Not with `isNotEmpty`. */
  readonly value?: string | number;
}

/** The questions, by kind. */
export interface Questions {
  list: {
    readonly object: ObjectName;
    readonly filter?: Filter;
    readonly sort?: { readonly field: string; readonly direction: "asc" | "desc" };
    /** What somebody types into the search box over the list. */
    readonly search?: string;
    /** Only these cells, by name. */
    readonly fields?: readonly string[];
  };
  get: { readonly object: ObjectName; readonly id: string };
  count: { readonly object: ObjectName; readonly filter?: Filter };
  /** How many there are of each value. */
  group: { readonly object: ObjectName; readonly by: string };
  total: {
    readonly object: ObjectName;
    readonly op: "sum" | "min" | "max";
    readonly field: string;
  };
  /** The orders, with cells of their customers beside them. */
  customersOfOrders: object;
  /** The customers, with their orders beside them. */
  ordersOfCustomers: object;
  /** Orders by what is so of their customers. */
  ordersByCustomer: { readonly filter: Filter };
  /** Customers by what is so of their orders. */
  customersByOrder: { readonly filter: Filter };
  /** The orders that name one customer: the related list on a record's page. */
  ordersOf: { readonly customer: string };
  /** A file of all that the reader may take out: everybody may take out what they see. */
  export: { readonly object: ObjectName };
  /** What happened with a customer: follow-ups, orders, changes. */
  timeline: { readonly customer: string };
  /** What was changed of a customer, with values from before. */
  history: { readonly customer: string };
}

/** An answer is what the CRM gave, brought into these forms; never what an adapter has filtered. */
export interface Answers {
  /** In the order they came. */
  list: readonly SeenRow[];
  get: SeenRow;
  count: number;
  group: readonly { readonly key: Cell; readonly count: number }[];
  /** Null: nothing to add up. */
  total: number | null;
  /** By the order's id. Fields that the path cannot show are left out. */
  customersOfOrders: readonly SeenRow[];
  ordersOfCustomers: readonly SeenRow[];
  /** Ids. */
  ordersByCustomer: readonly string[];
  customersByOrder: readonly string[];
  ordersOf: readonly SeenRow[];
  /** The whole file. */
  export: string;
  /** Ids of the records in it. */
  timeline: readonly string[];
  /** One for each changed cell. */
  history: readonly { readonly field: string; readonly before: Cell }[];
}

export type Kind = keyof Questions;

/** Somebody signed in. A path that the CRM does not have is a sentence instead of a function. */
export type Session = {
  readonly [K in Kind]: ((question: Questions[K]) => Promise<Answers[K]>) | string;
};

/** As `fetch`; the test reads along, for what came over the wire counts and not what an adapter made of it. */
export type Send = (url: string, init?: RequestInit) => Promise<Response>;

export interface Crm {
  readonly name: string;
  /** False: there are no masks, and what is to be masked was made absent. */
  readonly masks: boolean;
  /** As a person or a system of theirs would: with the reader's own password or key. */
  signIn(reader: Reader, send: Send): Promise<Session>;
  close(): Promise<void>;
}

/** The CRM said no: thrown by a session. `said` is the whole answer, since two refusals may differ in what they tell. */
export class Refused extends Error {
  readonly said: string;
  constructor(said: string) {
    super(`refused: ${said.slice(0, 200)}`);
    this.said = said;
  }
}

/** One question cannot be put into the CRM's own words: thrown by a session. */
export class NotOffered extends Error {}
