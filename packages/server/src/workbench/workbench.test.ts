import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matches } from "../matrix/answers.ts";
import { createMatrixWorld, type Persona } from "../matrix/enterprise.ts";
import { askedOf } from "../matrix/path.ts";
import type { SeenRow } from "../matrix/reference.ts";
import { openMatrix, type Matrix } from "../matrix/run.ts";
import type { Figure, TeamReply } from "../http/contract.ts";
import { as } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { atDesk, type Desk } from "./desk.ts";
import { figuresOf } from "./figures.ts";
import { monthOf } from "./month.ts";
import { myDay } from "./my-day.ts";
import { teamFigures } from "./team.ts";
import { trendsOf } from "./trends.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

let server: NativeServer;
let matrix: Matrix;

beforeAll(async () => {
  server = await startNativeServer();
  const world = await createMatrixWorld({ url: server.url });
  await addToday(world.enterprise, world.personas);
  matrix = await openMatrix(world);
}, 240_000);
afterAll(async () => {
  await matrix.world.enterprise.close();
  await server.stop();
});

type World = Awaited<ReturnType<typeof createMatrixWorld>>["enterprise"];

/** The matrix's records lie in the past: some of this month and the last, and what is due today, for everybody. */
async function addToday(enterprise: World, personas: readonly Persona[]): Promise<void> {
  const { rows: units } = await enterprise.services.db.query<{ id: string }>(
    "select id from unit order by id",
  );
  for (const [index, { id: owner }] of personas.entries()) {
    const unit = units[index % units.length]!.id;
    const place = { owner, unit };
    const customer = { ...place, name: `客户${index}`, stage: index % 3 ? "developing" : "signed" };
    const silence = [{ lastFollowUpAt: ago((10 + index) * DAY) }, {}][index % 2];
    const [id] = await enterprise.insert("customer", [
      { ...customer, ...silence },
      { ...customer, owner: null, name: `公海${index}` },
    ]);
    const order = { ...place, customer: id, status: index % 5 ? "fulfilled" : "refunded" };
    const total = { amount: String(100 + index), currency: index % 4 ? "CNY" : "USD" };
    await enterprise.insert(
      "order",
      [0, HOUR, 20 * DAY, 35 * DAY, 50 * DAY].map((age, nth) => ({
        ...order,
        total,
        number: `T${index}-${nth}`,
        placedAt: ago(age),
      })),
    );
    const task = { ...place, customer: id, subject: `任务${index}`, status: "open" };
    await enterprise.insert("task", [
      { ...task, dueAt: ago(index * DAY) },
      { ...task, dueAt: ago(-3 * DAY) },
      { ...task, dueAt: ago(DAY), status: "done" },
    ]);
  }
}

const seenBy = (person: string, { place }: Figure): readonly SeenRow[] => {
  const reader = matrix.readers.get(person)!;
  const object = matrix.objects.find(({ name }) => name === place.object)!;
  const asked = askedOf({ object, reader });
  return reader.view(object.name).filter((row) => matches(asked, { and: place.conditions }, row));
};

/** What the reference view holds where a figure says it counted. */
function told(person: string, figure: Figure, amount: string): object {
  const rows = seenBy(person, figure);
  const sums = new Map<string, bigint>();
  for (const { cells } of rows) {
    const cell = cells.get(amount) as { amount: string; currency: string } | null | undefined;
    if (cell) sums.set(cell.currency, (sums.get(cell.currency) ?? 0n) + BigInt(cell.amount));
  }
  return { count: rows.length, ...(figure.amounts ? { sums: sorted([...sums]) } : {}) };
}

const shown = ({ count, amounts }: Figure): object => ({
  count,
  ...(amounts
    ? { sums: sorted(amounts.map(({ amount, currency }) => [currency, BigInt(amount)])) }
    : {}),
});

const sorted = (sums: readonly (readonly [string, bigint])[]) =>
  sums.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => `${sum} ${currency}`);

const AMOUNTS: Readonly<Record<string, string>> = { order: "total", opportunity: "amount" };

