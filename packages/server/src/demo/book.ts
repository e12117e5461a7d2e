/**
 * Everything that happened, as columns of numbers: who became a customer when and where, who ordered what, who was
 * followed up. Rows are written from it afterwards, so that a customer's totals are known before the customer is
 * written, and a hundred thousand customers cost no more memory than they must.
 */
import { MENU } from "./menu.ts";
import { createRandom, idAt } from "./random.ts";
import { DAY, HOUR } from "./rows.ts";
import type { DemoStore, DemoTeam, Organisation } from "./organisation.ts";
import type { Random } from "./random.ts";

interface Sizes {
  readonly customers: number;
  readonly orders: number;
  readonly followUps: number;
}

export const NOBODY = -1;
export const LINES_PER_ORDER = 3;
const HISTORY_DAYS = 720;
/** Every 25th customer is a regular. */
const REGULAR_EVERY = 25;

export const ORDER_STATUS = [
  "placed",
  "paid",
  "fulfilled",
  "refunding",
  "refunded",
  "cancelled",
] as const;

export interface Customers {
  readonly ids: readonly string[];
  readonly createdAt: Float64Array;
  /** Index of the home store, or nobody for customers of a team. */
  readonly store: Int32Array;
  readonly team: Int32Array;
  /** Index of a person; nobody: in the pool. */
  readonly owner: Int32Array;
  readonly unit: Int32Array;
  /** Minor units of the customer's currency. */
  readonly spend: Float64Array;
  readonly orderCount: Int32Array;
  readonly lastOrderAt: Float64Array;
  readonly lastFollowUpAt: Float64Array;
}

export interface Orders {
  readonly count: number;
  readonly customer: Int32Array;
  readonly placedAt: Float64Array;
  readonly status: Uint8Array;
  /** `LINES_PER_ORDER` slots an order; quantity 0 is an empty slot. */
  readonly item: Uint8Array;
  readonly quantity: Uint16Array;
  readonly total: Float64Array;
}

interface FollowUps {
  readonly count: number;
  readonly customer: Int32Array;
  readonly at: Float64Array;
}

export interface Book {
  readonly organisation: Organisation;
  readonly customers: Customers;
  readonly orders: Orders;
  readonly followUps: FollowUps;
  /** Indexes of the customers that a team works, not a store. */
  readonly ofTeams: readonly number[];
}

export function buildBook(organisation: Organisation, sizes: Sizes): Book {
  const customers = buildCustomers(organisation, sizes.customers);
  const orders = buildOrders(organisation, customers, sizes.orders);
  const followUps = buildFollowUps(organisation, customers, sizes.followUps);
  const ofTeams = customers.ids
    .map((_, index) => index)
    .filter((index) => customers.team[index] !== NOBODY);
  return { organisation, customers, orders, followUps, ofTeams };
}

/** The moment of the nth of `count` events: history thickens towards the present. */
function momentOf(now: number, index: number, count: number): number {
  return Math.floor(now - HISTORY_DAYS * DAY * (1 - ((index + 0.5) / count) ** 0.85));
}

function buildCustomers(organisation: Organisation, count: number): Customers {
  const random = createRandom("customers of the book");
  const { now, stores, teams } = organisation;
  const pickStore = weighted(stores.map(({ weight }) => weight));
  const customers = {
    ids: [] as string[],
    createdAt: new Float64Array(count),
    store: new Int32Array(count).fill(NOBODY),
    team: new Int32Array(count).fill(NOBODY),
    owner: new Int32Array(count).fill(NOBODY),
    unit: new Int32Array(count),
    spend: new Float64Array(count),
    orderCount: new Int32Array(count),
    lastOrderAt: new Float64Array(count),
    lastFollowUpAt: new Float64Array(count),
  };
  for (let index = 0; index < count; index++) {
    const at = momentOf(now, index, count);
    customers.createdAt[index] = at;
    customers.ids.push(idAt(at, random));
    if (random.chance(0.95)) {
      const storeIndex = pickStore(random);
      const store = stores[storeIndex] as DemoStore;
      customers.store[index] = storeIndex;
      customers.unit[index] = store.unit;
      customers.owner[index] = ownerInStore(store, random);
    } else {
      const teamIndex = random.whole(0, teams.length - 1);
      const team = teams[teamIndex] as DemoTeam;
      customers.team[index] = teamIndex;
      customers.unit[index] = team.unit;
      customers.owner[index] = random.chance(0.85) ? random.pick(team.sellers) : NOBODY;
    }
  }
  return customers;
}

