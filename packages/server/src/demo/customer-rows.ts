/** Customers, their contacts, and leads that are not customers yet. */
import { NOBODY } from "./book.ts";
import { CUSTOMER_TIERS } from "../objects/customer-fields.ts";
import {
  makeCompanyName,
  makeForeignCompanyName,
  makeForeignMobile,
  makeMobile,
  makePersonName,
} from "./names.ts";
import { PROVINCES } from "./places.ts";
import { createRandom } from "./random.ts";
import { DAY, makeRow, money, personId, toDay, toTime, unitId } from "./rows.ts";
import type { Book } from "./book.ts";
import type { Catalogue } from "./catalogue-rows.ts";
import type { DemoTeam } from "./organisation.ts";
import type { Random } from "./random.ts";
import type { DemoRow, RowPlace } from "./rows.ts";

const TASTES = ["milkTea", "fruitTea", "pureTea", "cheeseFoam", "coffee"];
const SUGARS = ["full", "seventy", "half", "thirty", "none"];
const ICES = ["normal", "less", "none", "hot"];
const CHANNELS = ["wechat", "wechat", "phone", "sms", "none"];
const HOURS = ["morning", "afternoon", "afternoon", "evening"];
const CONSUMER_SOURCES = [
  "storeCode",
  "storeCode",
  "miniProgram",
  "delivery",
  "referral",
  "campaign",
];
const COMPANY_SOURCES = ["website", "exhibition", "outbound", "referral", "campaign"];
/** Fen at which the second to fifth tier begin (R92). */
const TIER_FLOORS = [20_000, 100_000, 500_000, 2_000_000];

export function placeOf({ organisation, customers }: Book, index: number): RowPlace {
  const owner = customers.owner[index] as number;
  const ownerId = owner === NOBODY ? null : personId(organisation, owner);
  return {
    owner: ownerId,
    unit: unitId(organisation, customers.unit[index] as number),
    createdBy: ownerId,
  };
}

/** The people of the place a customer belongs to: who may have written, received or done something. */
export function staffOf({ organisation, customers }: Book, index: number): readonly number[] {
  const store = organisation.stores[customers.store[index] as number];
  if (store) return [store.head, ...store.staff];
  return (organisation.teams[customers.team[index] as number] as DemoTeam).sellers;
}

export function teamOf({ organisation, customers }: Book, index: number): DemoTeam | undefined {
  return organisation.teams[customers.team[index] as number];
}

export function currencyOf(team: DemoTeam | undefined): string {
  if (team?.kind === "europe") return "EUR";
  return team?.kind === "asia" ? "USD" : "CNY";
}

export function countryOf(team: DemoTeam | undefined, index: number): string {
  if (team?.kind === "europe") return ["DE", "FR", "GB"][index % 3] as string;
  return team?.kind === "asia" ? (["SG", "JP", "TH"][index % 3] as string) : "CN";
}

export function* customerRows(book: Book, catalogue: Catalogue): Iterable<DemoRow> {
  const random = createRandom("customers");
  const { ids, createdAt } = book.customers;
  for (const [index, id] of ids.entries()) {
    const at = createdAt[index] as number;
    const team = teamOf(book, index);
    const isCompany = team !== undefined && team.kind !== "academy";
    yield {
      id,
      ...placeOf(book, index),
      createdAt: toTime(at),
      ...identity(book, { index, random, catalogue }),
      ...(isCompany ? companyOnly(book, index, random) : preferences(random)),
      ...standing(book, { index, random, catalogue }),
    };
  }
}

interface Draw {
  readonly index: number;
  readonly random: Random;
  readonly catalogue: Catalogue;
}

