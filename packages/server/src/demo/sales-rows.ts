/** Opportunities, contracts, deliveries, forecasts: the work of sales teams. */
import { createRandom, idAt } from "./random.ts";
import { currencyOf, placeOf, teamOf } from "./customer-rows.ts";
import { DAY, makeRow, money, ownedBy, personId, toDay, toTime, unitId } from "./rows.ts";
import type { Book } from "./book.ts";
import type { Catalogue } from "./catalogue-rows.ts";
import type { OrderNote } from "./order-rows.ts";
import type { DemoRow } from "./rows.ts";

const STAGES = ["discovery", "proposal", "sampling", "negotiation", "won", "lost"] as const;
const CHANCES = [15, 35, 50, 70, 100, 0];

interface Deals {
  readonly opportunities: readonly DemoRow[];
  readonly contracts: readonly DemoRow[];
  readonly deliveries: readonly DemoRow[];
}

export function makeDeals(book: Book, catalogue: Catalogue, count: number): Deals {
  const random = createRandom("deals");
  const { customers, organisation, ofTeams } = book;
  const opportunities: DemoRow[] = [];
  const contracts: DemoRow[] = [];
  const deliveries: DemoRow[] = [];
  if (ofTeams.length === 0) return { opportunities, contracts, deliveries };
  for (let index = 0; index < count; index++) {
    const customer = random.pick(ofTeams);
    const team = teamOf(book, customer);
    const currency = currencyOf(team);
    const since = customers.createdAt[customer] as number;
    const at = Math.floor(since + random.next() * (organisation.now - since));
    const stage = random.whole(0, STAGES.length - 1);
    const amount = random.whole(30, 4000) * 10_000;
    const place = placeOf(book, customer);
    const opportunity = makeRow(at, random, place, {
      name: `${random.pick(["下午茶团购", "员工福利茶礼", "会议茶歇", "年会用茶", "茶艺课程"])} ${index + 1}`,
      customer: customers.ids[customer],
      stage: STAGES[stage],
      amount: money(amount, currency),
      margin: money(amount * (0.28 + random.next() * 0.2), currency),
      probability: CHANCES[stage],
      closesOn: toDay(at + random.whole(10, 90) * DAY),
      currency,
      ...(random.chance(0.6)
        ? {
            confirmedStage: STAGES[Math.max(0, Math.min(stage, 4) - 1)],
            ...(team ? { confirmedBy: personId(organisation, team.manager) } : {}),
          }
        : {}),
      ...(STAGES[stage] === "won" ? { signedAmount: money(amount * 0.96, currency) } : {}),
      ...(STAGES[stage] === "lost"
        ? { lostReason: random.pick(["价格", "账期", "选择了竞品", "需求取消"]) }
        : {}),
      ...(random.chance(0.2)
        ? { competitor: random.pick(["甲牌茶饮", "乙牌茶饮", "丙牌茶饮"]) }
        : {}),
      ...(random.chance(0.3) ? { campaign: random.pick(catalogue.campaigns)["id"] } : {}),
    });
    opportunities.push(opportunity);
    if (STAGES[stage] !== "won") continue;
    const contract = makeContract({ book, catalogue, opportunity, at, index });
    contracts.push(contract);
    deliveries.push(...makeDeliveries({ book, contract, customer, at }));
  }
  return { opportunities, contracts, deliveries };
}

interface ContractOf {
  readonly book: Book;
  readonly catalogue: Catalogue;
  readonly opportunity: DemoRow;
  readonly at: number;
  readonly index: number;
}

function makeContract({ book, catalogue, opportunity, at, index }: ContractOf): DemoRow {
  const random = createRandom(`contract ${index}`);
  const { now } = book.organisation;
  const signedAt = Math.min(at + 12 * DAY, now - DAY);
  const { amount, currency } = opportunity["signedAmount"] as { amount: string; currency: string };
  const signed = Number(amount);
  const paid = Math.round(signed * random.pick([0, 0.3, 0.5, 1]));
  const age = (now - signedAt) / DAY;
  return {
    id: idAt(signedAt, random),
    owner: opportunity["owner"],
    unit: opportunity["unit"],
    createdBy: opportunity["owner"],
    createdAt: toTime(signedAt),
    number: `HT${(20_000 + index).toString()}`,
    name: `${opportunity["name"]}合同`,
    customer: opportunity["customer"],
    opportunity: opportunity["id"],
    template: random.pick(catalogue.contractTemplates)["id"],
    signedOn: toDay(signedAt),
    startsOn: toDay(signedAt + 3 * DAY),
    endsOn: toDay(signedAt + 365 * DAY),
    signedAmount: opportunity["signedAmount"],
    paidAmount: money(paid, currency),
    receivable: money(signed - paid, currency),
    margin: opportunity["margin"],
    paymentTerms: "签约付 30%，验收付 60%，质保期满付 10%。",
    terms: "演示文本：交付、验收、违约与争议解决条款从略。",
    currency,
    status: age > 365 ? "closed" : age > 20 ? "running" : "signed",
  };
}