function ownerInStore({ head, staff }: DemoStore, random: Random): number {
  const die = random.next();
  if (die < 0.09) return NOBODY;
  return die < 0.2 ? head : random.pick(staff);
}

function buildOrders(organisation: Organisation, customers: Customers, count: number): Orders {
  const random = createRandom("orders of the book");
  const { now, teams } = organisation;
  const orders: Orders = {
    count,
    customer: new Int32Array(count),
    placedAt: new Float64Array(count),
    status: new Uint8Array(count),
    item: new Uint8Array(count * LINES_PER_ORDER),
    quantity: new Uint16Array(count * LINES_PER_ORDER),
    total: new Float64Array(count),
  };
  let known = 1;
  for (let index = 0; index < count; index++) {
    const at = momentOf(now, index, count);
    known = countKnown(customers, known, at);
    let customer = random.whole(0, known - 1);
    if (random.chance(0.35)) customer -= customer % REGULAR_EVERY;
    const team = teams[customers.team[customer] as number];
    orders.customer[index] = customer;
    orders.placedAt[index] = Math.max(at, (customers.createdAt[customer] as number) + 60_000);
    orders.status[index] = statusAfter(now - at, random);
    orders.total[index] = fillLines(orders, index, team?.kind, random);
    if ((orders.status[index] as number) < 4) addToCustomer(customers, orders, index);
  }
  return orders;
}

function fillLines(
  orders: Orders,
  index: number,
  team: DemoTeam["kind"] | undefined,
  random: Random,
): number {
  const lineCount = random.chance(0.55) ? 1 : random.whole(2, LINES_PER_ORDER);
  let total = 0;
  for (let line = 0; line < lineCount; line++) {
    const slot = index * LINES_PER_ORDER + line;
    const item = random.whole(0, MENU.length - 1);
    const quantity = quantityFor(team, random);
    orders.item[slot] = item;
    orders.quantity[slot] = quantity;
    total += quantity * (MENU[item] as (typeof MENU)[number]).price;
  }
  return total;
}

function quantityFor(team: DemoTeam["kind"] | undefined, random: Random): number {
  if (team === "company") return random.whole(20, 260);
  if (team === "europe" || team === "asia") return random.whole(50, 400);
  const die = random.next();
  if (die < 0.86) return random.whole(1, 3);
  return die < 0.98 ? random.whole(4, 15) : random.whole(20, 80);
}

function statusAfter(age: number, random: Random): number {
  if (age < 2 * HOUR) return random.whole(0, 1);
  const die = random.next();
  if (die < 0.965) return 2;
  if (die < 0.972) return age < 20 * DAY ? 3 : 4;
  return die < 0.987 ? 4 : 5;
}

function addToCustomer(customers: Customers, orders: Orders, index: number): void {
  const customer = orders.customer[index] as number;
  const placedAt = orders.placedAt[index] as number;
  customers.spend[customer] =
    (customers.spend[customer] as number) + (orders.total[index] as number);
  customers.orderCount[customer] = (customers.orderCount[customer] as number) + 1;
  customers.lastOrderAt[customer] = Math.max(customers.lastOrderAt[customer] as number, placedAt);
}

function buildFollowUps(
  organisation: Organisation,
  customers: Customers,
  count: number,
): FollowUps {
  const random = createRandom("follow-ups of the book");
  const customer = new Int32Array(count);
  const at = new Float64Array(count);
  let known = 1;
  for (let index = 0; index < count; index++) {
    const moment = momentOf(organisation.now, index, count);
    known = countKnown(customers, known, moment);
    let chosen = random.whole(0, known - 1);
    // Customers of a team are looked after far more than those of a counter.
    for (let turn = 0; turn < 3 && customers.team[chosen] === NOBODY; turn++) {
      chosen = random.whole(0, known - 1);
    }
    const when = Math.max(moment, (customers.createdAt[chosen] as number) + 60_000);
    customer[index] = chosen;
    at[index] = when;
    customers.lastFollowUpAt[chosen] = Math.max(customers.lastFollowUpAt[chosen] as number, when);
  }
  return { count, customer, at };
}

/** How many customers there are at a moment; both run forward in time. */
function countKnown({ createdAt }: Customers, known: number, at: number): number {
  let next = known;
  while (next < createdAt.length && (createdAt[next] as number) <= at) next++;
  return next;
}

/** Picks an index in proportion to its weight. */
function weighted(weights: readonly number[]): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (const [index, weight] of weights.entries()) {
    total += weight;
    sums[index] = total;
  }
  return (random) => {
    const mark = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] as number) > mark) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
