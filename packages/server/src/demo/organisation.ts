/** The demo chain as an organisation: units, people and who works where. Plain values; `organisation-rows.ts` makes rows. */
import { makeMobile, makePersonName } from "./names.ts";
import { DEMO_EMAIL_DOMAIN, DEMO_ORGANISATION, DEMO_PERSONAS } from "./personas.ts";
import { placeStores, PROVINCES, REGIONS, shareOut, SHOWCASE_STORE } from "./places.ts";
import { createRandom, idAt } from "./random.ts";
import type { DemoPersona } from "./personas.ts";
import type { StorePlace } from "./places.ts";
import type { Random } from "./random.ts";

const STORE_COUNT = 500;
export const PERSON_COUNT = 3000;
const CITY_MANAGER_COUNT = 50;
const STORES_PER_AREA = 3;
const INTERN_COUNT = 80;
const DAY = 86_400_000;

interface DemoUnit {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: string;
  readonly parent: number | null;
  readonly createdAt: number;
  head: number | null;
}

interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly number: string;
  readonly phone: string;
  readonly unit: number;
  readonly title: string;
  readonly template: string;
  readonly joinedAt: number;
}

export interface DemoStore {
  readonly unit: number;
  readonly place: StorePlace;
  /** Its share of the chain's trade: few stores are busy, some are dead. */
  readonly weight: number;
  readonly head: number;
  /** Clerks and interns. */
  readonly staff: number[];
}

/** A unit whose people own customers themselves. */
export interface DemoTeam {
  readonly kind: "company" | "europe" | "asia" | "academy";
  readonly unit: number;
  readonly region: string;
  readonly sellers: readonly number[];
  readonly manager: number;
}

export interface Organisation {
  readonly now: number;
  readonly units: readonly DemoUnit[];
  readonly people: readonly DemoPerson[];
  readonly stores: readonly DemoStore[];
  readonly teams: readonly DemoTeam[];
  /** Index of a person by the persona's key. */
  readonly personas: ReadonlyMap<string, number>;
  readonly byTemplate: ReadonlyMap<string, readonly number[]>;
}

export function buildOrganisation(now: number): Organisation {
  const builder = createBuilder(now);
  const root = builder.unit({ name: DEMO_ORGANISATION.zh, kind: "group", parent: null });
  const teams = buildHeadOffice(builder, root);
  const regions = new Map<string, number>();
  for (const name of REGIONS) {
    const region = builder.unit({ name, kind: "region", parent: root });
    regions.set(name, region);
    teams.push(buildRegion(builder, region));
  }
  const stores = buildStores(builder, regions);
  hireClerks(builder, stores);
  const { units, people, personas } = builder;
  const byTemplate = Map.groupBy(
    people.map((_, index) => index),
    (index) => (people[index] as DemoPerson).template,
  );
  return { now, units, people, stores, teams, personas, byTemplate };
}

interface Builder {
  readonly random: Random;
  readonly units: DemoUnit[];
  readonly people: DemoPerson[];
  readonly personas: Map<string, number>;
  unit(what: { name: string; kind: string; parent: number | null }): number;
  hire(unit: number, template: string, title: string): number;
  hireMany(count: number, unit: number, template: string, title: string): readonly number[];
}

function createBuilder(now: number): Builder {
  const random = createRandom("organisation");
  const units: DemoUnit[] = [];
  const people: DemoPerson[] = [];
  const personas = new Map<string, number>();
  const waiting: DemoPersona[] = [...DEMO_PERSONAS];
  const hire = (unit: number, template: string, title: string): number => {
    const unitName = (units[unit] as DemoUnit).name;
    const found = waiting.findIndex((one) => one.template === template && one.unit === unitName);
    const [persona] = found < 0 ? [] : waiting.splice(found, 1);
    const index = people.length;
    const number = (index + 1).toString().padStart(5, "0");
    const joinedAt = now - random.whole(40, 1000) * DAY - random.whole(0, DAY - 1);
    people.push({
      id: idAt(joinedAt, random),
      name: persona?.name ?? makePersonName(random),
      email: persona?.email ?? `p${number}@${DEMO_EMAIL_DOMAIN}`,
      number: `MZ${number}`,
      phone: makeMobile(index, 1),
      unit,
      template,
      joinedAt,
      title: persona?.post.zh ?? title,
    });
    if (persona) personas.set(persona.key, index);
    return index;
  };
  return {
    random,
    units,
    people,
    personas,
    hire,
    unit({ name, kind, parent }) {
      const index = units.length;
      const createdAt = now - 1100 * DAY + index * 60_000;
      const code = `U${(index + 1).toString().padStart(4, "0")}`;
      units.push({ id: idAt(createdAt, random), name, code, kind, parent, createdAt, head: null });
      return index;
    },
    hireMany: (count, unit, template, title) =>
      Array.from({ length: count }, () => hire(unit, template, title)),
  };
}