function* makeDeliveries({
  book,
  contract,
  customer,
  at,
}: {
  readonly book: Book;
  readonly contract: DemoRow;
  readonly customer: number;
  readonly at: number;
}): Iterable<DemoRow> {
  const random = createRandom(`delivery ${contract["number"]}`);
  const { organisation } = book;
  const place = placeOf(book, customer);
  const milestones = ["首批备货", "第一次配送", "回访验收"];
  for (const [step, milestone] of milestones.entries()) {
    const dueAt = at + (20 + step * 25) * DAY;
    const isDone = dueAt < organisation.now - 5 * DAY;
    yield makeRow(Math.min(at + 13 * DAY, organisation.now - DAY), random, place, {
      customer: contract["customer"],
      contract: contract["id"],
      milestone,
      dueOn: toDay(dueAt),
      progress: isDone ? 100 : dueAt < organisation.now ? 60 : 0,
      status: isDone ? "done" : dueAt < organisation.now ? "late" : "planned",
      ...(isDone ? { doneOn: toDay(dueAt + random.whole(-3, 3) * DAY) } : {}),
      ...(place.owner ? { responsible: place.owner } : {}),
    });
  }
}

export function* shipmentRows(book: Book, orders: readonly OrderNote[]): Iterable<DemoRow> {
  const random = createRandom("shipments");
  const { now } = book.organisation;
  for (const [index, { id, index: order }] of orders.entries()) {
    const customer = book.orders.customer[order] as number;
    const placedAt = book.orders.placedAt[order] as number;
    const shippedAt = Math.min(placedAt + random.whole(2, 40) * 3_600_000, now);
    const isDelivered = now - shippedAt > 3 * DAY;
    const direction = random.chance(0.1) ? "return" : "outbound";
    yield makeRow(shippedAt, random, placeOf(book, customer), {
      number: `YD${(700_000_000 + index * 13).toString()}`,
      customer: book.customers.ids[customer],
      order: id,
      carrier: random.pick(["快驿（演示）", "速达（演示）", "同城骑手（演示）"]),
      direction,
      status: random.chance(0.02) ? "problem" : isDelivered ? "delivered" : "onTheWay",
      shippedAt: toTime(shippedAt),
      receiver: "收件人（演示）",
      address: `演示路 ${random.whole(1, 300)} 号`,
      freight: money(random.whole(6, 40) * 100),
      ...(isDelivered ? { deliveredAt: toTime(shippedAt + random.whole(12, 60) * 3_600_000) } : {}),
    });
  }
}

/** Three periods for everyone who sells. */
export function* forecastRows(book: Book): Iterable<DemoRow> {
  const random = createRandom("forecasts");
  const { organisation } = book;
  for (const { sellers } of organisation.teams) {
    for (const seller of sellers) {
      for (const monthsAgo of [2, 1, 0]) {
        const start = organisation.now - (monthsAgo * 30 + 20) * DAY;
        const target = random.whole(20, 120) * 1_000_000;
        const forecast = target * (0.7 + random.next() * 0.5);
        yield makeRow(start, random, ownedBy(organisation, seller), {
          name: `${toDay(start).slice(0, 7)} 预测`,
          periodStart: toDay(start),
          periodEnd: toDay(start + 30 * DAY),
          target: money(target),
          forecast: money(forecast),
          result: money(monthsAgo === 0 ? forecast * 0.4 : forecast * (0.8 + random.next() * 0.4)),
          ...(monthsAgo > 0 ? { confirmed: money(forecast * 0.97) } : {}),
          status: monthsAgo > 0 ? "confirmed" : random.pick(["draft", "submitted"]),
        });
      }
    }
  }
}

export function* competitorNoteRows(book: Book, count: number): Iterable<DemoRow> {
  const random = createRandom("competitor notes");
  const { organisation } = book;
  const authors = [
    ...(organisation.byTemplate.get("storeHead") ?? []).slice(0, 60),
    ...(organisation.byTemplate.get("marketingSpecialist") ?? []),
  ];
  for (let index = 0; index < count; index++) {
    const at = organisation.now - random.whole(1, 200) * DAY;
    const kind = random.pick(["price", "product", "promotion", "store"]);
    yield makeRow(at, random, ownedBy(organisation, random.pick(authors)), {
      subject: `${random.pick(["周边门店", "外卖平台", "商场同层"])}观察 ${index + 1}`,
      competitor: random.pick(["甲牌茶饮", "乙牌茶饮", "丙牌茶饮"]),
      kind,
      observedOn: toDay(at),
      content: "同类单品降价两元，第二杯半价持续到月底。",
    });
  }
}

