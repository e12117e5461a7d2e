import { LINES_PER_ORDER, ORDER_STATUS } from "./book.ts";
import { countryOf, currencyOf, placeOf, teamOf } from "./customer-rows.ts";
import { MENU } from "./menu.ts";
import { createRandom, idAt } from "./random.ts";
import { money, toTime, unitId } from "./rows.ts";
import type { Book } from "./book.ts";
import type { Catalogue } from "./catalogue-rows.ts";
import type { MenuItem } from "./menu.ts";
import type { Random } from "./random.ts";
import type { DemoRow } from "./rows.ts";

/** What later rows (tickets, shipments) need to know of an order. */
export interface OrderNote {
  readonly id: string;
  readonly index: number;
}

const COUNTER_CHANNELS = [
  "counter",
  "counter",
  "miniProgram",
  "miniProgram",
  "delivery",
  "eCommerce",
];

/** `remember` is called with every order, so that tickets and shipments can refer to some of them. */
export function* orderRows(
  book: Book,
  catalogue: Catalogue,
  remember: (note: OrderNote) => void,
): Iterable<DemoRow> {
  const random = createRandom("orders");
  const { orders } = book;
  for (let index = 0; index < orders.count; index++) {
    const placedAt = orders.placedAt[index] as number;
    const id = idAt(placedAt, random);
    remember({ id, index });
    yield makeOrder(book, { id, index, random, catalogue });
  }
}

interface OrderDraw {
  readonly id: string;
  readonly index: number;
  readonly random: Random;
  readonly catalogue: Catalogue;
}

function makeOrder(book: Book, { id, index, random, catalogue }: OrderDraw): DemoRow {
  const { orders, customers, organisation } = book;
  const customer = orders.customer[index] as number;
  const team = teamOf(book, customer);
  const currency = currencyOf(team);
  const total = orders.total[index] as number;
  const cost = Math.round(total * (0.36 + random.next() * 0.16));
  const homeStore = organisation.stores[customers.store[customer] as number];
  // One in eight drinks elsewhere than at home.
  const store = homeStore && random.chance(0.12) ? random.pick(organisation.stores) : homeStore;
  const channel =
    team === undefined ? random.pick(COUNTER_CHANNELS) : team.kind === "company" ? "b2b" : "export";
  const place = placeOf(book, customer);
  const placedAt = toTime(orders.placedAt[index] as number);
  // One literal, then the few cells that not every order has: spreading would cost half as much again.
  const row: DemoRow = {
    id,
    owner: place.owner,
    unit: place.unit,
    createdBy: place.createdBy,
    createdAt: placedAt,
    number: `MZ${10_000_000 + index}`,
    customer: customers.ids[customer],
    placedAt,
    channel: team?.kind === "academy" ? "counter" : channel,
    status: ORDER_STATUS[orders.status[index] as number],
    lines: linesOf(book, index, currency),
    total: money(total, currency),
    discount: money(random.chance(0.2) ? total * 0.1 : 0, currency),
    cost: money(cost, currency),
    margin: money(total - cost, currency),
    receivable: money(team && random.chance(0.15) ? total : 0, currency),
    currency,
    country: countryOf(team, customer),
  };
  if (store) row["store"] = unitId(organisation, store.unit);
  if (random.chance(0.08)) row["coupon"] = random.pick(catalogue.coupons)["id"];
  if (random.chance(0.1)) row["campaign"] = random.pick(catalogue.campaigns)["id"];
  return row;
}

function linesOf({ orders }: Book, index: number, currency: string): readonly DemoRow[] {
  const lines: DemoRow[] = [];
  for (let line = 0; line < LINES_PER_ORDER; line++) {
    const slot = index * LINES_PER_ORDER + line;
    const quantity = orders.quantity[slot] as number;
    if (quantity === 0) continue;
    const { sku, name, price } = MENU[orders.item[slot] as number] as MenuItem;
    const unitPrice = money(price, currency);
    lines.push({ sku, name, quantity, unitPrice, amount: money(price * quantity, currency) });
  }
  return lines;
}
