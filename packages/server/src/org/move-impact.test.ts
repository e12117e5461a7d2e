/** R141, R144: what a move is said to change is what it changes, and nobody learns more from it than their lists tell. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MoveImpact } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

const READS = { own: "plain", beyond: "plain", write: true } as const;
const NAME = { zh: "测试", en: "Test" };
const TEMPLATES = [
  {
    id: "ownerOfAll",
    name: NAME,
    duties: NAME,
    grants: { administration: "all", "customer.view": "all" },
    classes: { basic: READS },
  },
  {
    id: "regionalAdministrator",
    name: NAME,
    duties: NAME,
    grants: { administration: "subtree" },
    classes: { basic: READS },
  },
  {
    id: "movesOnly",
    name: NAME,
    duties: NAME,
    grants: { "unit:view": "all", "unit:move": "all", "person:view": "all" },
    classes: { basic: READS },
  },
] as const;

let world: Enterprise;
let callers: Callers;
let east: string, south: string, bund: string, desk: string, futian: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  world = await createEnterprise({ templates: TEMPLATES });
  east = await world.unit("华东", world.root, "region");
  south = await world.unit("华南", world.root, "region");
  bund = await world.unit("外滩店", east);
  desk = await world.unit("夜间柜台", bund, "department");
  futian = await world.unit("福田店", south);
  const posts = [
    ["总管", "ownerOfAll", world.root],
    ["管理员", "administrator", world.root],
    ["华东管理员", "regionalAdministrator", east],
    ["只管移动", "movesOnly", world.root],
    ["老板", "boss", world.root],
    ["华东经理", "areaManager", east],
    ["华南经理", "areaManager", south],
    ["外滩店长", "storeHead", bund],
    ["福田店长", "storeHead", futian],
    ["柜台导购", "guide", desk],
  ] as const;
  for (const [name, role, unit] of posts) people[name] = await world.person(name, role, unit);
  // Two posts: what one loses, the other still reaches.
  people["两地经理"] = await world.person("两地经理", "areaManager", east);
  await world.assign(people["两地经理"]!, "areaManager", south);
  const customer = (name: string, unit: string, owner: string) => ({
    name,
    unit,
    owner: people[owner]!,
    kind: "person",
  });
  await world.insert("customer", [
    customer("外滩一", bund, "外滩店长"),
    customer("外滩二", bund, "华东经理"),
    customer("柜台一", desk, "柜台导购"),
    customer("福田一", futian, "福田店长"),
  ]);
  callers = await createCallers(world.services);
  for (const person of Object.values(people)) await callers.signIn(person);
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

const ask = (who: string, id: string, parent: string): Promise<Reply> =>
  callers.call(people[who]!, "unit.moveImpact", { id, parent });

const move = async (who: string, id: string, parent: string): Promise<Reply> => {
  const { record } = (await callers.call(people[who]!, "unit.get", { id })).body;
  return callers.call(people[who]!, "unit.move", { id, parent, version: record?.version ?? 1 });
};

/** Names of the customers that each sees. */
async function sights(): Promise<Map<string, Set<string>>> {
  const seen = new Map<string, Set<string>>();
  for (const [name, person] of Object.entries(people)) {
    const { rows } = await world.services.gate.list(as(person), "customer", {});
    seen.set(name, new Set(rows.map(({ id }) => id)));
  }
  return seen;
}

const told = ({ people: changes }: MoveImpact) =>
  new Map(changes.map(({ person, customers }) => [person.title, customers]));

describe("R144: the impact of a move", () => {
  test("is what the move does: for everybody, customer by customer, there and back", async () => {
    for (const parent of [south, east]) {
      const { status, body } = await ask("总管", bund, parent);
      expect(status).toBe(200);
      const before = await sights();
      expect((await move("总管", bund, parent)).status).toBe(200);
      const after = await sights();
      const changed = Object.keys(people).flatMap((name) => {
        const [old, next] = [before.get(name)!, after.get(name)!];
        const gained = [...next].filter((id) => !old.has(id)).length;
        const lost = [...old].filter((id) => !next.has(id)).length;
        return gained + lost > 0 ? [[name, { gained, lost }] as const] : [];
      });
      expect(changed.length).toBeGreaterThan(1);
      // Who comes to reach no customer of it is told too, by units.
      const counted = [...told(body)].filter(([, one]) => one!.gained + one!.lost > 0);
      expect(new Map(counted)).toEqual(new Map(changed));
    }
  });

  test("counts what moves along as the reader's own lists count it", async () => {
    const { body } = await ask("总管", bund, south);
    const counts = (body as MoveImpact).records.map(({ object, count }) => [object, count]);
    expect(body.units).toBe(2);
    expect(Object.fromEntries(counts)).toMatchObject({ person: 2, customer: 3 });
    expect(body.customers).toBe("counted");
  });

  test("tells an administrator who sees no customer whose reach changes, by units, and no number of customers", async () => {
    const { body } = await ask("管理员", bund, south);
    const impact = body as MoveImpact;
    expect(impact.customers).toBe("unseen");
    expect(impact.records.map(({ object }) => object)).not.toContain("customer");
    const units = impact.people.map(({ person, units: one, customers }) => [
      person.title,
      one,
      customers,
    ]);
    expect(units).toEqual([
      ["华东经理", { gained: 0, lost: 2 }, null],
      ["华南经理", { gained: 2, lost: 0 }, null],
    ]);
    expect(impact.people[0]).toMatchObject({ role: { zh: "区域主管" }, unit: "华东" });
  });

  test("says nobody's posts to who may not view them", async () => {
    const { status, body } = await ask("只管移动", bund, south);
    expect(status).toBe(200);
    expect(body).toMatchObject({ people: [], total: 0, customers: "unseen" });
  });

  test("writes nothing, and leaves its line", async () => {
    const version = async () =>
      (await world.services.db.query("select n from policy_state")).rows[0];
    const before = await version();
    await ask("管理员", bund, south);
    expect(await version()).toEqual(before);
    await world.services.trail.flush();
    const { rows } = await world.services.db.query(
      "select records, detail::jsonb ->> 'parent' as parent from audit_line where action = 'unit.moveImpact' order by at desc, id desc limit 1",
    );
    expect(rows).toEqual([{ records: [bund], parent: south }]);
  });
});

describe("R154: the impact is told to who may make the move, refused in the same words", () => {
  test.each([
    ["老板", "bund", "south"],
    ["外滩店长", "bund", "south"],
    ["柜台导购", "desk", "east"],
    ["华东管理员", "futian", "east"],
    ["华东管理员", "bund", "south"],
    ["管理员", "bund", "desk"],
    ["管理员", "bund", "bund"],
    ["管理员", "none", "east"],
    ["管理员", "bund", "none"],
  ])("%s: %s below %s", async (who, unit, parent) => {
    const ids: Record<string, string> = {
      bund,
      desk,
      futian,
      east,
      south,
      none: "0190b6d2-0000-7000-8000-000000000000",
    };
    const impact = await ask(who, ids[unit]!, ids[parent]!);
    const moved = await move(who, ids[unit]!, ids[parent]!);
    expect(impact.status).toBeGreaterThanOrEqual(400);
    expect({ status: impact.status, code: impact.body.code }).toEqual({
      status: moved.status,
      code: moved.body.code,
    });
  });

  test("bodies that make no sense are refused", async () => {
    for (const body of [{}, { id: 5 }, { id: bund }, { id: bund, parent: "x" }]) {
      const { status } = await callers.call(people["管理员"]!, "unit.moveImpact", body);
      expect([400, 404]).toContain(status);
    }
  });
});
