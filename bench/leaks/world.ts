/** The fixed world: customers of three stores, their orders and follow-ups. Every text and amount in it is told apart from all others. */

export type ObjectName = "customer" | "order" | "followUp";

/** A text, an amount in minor units (分), the id of another record, or nothing. */
export type Cell = string | number | null;

export interface WorldRow {
  /** A UUID; an adapter of a CRM that gives ids of its own keeps a table of both. */
  readonly id: string;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Who a customer belongs to; orders and follow-ups belong to their customer's. */
  readonly owner: string;
  readonly store: string;
  /** What some cells held before they were edited through the CRM: for paths that tell of the past. */
  readonly before: Readonly<Record<string, Cell>>;
}

export type World = Readonly<Record<ObjectName, readonly WorldRow[]>>;

export const STORES = ["east", "west", "south"] as const;

/** The sellers. */
export const OWNERS: Readonly<Record<string, string>> = {
  anna: "east",
  bo: "east",
  carla: "west",
  dai: "south",
};

/** Names of fields by object; `customer` of an order or a follow-up is the customer's id. */
export const FIELDS: Readonly<Record<ObjectName, readonly string[]>> = {
  customer: ["name", "phone", "spend", "note", "stage", "tag"],
  order: ["number", "customer", "amount"],
  followUp: ["subject", "customer"],
};

/** What a record is called by. */
export const TITLE = { customer: "name", order: "number", followUp: "subject" } as const;

const idOf = (kind: number, n: number): string =>
  `018f0000-${kind}000-7000-8000-${String(n).padStart(12, "0")}`;

/** Nobody's. */
export const MADE_UP = idOf(9, 999);

/**
 * No column is in the order of the ids or of another column: who sorts by a closed one gets it into no order by chance.
 * No seller has both the smallest and the largest spend of the store.
 */
const CUSTOMERS: readonly (readonly [
  owner: string,
  name: string,
  phone: string,
  spend: number | null,
  note: string | null,
  stage: string,
  tag: string | null,
])[] = [
  ["anna", "Mirabelquist", "+8613847205913", 48_203_917, "saxifrage", "new", "vip"],
  ["bo", "Oskarvandel", "+8615902846157", 73_190_481, "wolframite", "developing", null],
  ["anna", "Brightholme", "+8613361957248", 92_046_713, "corundum", "signed", "quiet"],
  ["bo", "Zephyrina", "+8618240739526", 27_461_093, "halcyonic", "signed", "vip"],
  ["anna", "Feldspargo", "+8617750318264", 15_938_267, null, "new", null],
  ["bo", "Ulverstone", "+8613019582473", 61_827_405, "bergamotto", "new", "quiet"],
  ["carla", "Dunmorrow", "+8618631720485", 84_517_029, "quillwort", "developing", "vip"],
  ["carla", "Yarrowmint", "+8613574918062", 31_760_254, "asphodelia", "signed", null],
  ["carla", "Hollisande", "+8615128364790", 56_302_891, "tourmaline", "new", "vip"],
  ["dai", "Katzenberger", "+8619906253718", null, "liverwort", "signed", "quiet"],
  ["dai", "Verdigrisa", "+8613283750941", 67_294_135, "oxeyedaisy", "developing", null],
  ["dai", "Amberlynne", "+8618795041632", 20_579_846, "jacaranda", "new", "vip"],
];

const PAST: Readonly<Record<number, WorldRow["before"]>> = {
  1: { phone: "+8613790461528", note: "hornblende" },
  4: { phone: "+8618562970341", note: "myrtlewood" },
  7: { phone: "+8615309718624", note: "pennyroyal" },
  10: { phone: "+8617384096215", note: "chalcedony" },
};

const AMOUNTS = [
  3_918_254, 7_206_493, 1_580_376, 9_427_618, 5_063_947, 2_749_105, 8_316_072, 4_695_831, 6_152_709,
  1_074_382, 9_860_527, 3_241_698,
];

const SUBJECTS = [
  "gamelanos",
  "tamarindus",
  "cinnabarro",
  "peridotine",
  "verbenalia",
  "nutmegging",
  "obsidiante",
  "larkspurne",
  "umbellifer",
  "feverfewer",
  "bloodroots",
  "isinglasse",
];

export const WORLD: World = {
  customer: CUSTOMERS.map(([owner, name, phone, spend, note, stage, tag], index) => ({
    id: idOf(1, index + 1),
    cells: { name, phone, spend, note, stage, tag },
    owner,
    store: OWNERS[owner]!,
    before: PAST[index + 1] ?? {},
  })),
  order: children(2, AMOUNTS, (amount, n) => ({ number: `ORD-${7_000 + n * 37}-Q`, amount })),
  followUp: children(3, SUBJECTS, (subject) => ({ subject })),
};

/** One of each customer. */
function children<One>(
  kind: number,
  ones: readonly One[],
  cells: (one: One, n: number) => WorldRow["cells"],
): readonly WorldRow[] {
  return ones.map((one, index) => {
    const owner = CUSTOMERS[index]![0];
    return {
      id: idOf(kind, index + 1),
      cells: { customer: idOf(1, index + 1), ...cells(one, index + 1) },
      owner,
      store: OWNERS[owner]!,
      before: {},
    };
  });
}