function lead(builder: Builder, unit: number, head: number): number {
  (builder.units[unit] as DemoUnit).head = head;
  return head;
}

function buildHeadOffice(builder: Builder, root: number): DemoTeam[] {
  const department = (name: string, parent = root): number =>
    builder.unit({ name, kind: "department", parent });
  const [office, sales, marketing] = [
    department("总经办"),
    department("销售部"),
    department("市场部"),
  ];
  const [service, finance, operations] = [
    department("客服部"),
    department("财务部"),
    department("运营部"),
  ];
  const [technology, overseas] = [department("信息部"), department("海外事业部")];
  const academy = department("茶艺学堂");
  lead(builder, root, lead(builder, office, builder.hire(office, "boss", "董事长")));
  builder.hireMany(4, office, "management", "副总经理");
  const manager = lead(builder, sales, builder.hire(sales, "salesManager", "大客户销售经理"));
  builder.hireMany(2, sales, "salesSupervisor", "销售主管");
  const sellers = [
    ...builder.hireMany(3, sales, "seniorSeller", "资深销售"),
    ...builder.hireMany(7, sales, "seller", "大客户销售"),
  ];
  lead(builder, marketing, builder.hire(marketing, "marketingDirector", "市场总监"));
  builder.hireMany(2, marketing, "marketingSupervisor", "市场部主管");
  builder.hireMany(6, marketing, "marketingSpecialist", "市场专员");
  builder.hireMany(8, marketing, "marketingStaff", "市场部人员");
  lead(builder, service, builder.hire(service, "serviceLead", "客服组长"));
  builder.hireMany(3, service, "serviceLead", "客服组长");
  builder.hireMany(36, service, "serviceAgent", "客服");
  lead(builder, finance, builder.hire(finance, "finance", "财务"));
  builder.hireMany(11, finance, "finance", "财务");
  lead(builder, operations, builder.hire(operations, "operationsDirector", "运营总监"));
  builder.hireMany(12, operations, "headOfficeOperations", "总部运营");
  builder.hireMany(4, operations, "dataAnalyst", "数据分析师");
  lead(builder, technology, builder.hire(technology, "administrator", "系统管理员"));
  builder.hire(technology, "administrator", "系统管理员");
  // The approver came later with a name of their own: the one that was drawn before still is, or everybody hired from
  // here on would be called something else.
  makePersonName(builder.random);
  builder.hire(technology, "administrator", "系统管理员");
  return [
    { kind: "company", unit: sales, region: "", sellers, manager },
    buildOverseas(builder, { kind: "europe", name: "欧洲组", parent: overseas }),
    buildOverseas(builder, { kind: "asia", name: "亚洲组", parent: overseas }),
    buildAcademy(builder, academy),
  ];
}

function buildOverseas(
  builder: Builder,
  { kind, name, parent }: { kind: "europe" | "asia"; name: string; parent: number },
): DemoTeam {
  const unit = builder.unit({ name, kind: "department", parent });
  const manager = lead(builder, unit, builder.hire(unit, "regionalSalesManager", "区域销售经理"));
  const sellers = builder.hireMany(6, unit, "overseasSeller", "海外销售代表");
  builder.hireMany(2, unit, "serviceStaff", "客服人员");
  return { kind, unit, region: "", sellers, manager };
}

