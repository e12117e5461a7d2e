/** Tickets, follow-ups, feedback and visits: what is said and done with customers. */
import { countryOf, placeOf, staffOf, teamOf } from "./customer-rows.ts";
import { FOLLOW_UP_TEXTS, MENU, TICKET_TEXTS } from "./menu.ts";
import { createRandom, idAt } from "./random.ts";
import { DAY, HOUR, makeRow, money, personaIndex, personId, toTime, unitId } from "./rows.ts";
import type { Book } from "./book.ts";
import type { OrderNote } from "./order-rows.ts";
import type { DemoRow } from "./rows.ts";

/** What follow-ups and feedback need to know of a ticket. */
export interface TicketNote {
  readonly id: string;
  readonly customer: number;
  readonly at: number;
  readonly assignee: string;
}

const OPEN_STATES = ["open", "working", "working", "waiting", "escalated"];

export function* ticketRows(
  book: Book,
  orders: readonly OrderNote[],
  remember: (note: TicketNote) => void,
): Iterable<DemoRow> {
  const random = createRandom("tickets");
  const { organisation } = book;
  const desk = organisation.byTemplate.get("serviceAgent") ?? [];
  const abroad = organisation.byTemplate.get("serviceStaff") ?? [];
  const persona = personaIndex(organisation, "service-agent");
  for (const [index, { id: order, index: orderIndex }] of orders.entries()) {
    const customer = book.orders.customer[orderIndex] as number;
    const placedAt = book.orders.placedAt[orderIndex] as number;
    const at = Math.min(placedAt + random.whole(1, 72) * HOUR, organisation.now - HOUR);
    const isOpen = organisation.now - at < 14 * DAY || random.chance(0.02);
    const isForeign = countryOf(teamOf(book, customer), customer) !== "CN";
    const agent = isForeign ? random.pick(abroad) : index % 29 === 0 ? persona : random.pick(desk);
    const assignee = personId(organisation, agent);
    const [kind, subject, description] = random.pick(TICKET_TEXTS);
    const id = idAt(at, random);
    remember({ id, customer, at, assignee });
    const place = placeOf(book, customer);
    yield {
      id,
      ...place,
      createdBy: assignee,
      createdAt: toTime(at),
      number: `GD${(100_000 + index).toString()}`,
      subject,
      description,
      customer: book.customers.ids[customer],
      order,
      kind,
      severity: random.pick(["low", "normal", "normal", "normal", "high", "critical"]),
      status: isOpen ? random.pick(OPEN_STATES) : random.chance(0.7) ? "closed" : "resolved",
      assignee,
      dueAt: toTime(at + 2 * DAY),
      ...(isOpen
        ? {}
        : {
            resolution: random.pick(["已致歉并补发", "已退款", "已解释并获理解", "已补记积分"]),
            resolvedAt: toTime(Math.min(at + random.whole(1, 90) * HOUR, organisation.now)),
            ...(kind === "complaint" ? { compensation: money(random.whole(0, 4) * 1000) } : {}),
          }),
    };
  }
}