export function* taskRows(book: Book, catalogue: Catalogue, count: number): Iterable<DemoRow> {
  const random = createRandom("tasks");
  const { organisation, customers } = book;
  for (let index = 0; index < count; index++) {
    const customer = random.whole(0, customers.ids.length - 1);
    const { owner, unit } = placeOf(book, customer);
    if (owner === null) continue;
    const at = organisation.now - Math.floor(random.next() ** 2 * 120 * DAY);
    const dueAt = at + random.whole(1, 14) * DAY;
    const isDone = dueAt < organisation.now ? random.chance(0.85) : random.chance(0.2);
    const kind = random.pick(["followUp", "care", "birthday", "visit", "campaign", "delivery"]);
    yield makeRow(
      at,
      random,
      { owner, unit, createdBy: owner },
      {
        subject: `${TASK_SUBJECTS[kind]}`,
        customer: customers.ids[customer],
        kind,
        priority: random.pick(["low", "normal", "normal", "high"]),
        status: isDone ? "done" : random.pick(["open", "open", "doing"]),
        dueAt: toTime(dueAt),
        ...(kind === "campaign" ? { campaign: random.pick(catalogue.campaigns)["id"] } : {}),
        ...(isDone ? { doneAt: toTime(Math.min(dueAt, organisation.now)) } : {}),
      },
    );
  }
}

const TASK_SUBJECTS: Readonly<Record<string, string>> = {
  followUp: "跟进本月到店情况",
  care: "节日关怀",
  birthday: "生日祝福与到店礼",
  visit: "售后回访",
  campaign: "通知活动并确认到店",
  delivery: "确认配送时间",
};

/** Who else takes part: the class teacher of every parent, collaborators, and shares with an end. */
export function* participantRows(book: Book, count: number): Iterable<DemoRow> {
  const random = createRandom("participants");
  const { organisation, customers } = book;
  const teachers = organisation.byTemplate.get("classTeacher") ?? [];
  const interns = organisation.byTemplate.get("intern") ?? [];
  const rowFor = (
    customer: number,
    person: number,
    part: string,
    until: number | null,
  ): DemoRow => {
    const at = Math.min((customers.createdAt[customer] as number) + DAY, organisation.now);
    const { unit } = placeOf(book, customer);
    const owner = personId(organisation, person);
    return makeRow(
      at,
      random,
      { owner, unit, createdBy: null },
      {
        object: "customer",
        recordId: customers.ids[customer],
        principalKind: "person",
        principalId: owner,
        function: part,
        from: toTime(at),
        ...(until === null ? {} : { until: toTime(until), reason: "协同跟进" }),
      },
    );
  };
  for (const customer of book.ofTeams) {
    if (teamOf(book, customer)?.kind !== "academy") continue;
    yield rowFor(customer, random.pick(teachers), "teacher", null);
  }
  // Nobody takes the same part in the same record twice at a time.
  const taken = new Set<string>();
  const isFirst = (customer: number, person: number): boolean => {
    const key = `${customer} ${person}`;
    return !taken.has(key) && taken.add(key) !== undefined;
  };
  const byUnit = Map.groupBy(interns, (person) => organisation.people[person]?.unit);
  for (let index = 0; index < count; index++) {
    const customer = random.whole(0, customers.ids.length - 1);
    const nearby = byUnit.get(customers.unit[customer]);
    const helper = nearby && random.pick(nearby);
    if (helper !== undefined && isFirst(customer, helper)) {
      yield rowFor(customer, helper, "collaborator", null);
    }
    if (index % 10 > 0) continue;
    const person = random.whole(0, organisation.people.length - 1);
    const start = Math.min((customers.createdAt[customer] as number) + DAY, organisation.now);
    const until = Math.max(start + DAY, organisation.now + random.whole(-20, 60) * DAY);
    if (isFirst(customer, person)) yield rowFor(customer, person, "shared", until);
  }
  yield* unitShareRows(book, random.whole(3, 5));
}

/** A neighbouring store looks after some customers while theirs is being rebuilt. */
function* unitShareRows(book: Book, count: number): Iterable<DemoRow> {
  const random = createRandom("unit shares");
  const { organisation, customers } = book;
  for (let index = 0; index < count; index++) {
    const customer = random.whole(0, customers.ids.length - 1);
    const { owner, unit } = placeOf(book, customer);
    const store = random.pick(organisation.stores);
    yield makeRow(
      organisation.now - 5 * DAY,
      random,
      { owner, unit, createdBy: owner },
      {
        object: "customer",
        recordId: customers.ids[customer],
        principalKind: "unit",
        principalId: unitId(organisation, store.unit),
        function: "shared",
        from: toTime(organisation.now - 5 * DAY),
        until: toTime(organisation.now + 40 * DAY),
        reason: "门店装修期间代为照看",
      },
    );
  }
}