const desk = <Result>(person: string, work: (desk: Desk) => Promise<Result>): Promise<Result> =>
  atDesk(matrix.world.enterprise.services, as(person), work);

const isSomething = ({ count }: Figure): boolean => count > 0;

async function everyTable(person: string): Promise<readonly TeamReply[]> {
  const tables: TeamReply[] = [];
  const wanted: (string | null)[] = [null];
  for (let at = wanted.pop(); at !== undefined; at = wanted.pop()) {
    const unit = at;
    const table = await desk(person, (one) => teamFigures(one, unit));
    tables.push(table);
    wanted.push(...table.rows.flatMap((row) => (row.isOpen && row.of ? row.of.id : [])));
  }
  return tables;
}

describe("R45, R141: a figure is as large as the list it leads to, and as what its reader sees there", () => {
  async function figuresFor(person: string): Promise<readonly Figure[]> {
    const { figures } = await desk(person, figuresOf);
    const month = await desk(person, monthOf);
    const { tasks, tickets, calls } = await desk(person, myDay);
    const { trends } = await desk(person, trendsOf);
    const tables = await everyTable(person);
    const lists = [tasks?.due, tasks?.later, tickets, calls?.quiet, calls?.never];
    return [
      ...[...figures, ...month.figures].flatMap((group) => [group, ...group.parts]),
      ...trends,
      ...tables.flatMap(({ columns, rows }) => [...columns, ...rows.flatMap((row) => row.figures)]),
      ...lists.flatMap((list) => list ?? []),
    ];
  }

  test("for every post there is", { timeout: 120_000 }, async () => {
    const { services } = matrix.world.enterprise;
    let something = 0;
    for (const { id, name } of matrix.world.personas) {
      for (const figure of await figuresFor(id)) {
        const { object, conditions } = figure.place;
        const where = `${name}: ${object} ${JSON.stringify(conditions)}`;
        expect(shown(figure), where).toEqual(told(id, figure, AMOUNTS[object] ?? ""));
        const filter = { and: conditions };
        const { count } = await services.gate.count(as(id), object, { filter });
        expect(figure.count, where).toBe(count);
        something += Number(isSomething(figure));
      }
    }
    expect(something).toBeGreaterThan(300);
  });

  test("the parts of a figure, and the rows of a table, add up to the whole", async () => {
    const sum = (figures: readonly Figure[]) => figures.reduce((all, { count }) => all + count, 0);
    for (const { id, name } of matrix.world.personas) {
      const { figures } = await desk(id, figuresOf);
      for (const { name: figure, count, parts } of figures)
        if (parts.length > 0) expect(sum(parts), `${name} ${figure}`).toBe(count);
      for (const { columns, rows } of await everyTable(id))
        columns.forEach(({ count }, index) =>
          expect(sum(rows.map((row) => row.figures[index]!)), name).toBe(count),
        );
    }
  });
});

const idOf = (name: string): string =>
  matrix.world.personas.find((persona) => persona.name === name)!.id;

test("R30: a seller's figures are of their own customers, a store head's of the store", async () => {
  const [seller] = (await desk(idOf("seller"), figuresOf)).figures;
  expect(seller).toMatchObject({ name: "customers", isMine: true });
  expect(seller!.place.conditions).toEqual([{ field: "owner", op: "is", value: idOf("seller") }]);
  const [head, own] = (await desk(idOf("storeHead"), figuresOf)).figures;
  expect(head).toMatchObject({ name: "customers", isMine: false, place: { conditions: [] } });
  expect(own).toMatchObject({ name: "ownCustomers", isMine: true });
  expect(await desk(idOf("seller"), (one) => teamFigures(one, null))).toMatchObject({ rows: [] });
});

test("R48: finance has orders and their amounts, and not one figure of customers", async () => {
  const { figures } = await desk(idOf("finance"), figuresOf);
  expect(figures.filter(({ place }) => place.object === "customer")).toEqual([]);
  const [month] = (await desk(idOf("finance"), monthOf)).figures;
  expect(month).toMatchObject({ name: "thisMonth", reads: "all" });
  expect(month!.amounts!.length).toBeGreaterThan(0);
});

