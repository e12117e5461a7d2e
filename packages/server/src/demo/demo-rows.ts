/** The whole demo enterprise as a stream of rows, parents before children. */
import { buildBook } from "./book.ts";
import { buildCatalogue } from "./catalogue-rows.ts";
import { contactRows, customerRows, leadRows } from "./customer-rows.ts";
import { buildOrganisation } from "./organisation.ts";
import { makeGroupRows, personRows, postRows, roleRows, unitRows } from "./organisation-rows.ts";
import { orderRows } from "./order-rows.ts";
import { chunk } from "./rows.ts";
import {
  competitorNoteRows,
  forecastRows,
  makeDeals,
  participantRows,
  shipmentRows,
  taskRows,
} from "./sales-rows.ts";
import { feedbackRows, followUpRows, storeVisitRows, ticketRows } from "./service-rows.ts";
import type { Book } from "./book.ts";
import type { Catalogue } from "./catalogue-rows.ts";
import type { OrderNote } from "./order-rows.ts";
import type { Organisation } from "./organisation.ts";
import type { DemoChunk } from "./rows.ts";
import type { TicketNote } from "./service-rows.ts";

export interface DemoOptions {
  /** The present; everything happened before it. The same moment gives the same rows. */
  readonly now: Date;
  /** 1 is 100,000 customers. The organisation and the catalogue are whole at any scale. */
  readonly scale?: number;
}

const CUSTOMERS = 100_000;
const ORDERS = 100_000;
const FOLLOW_UPS = 40_000;
/** Every nth order becomes a ticket, or is shipped. */
const ORDERS_PER_TICKET = 13;
const ORDERS_PER_SHIPMENT = 97;

/** Chunks of at most 5,000 rows of one object, in an order in which every reference already exists. */
export function* demoRows({ now, scale = 1 }: DemoOptions): Iterable<DemoChunk> {
  const organisation = buildOrganisation(now.getTime());
  const catalogue = buildCatalogue(organisation);
  yield* organisationChunks(organisation);
  yield* catalogueChunks(catalogue);
  const sized = (count: number): number => Math.max(1, Math.round(count * scale));
  const book = buildBook(organisation, {
    customers: sized(CUSTOMERS),
    orders: sized(ORDERS),
    followUps: sized(FOLLOW_UPS),
  });
  yield* recordChunks({ book, catalogue, sized });
}

function* organisationChunks(organisation: Organisation): Iterable<DemoChunk> {
  const { groups, members, assignments } = makeGroupRows(organisation);
  yield* chunk("role", roleRows(organisation));
  yield* chunk("unit", unitRows(organisation));
  yield* chunk("person", personRows(organisation));
  yield* chunk("post", postRows(organisation));
  yield* chunk("group", groups);
  yield* chunk("groupMember", members);
  yield* chunk("assignment", assignments);
}

function* catalogueChunks(catalogue: Catalogue): Iterable<DemoChunk> {
  yield* chunk("tag", catalogue.tags);
  yield* chunk("product", catalogue.products);
  yield* chunk("messageTemplate", catalogue.messageTemplates);
  yield* chunk("customerGroup", catalogue.customerGroups);
  yield* chunk("campaign", catalogue.campaigns);
  yield* chunk("coupon", catalogue.coupons);
  yield* chunk("pricePolicy", catalogue.pricePolicies);
  yield* chunk("contractTemplate", catalogue.contractTemplates);
}

interface Records {
  readonly book: Book;
  readonly catalogue: Catalogue;
  readonly sized: (count: number) => number;
}

function* recordChunks({ book, catalogue, sized }: Records): Iterable<DemoChunk> {
  yield* chunk("customer", customerRows(book, catalogue));
  yield* chunk("contact", contactRows(book));
  yield* chunk("lead", leadRows(book, catalogue, sized(4000)));
  const deals = makeDeals(book, catalogue, sized(3000));
  yield* chunk("opportunity", deals.opportunities);
  yield* chunk("contract", deals.contracts);
  yield* chunk("deliveryProgress", deals.deliveries);
  const complained: OrderNote[] = [];
  const shipped: OrderNote[] = [];
  const remember = (note: OrderNote): void => {
    if (note.index % ORDERS_PER_TICKET === 0) complained.push(note);
    if (note.index % ORDERS_PER_SHIPMENT === 0) shipped.push(note);
  };
  yield* chunk("order", orderRows(book, catalogue, remember));
  yield* chunk("shipment", shipmentRows(book, shipped));
  const tickets: TicketNote[] = [];
  yield* chunk(
    "ticket",
    ticketRows(book, complained, (note) => tickets.push(note)),
  );
  yield* chunk("followUp", followUpRows(book, tickets));
  const answered = tickets.filter((_, index) => index % 2 === 0);
  yield* chunk("feedback", feedbackRows(book, answered));
  yield* chunk("storeVisit", storeVisitRows(book, sized(10_000)));
  yield* chunk("task", taskRows(book, catalogue, sized(12_000)));
  yield* chunk("salesForecast", forecastRows(book));
  yield* chunk("competitorNote", competitorNoteRows(book, sized(200)));
  yield* chunk("participant", participantRows(book, sized(12_000)));
}