export function* followUpRows(book: Book, tickets: readonly TicketNote[]): Iterable<DemoRow> {
  yield* serviceRecordRows(book, tickets);
  const random = createRandom("follow-ups");
  const { organisation, followUps, customers } = book;
  const kinds = ["call", "wechat", "wechat", "store", "visit", "email", "note"];
  for (let index = tickets.length; index < followUps.count; index++) {
    const customer = followUps.customer[index] as number;
    const at = followUps.at[index] as number;
    const place = placeOf(book, customer);
    const author = place.owner ?? personId(organisation, random.pick(staffOf(book, customer)));
    const [subject, content] = random.pick(FOLLOW_UP_TEXTS);
    const tea = random.pick(MENU).name;
    const age = organisation.now - at;
    const filed = age > 2 * DAY && random.chance(0.88);
    yield {
      id: idAt(at, random),
      owner: place.owner,
      unit: place.unit,
      createdBy: author,
      createdAt: toTime(at),
      customer: customers.ids[customer],
      kind: random.pick(kinds),
      subject,
      content: content
        .replace("{茶}", tea)
        .replace("{数}", String(random.whole(8, 260)))
        .replace("{价}", String(random.whole(12, 9800))),
      at: toTime(at),
      state: filed ? (random.chance(0.01) ? "withdrawn" : "filed") : "draft",
      ...(filed ? { filedAt: toTime(at + DAY) } : {}),
      ...(age < 20 * DAY && random.chance(0.3)
        ? { nextAt: toTime(at + random.whole(2, 20) * DAY) }
        : {}),
      ...(filed && random.chance(0.008) ? { amendment: "补充：数量以合同为准。" } : {}),
    };
  }
}

/** Each ticket leaves one service record, written by whoever handled it. */
function* serviceRecordRows(book: Book, tickets: readonly TicketNote[]): Iterable<DemoRow> {
  const random = createRandom("service records");
  for (const { id: ticket, customer, at, assignee } of tickets) {
    const when = Math.min(at + random.whole(10, 300) * 60_000, book.organisation.now);
    const place = placeOf(book, customer);
    yield makeRow(
      when,
      random,
      { ...place, createdBy: assignee },
      {
        customer: book.customers.ids[customer],
        ticket,
        kind: "service",
        subject: "工单处理记录",
        content: "已与顾客电话确认情况，按流程处理。",
        at: toTime(when),
        state: "filed",
        filedAt: toTime(when),
      },
    );
  }
}

export function* feedbackRows(book: Book, tickets: readonly TicketNote[]): Iterable<DemoRow> {
  const random = createRandom("feedback");
  const { organisation, customers } = book;
  for (const { id: ticket, customer, at, assignee } of tickets) {
    const store = organisation.stores[customers.store[customer] as number];
    const rating = random.pick([1, 2, 3, 4, 4, 5, 5]);
    const answered = organisation.now - at > 10 * DAY && random.chance(0.8);
    const when = Math.min(at + 3 * DAY, organisation.now);
    yield makeRow(
      when,
      random,
      { ...placeOf(book, customer), createdBy: assignee },
      {
        customer: customers.ids[customer],
        subject: rating >= 4 ? "满意度回访：满意" : "满意度回访：待改进",
        content: rating >= 4 ? "处理及时，愿意继续光顾。" : "希望门店高峰期多安排人手。",
        rating,
        topic: random.pick(["product", "service", "delivery", "price", "app"]),
        ticket,
        ...(store ? { store: unitId(organisation, store.unit) } : {}),
        status: answered ? "answered" : random.pick(["open", "planned"]),
        ...(answered ? { answer: "已与门店复盘，高峰期增加一名店员。" } : {}),
      },
    );
  }
}

export function* storeVisitRows(book: Book, count: number): Iterable<DemoRow> {
  const random = createRandom("store visits");
  const { organisation, customers } = book;
  for (let index = 0; index < count; index++) {
    const customer = random.whole(0, customers.ids.length - 1);
    const store = organisation.stores[customers.store[customer] as number];
    if (!store) continue;
    const since = customers.createdAt[customer] as number;
    const at = Math.floor(since + random.next() * (organisation.now - since));
    const receivedBy = personId(organisation, random.pick(staffOf(book, customer)));
    yield makeRow(
      at,
      random,
      { ...placeOf(book, customer), createdBy: receivedBy },
      {
        customer: customers.ids[customer],
        store: unitId(organisation, store.unit),
        at: toTime(at),
        purpose: random.pick(["选购", "试饮新品", "自提", "办理会员", "参加活动"]),
        receivedBy,
        outcome: random.pick(["bought", "bought", "bought", "tasted", "joined", "left"]),
      },
    );
  }
}