test("amounts that a reader reads on some orders alone are said to be of some", async () => {
  const [month] = (await desk(idOf("closedInParts"), monthOf)).figures;
  expect(month!.reads).toBe("some");
});

test("R36, R39: who leads one store is shown its people, who leads several their stores", async () => {
  const table = (name: string) => desk(idOf(name), (one) => teamFigures(one, null));
  const of = async (name: string) => {
    const { rows } = await table(name);
    return new Set(rows.flatMap(({ of: whose }) => whose?.object ?? []));
  };
  expect(await of("storeHead")).toEqual(new Set(["person"]));
  expect(await of("boss")).toEqual(new Set(["unit"]));
});

test("R45, R141: each period of a trend holds what the reader's list holds of it, the days of their own wall", async () => {
  const person = idOf("boss");
  const { trends } = await desk(person, trendsOf);
  expect(trends.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["customers", "opportunities", "tickets", "thisMonth"]),
  );
  for (const { name, place, points, count } of trends) {
    const [from, until] = place.conditions.slice(-2).map(({ value }) => Date.parse(String(value)));
    const moment = place.conditions.at(-1)!.field;
    const length = (until! - from!) / points.length;
    const periods = seenBy(person, { place, count }).map(({ cells }) =>
      Math.floor((Date.parse(String(cells.get(moment))) - from!) / length),
    );
    const expected = points.map((_, index) => periods.filter((one) => one === index).length);
    expect(points, name).toEqual(expected);
  }
  const orders = trends.find(({ name }) => name === "thisMonth")!;
  expect(orders.points.filter((point) => point > 0).length).toBeGreaterThan(1);
  expect(orders.points.at(-1)).toBeGreaterThan(0);
});

test("a unit that the reader does not see is not told from one that is not there", async () => {
  const ask = (unit: string) => desk(idOf("storeHead"), (one) => teamFigures(one, unit));
  await expect(ask("01990000-0000-7000-8000-000000000000")).rejects.toMatchObject({
    code: "not_found",
  });
});

test("nobody without rights is told anything", async () => {
  const person = idOf("no role");
  expect(await desk(person, figuresOf)).toEqual({ figures: [] });
  expect(await desk(person, monthOf)).toEqual({ figures: [] });
  expect(await desk(person, trendsOf)).toEqual({ trends: [] });
  expect(await desk(person, (one) => teamFigures(one, null))).toEqual({
    unit: null,
    columns: [],
    rows: [],
  });
  expect(await desk(person, myDay)).toEqual({
    hasCustomers: false,
    tasks: null,
    tickets: null,
    calls: null,
  });
});

test("a day begins at midnight of the reader's zone, and what is due then is not due today", async () => {
  const { services } = matrix.world.enterprise;
  const person = idOf("seller");
  const zoneOf = async (zone: string): Promise<string> => {
    await services.db.query("update person set zone = $2 where id = $1", [person, zone]);
    await services.subjects.reload(person);
    return desk(person, async ({ calendar }) => calendar.tomorrow);
  };
  const wall = (iso: string, timeZone: string) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone, timeStyle: "short" }).format(new Date(iso));
  expect(wall(await zoneOf("America/New_York"), "America/New_York")).toBe("00:00");
  expect(wall(await zoneOf("Asia/Shanghai"), "Asia/Shanghai")).toBe("00:00");
});

test("the day of a seller: what is due, and who has not heard from them for long", async () => {
  const { tasks, calls, hasCustomers } = await desk(idOf("seller"), myDay);
  expect(hasCustomers).toBe(true);
  expect(tasks!.due.rows.map(({ values }) => values["status"])).not.toContain("done");
  expect(tasks!.due.rows.length).toBe(tasks!.due.count);
  expect(tasks!.later.count).toBe(1);
  expect(calls!.quiet.count + calls!.never.count).toBeGreaterThan(0);
});