function identity(book: Book, { index, random, catalogue }: Draw): DemoRow {
  const team = teamOf(book, index);
  const { city, province } = cityOf(book, index, random);
  const isForeign = team?.kind === "europe" || team?.kind === "asia";
  const isCompany = team?.kind === "company" || isForeign;
  const name = isForeign
    ? makeForeignCompanyName(random)
    : isCompany
      ? makeCompanyName(city, random)
      : makePersonName(random);
  const source = random.pick(isCompany ? COMPANY_SOURCES : CONSUMER_SOURCES);
  return {
    name,
    kind: isCompany ? "company" : "person",
    phone: isForeign ? makeForeignMobile(index) : makeMobile(index, 2),
    source,
    country: countryOf(team, index),
    province,
    city,
    marketingConsent: random.chance(0.78),
    ...(source === "campaign" ? { campaign: random.pick(catalogue.campaigns)["id"] } : {}),
    ...(random.chance(isCompany ? 0.9 : 0.18) ? { email: `c${index + 1}@customers.example` } : {}),
    ...(random.chance(0.12) ? { phone2: makeMobile(index, 5) } : {}),
    ...(random.chance(0.15) ? { address: `${city}演示路 ${random.whole(1, 300)} 号` } : {}),
  };
}

function cityOf(book: Book, index: number, random: Random): { city: string; province: string } {
  const store = book.organisation.stores[book.customers.store[index] as number];
  if (store) {
    const province = PROVINCES[store.place.province] as (typeof PROVINCES)[number];
    return { city: store.place.city, province: province.name };
  }
  const team = teamOf(book, index) as DemoTeam;
  const nearby = PROVINCES.filter(({ region }) => team.region === "" || region === team.region);
  const province = random.pick(nearby);
  return { city: random.pick(province.cities), province: province.name };
}

function preferences(random: Random): DemoRow {
  return {
    gender: random.chance(0.62) ? "female" : random.chance(0.85) ? "male" : "unknown",
    taste: random.chance(0.5) ? [random.pick(TASTES)] : ["fruitTea", "milkTea"],
    sugarLevel: random.pick(SUGARS),
    iceLevel: random.pick(ICES),
    preferredChannel: random.pick(CHANNELS),
    contactTime: random.pick(HOURS),
    ...(random.chance(0.6)
      ? { birthday: toDay(Date.UTC(1965, 0, 1) + random.whole(0, 15_000) * DAY) }
      : {}),
    ...(random.chance(0.04)
      ? { dietNote: random.pick(["对坚果过敏", "乳糖不耐", "孕期，不含咖啡因"]) }
      : {}),
  };
}

function companyOnly(book: Book, index: number, random: Random): DemoRow {
  const currency = currencyOf(teamOf(book, index));
  const spend = book.customers.spend[index] as number;
  const rating = random.next();
  return {
    preferredChannel: random.pick(["phone", "email", "wechat"]),
    contactTime: random.pick(["morning", "afternoon"]),
    taxId: `91${(440300000000 + index * 37).toString()}X`,
    webDomain: `customer-${index + 1}.example`,
    creditLimit: money(random.whole(5, 80) * 1_000_000, currency),
    receivable: money(random.chance(0.3) ? spend * 0.2 : 0, currency),
    acquisitionCost: money(random.whole(200, 3000) * 100, currency),
    strategicRating: rating < 0.08 ? "key" : rating < 0.35 ? "growth" : "standard",
    ...(random.chance(0.06) ? { riskNote: "付款周期拉长，注意账期。" } : {}),
    ...(random.chance(0.02) ? { screeningNote: "制裁名单筛查：无命中，复核日期见附件。" } : {}),
  };
}

function standing(book: Book, { index, random, catalogue }: Draw): DemoRow {
  const { customers, organisation } = book;
  const spend = customers.spend[index] as number;
  const tier = TIER_FLOORS.filter((floor) => spend >= floor).length;
  const [lastOrderAt, lastFollowUpAt] = [
    customers.lastOrderAt[index],
    customers.lastFollowUpAt[index],
  ];
  const isPool = customers.owner[index] === NOBODY;
  const tagCount = [0, 1, 1, 2, 3][random.whole(0, 4)] as number;
  const tags = new Set(
    Array.from({ length: tagCount }, () => {
      const rank = Math.floor(random.next() ** 1.7 * catalogue.tags.length);
      return (catalogue.tags[rank] as DemoRow)["id"] as string;
    }),
  );
  return {
    stage: stageOf(book, index, random),
    tier: (CUSTOMER_TIERS[tier] as (typeof CUSTOMER_TIERS)[number]).value,
    level: levelOf(tier, random),
    points: Math.floor(spend / 100),
    spend: money(spend, currencyOf(teamOf(book, index))),
    orderCount: customers.orderCount[index],
    ...(tags.size > 0 ? { tags: [...tags] } : {}),
    ...(lastOrderAt ? { lastOrderAt: toTime(lastOrderAt) } : {}),
    ...(lastFollowUpAt ? { lastFollowUpAt: toTime(lastFollowUpAt) } : {}),
    ...(isPool ? { poolSince: toTime(organisation.now - random.whole(1, 40) * DAY) } : {}),
    ...(random.chance(0.3)
      ? { confirmedAt: toDay(organisation.now - random.whole(1, 400) * DAY) }
      : {}),
  };
}

