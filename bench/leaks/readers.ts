/** Who asks, and what each may see: data in words that any CRM's policies can be written from. */
import { FIELDS, WORLD, type Cell, type ObjectName, type WorldRow } from "./world.ts";

/** Customers; of orders and follow-ups, those of such customers. */
export type Rows =
  | { readonly all: true }
  /** Their own. */
  | { readonly own: true }
  | { readonly stores: readonly string[] }
  /** Given to the reader one by one. */
  | { readonly shared: readonly string[] };

/** What a right does not name is absent: as if the field were empty, for every question. */
export interface Right {
  readonly object: ObjectName;
  readonly rows: Rows;
  readonly readable: readonly string[];
  /** Of a phone the last four digits are seen, and nothing else, by no question. */
  readonly masked?: readonly string[];
}

export interface Reader {
  /** Unique; a name for accounts. */
  readonly id: string;
  readonly name: string;
  /** Where the reader works, for CRMs that want to know. */
  readonly home: readonly string[];
  /** Rights add up: a row that several reach is seen as the widest of them says, field by field. */
  readonly rights: readonly Right[];
}

const OF_ORDERS = ["number", "customer", "amount"];
const OF_FOLLOW_UPS = ["subject", "customer"];

/** Somebody's customers with all that belongs to them. */
function everythingOf(rows: Rows): readonly Right[] {
  return [
    { object: "customer", rows, readable: FIELDS.customer },
    { object: "order", rows, readable: OF_ORDERS },
    { object: "followUp", rows, readable: OF_FOLLOW_UPS },
  ];
}

const EAST: Rows = { stores: ["east"] };
const TWO: Rows = { stores: ["east", "west"] };

export const READERS: readonly Reader[] = [
  { id: "anna", name: "seller", home: ["east"], rights: everythingOf({ own: true }) },
  {
    id: "bo",
    name: "seller who knows of the colleagues' customers",
    home: ["east"],
    rights: [
      ...everythingOf({ own: true }),
      { object: "customer", rows: EAST, readable: ["name", "stage", "tag"], masked: ["phone"] },
    ],
  },
  {
    id: "head",
    name: "store head, phones masked",
    home: ["east"],
    rights: [
      {
        object: "customer",
        rows: EAST,
        readable: ["name", "spend", "note", "stage", "tag"],
        masked: ["phone"],
      },
      { object: "order", rows: EAST, readable: OF_ORDERS },
      { object: "followUp", rows: EAST, readable: OF_FOLLOW_UPS },
    ],
  },
  {
    id: "area",
    name: "area manager of two stores, no phones and notes",
    home: ["east", "west"],
    rights: [
      { object: "customer", rows: TWO, readable: ["name", "spend", "stage", "tag"] },
      { object: "order", rows: TWO, readable: OF_ORDERS },
    ],
  },
  {
    id: "guest",
    name: "somebody with one shared record",
    home: ["west"],
    rights: [
      {
        object: "customer",
        rows: { shared: [WORLD.customer[3]!.id] },
        readable: ["name", "stage", "tag"],
      },
    ],
  },
  {
    id: "office",
    name: "head office without amounts",
    home: ["east"],
    rights: [
      {
        object: "customer",
        rows: { all: true },
        readable: ["name", "phone", "note", "stage", "tag"],
      },
      { object: "order", rows: { all: true }, readable: ["number", "customer"] },
      { object: "followUp", rows: { all: true }, readable: OF_FOLLOW_UPS },
    ],
  },
  {
    id: "stock",
    name: "stockroom: orders without their customers",
    home: ["east"],
    rights: [{ object: "order", rows: EAST, readable: OF_ORDERS }],
  },
  { id: "nobody", name: "may see nothing", home: ["south"], rights: [] },
];

/** A row with the cells that a reader sees; absent ones are null. */
export interface SeenRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

export type View = Readonly<Record<ObjectName, readonly SeenRow[]>>;

/** The reference: what there is for this reader. `masks` false: for a CRM without masks what is masked is absent. */
export function viewOf(reader: Reader, masks: boolean): View {
  const seen = (object: ObjectName): readonly SeenRow[] =>
    WORLD[object].flatMap((row) => {
      const rights = reader.rights.filter(
        (right) => right.object === object && reaches(reader, right.rows, row),
      );
      return rights.length === 0
        ? []
        : [{ id: row.id, cells: seenCells(rights, row.cells, masks) }];
    });
  return { customer: seen("customer"), order: seen("order"), followUp: seen("followUp") };
}

function reaches({ id }: Reader, rows: Rows, row: WorldRow): boolean {
  if ("own" in rows) return row.owner === id;
  if ("stores" in rows) return rows.stores.includes(row.store);
  if ("shared" in rows) return rows.shared.includes(row.id);
  return rows.all;
}

function seenCells(
  rights: readonly Right[],
  cells: WorldRow["cells"],
  masks: boolean,
): SeenRow["cells"] {
  const names = (list: "readable" | "masked") =>
    new Set(rights.flatMap((right) => right[list] ?? []));
  const [readable, masked] = [names("readable"), names("masked")];
  return Object.fromEntries(
    Object.entries(cells).map(([field, cell]) => {
      if (readable.has(field)) return [field, cell];
      return [field, masks && masked.has(field) && cell !== null ? mask(String(cell)) : null];
    }),
  );
}

export const mask = (phone: string): string => `*******${phone.slice(-4)}`;