function buildAcademy(builder: Builder, unit: number): DemoTeam {
  const sellers = builder.hireMany(6, unit, "courseConsultant", "课程顾问");
  builder.hireMany(6, unit, "classTeacher", "班主任");
  const manager = lead(builder, unit, builder.hire(unit, "consultant", "学堂负责人"));
  return { kind: "academy", unit, region: "", sellers, manager };
}

function buildRegion(builder: Builder, region: number): DemoTeam {
  const { name } = builder.units[region] as DemoUnit;
  lead(builder, region, builder.hire(region, "regionalSalesManager", "大区总经理"));
  const unit = builder.unit({ name: `${name}销售部`, kind: "department", parent: region });
  const manager = lead(builder, unit, builder.hire(unit, "salesManager", "销售经理"));
  const sellers = [
    ...builder.hireMany(2, unit, "seniorSeller", "资深销售"),
    ...builder.hireMany(8, unit, "seller", "销售代表"),
    ...builder.hireMany(2, unit, "newEmployee", "新员工"),
  ];
  return { kind: "company", unit, region: name, sellers, manager };
}

function buildStores(builder: Builder, regions: ReadonlyMap<string, number>): readonly DemoStore[] {
  const places = placeStores(STORE_COUNT);
  const byCity = Map.groupBy(places, ({ city }) => city);
  const withManager = new Set(
    [...byCity]
      .toSorted((a, b) => b[1].length - a[1].length)
      .slice(0, CITY_MANAGER_COUNT)
      .map(([city]) => city),
  );
  const provinces = PROVINCES.map(({ name, region }) => {
    const unit = builder.unit({ name, kind: "province", parent: regions.get(region) as number });
    lead(builder, unit, builder.hire(unit, "salesSupervisor", "省区销售主管"));
    return unit;
  });
  return [...byCity].flatMap(([city, inCity]) => {
    const province = provinces[(inCity[0] as StorePlace).province] as number;
    if (!withManager.has(city)) return inCity.map((place) => openStore(builder, place, province));
    const unit = builder.unit({ name: `${city}市`, kind: "city", parent: province });
    lead(builder, unit, builder.hire(unit, "cityManager", "城市经理"));
    return buildAreas(builder, { city, unit, places: inCity });
  });
}

/** Areas of exactly three stores; what is left over belongs to the city directly (R39). */
function buildAreas(
  builder: Builder,
  { city, unit, places }: { city: string; unit: number; places: readonly StorePlace[] },
): readonly DemoStore[] {
  const areaCount = Math.floor(places.length / STORES_PER_AREA);
  const areas = Array.from({ length: areaCount }, (_, index) => {
    const area = builder.unit({
      name: `${city}${NUMERALS[index]}片区`,
      kind: "area",
      parent: unit,
    });
    lead(builder, area, builder.hire(area, "areaManager", "区域主管"));
    return area;
  });
  return places.map((place, index) =>
    openStore(builder, place, areas[Math.floor(index / STORES_PER_AREA)] ?? unit),
  );
}

const NUMERALS = [..."一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五"];

function openStore(builder: Builder, place: StorePlace, parent: number): DemoStore {
  const { random } = builder;
  const unit = builder.unit({ name: place.name, kind: "store", parent });
  const spread = random.next() + random.next() + random.next() + random.next() - 2;
  const usual = Math.exp(spread * 1.6);
  const isDead = random.chance(0.04);
  const weight = place.name === SHOWCASE_STORE ? 4 : isDead ? usual * 0.02 : usual;
  const head = lead(builder, unit, builder.hire(unit, "storeHead", "店长"));
  return { unit, place, weight, head, staff: [] };
}

/** Interns for the busiest stores; clerks until the chain has its number of people, more where there is more to do. */
function hireClerks(builder: Builder, stores: readonly DemoStore[]): void {
  const busiest = stores.toSorted((a, b) => b.weight - a.weight).slice(0, INTERN_COUNT);
  for (const store of busiest) store.staff.push(builder.hire(store.unit, "intern", "实习生"));
  const clerks = shareOut(
    PERSON_COUNT - builder.people.length,
    stores.map(({ weight }) => 1 + Math.min(weight, 2)),
  );
  for (const [index, store] of stores.entries()) {
    store.staff.push(...builder.hireMany(clerks[index] as number, store.unit, "guide", "店员"));
  }
}