function levelOf(tier: number, random: Random): string {
  if (tier === 0) return random.chance(0.45) ? "guest" : "bronze";
  return ["", "bronze", random.chance(0.6) ? "silver" : "bronze", "gold", "vip"][tier] as string;
}

function stageOf({ customers, organisation }: Book, index: number, random: Random): string {
  const lastOrderAt = customers.lastOrderAt[index] as number;
  if (lastOrderAt === 0) {
    return random.pick(["new", "new", "developing", "developing", "negotiating", "lost"]);
  }
  const days = (organisation.now - lastOrderAt) / DAY;
  if (days > 420) return "lost";
  if (days > 200) return "dormant";
  return random.pick(["signed", "signed", "afterSales", "delivering", "developing"]);
}

/** Companies have people in them. */
export function* contactRows(book: Book): Iterable<DemoRow> {
  const random = createRandom("contacts");
  for (const [index, id] of book.customers.ids.entries()) {
    const team = teamOf(book, index);
    if (team === undefined) continue;
    const count = team.kind === "academy" ? 1 : random.whole(0, 2);
    for (let nth = 0; nth < count; nth++) {
      const at = (book.customers.createdAt[index] as number) + nth * 60_000;
      yield makeRow(at, random, placeOf(book, index), {
        customer: id,
        name: makePersonName(random),
        position:
          team.kind === "academy" ? "家长" : random.pick(["行政经理", "采购主管", "总助", "财务"]),
        role:
          team.kind === "academy"
            ? "guardian"
            : random.pick(["decider", "influencer", "user", "payer"]),
        phone: makeMobile(index * 2 + nth, 3),
        email: `contact${index + 1}-${nth + 1}@customers.example`,
        primary: nth === 0,
      });
    }
  }
}

export function* leadRows(book: Book, catalogue: Catalogue, count: number): Iterable<DemoRow> {
  const random = createRandom("leads");
  const { organisation } = book;
  const teams = organisation.teams.filter(({ kind }) => kind === "company");
  for (let index = 0; index < count; index++) {
    const team = random.pick(teams);
    const at = organisation.now - Math.floor(random.next() ** 1.6 * 300 * DAY);
    const owner = random.chance(0.7) ? personId(organisation, random.pick(team.sellers)) : null;
    const city = random.pick(random.pick(PROVINCES).cities);
    const converted = random.chance(0.12) && book.ofTeams.length > 0;
    yield makeRow(
      at,
      random,
      { owner, unit: unitId(organisation, team.unit), createdBy: owner },
      {
        name: makePersonName(random),
        company: makeCompanyName(city, random),
        phone: makeMobile(index, 4),
        email: `lead${index + 1}@leads.example`,
        source: random.pick(COMPANY_SOURCES),
        campaign: random.pick(catalogue.campaigns)["id"],
        country: "CN",
        city,
        interest: `咨询${random.pick(["下午茶团购", "员工福利茶礼", "会议茶歇", "联名合作", "加盟"])}`,
        score: random.whole(5, 98),
        cost: money(random.whole(20, 400) * 100),
        status: converted
          ? "converted"
          : random.pick(["open", "open", "nurturing", "qualified", "invalid"]),
        ...(converted
          ? {
              customer: book.customers.ids[random.pick(book.ofTeams)],
              convertedAt: toTime(Math.min(at + random.whole(1, 20) * DAY, organisation.now)),
            }
          : {}),
      },
    );
  }
}
