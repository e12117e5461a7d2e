/** Every industry template, from an empty database to a first customer; and what a set-up refuses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { migratedDatabase } from "../testing/in-memory.ts";
import type { IndustryMeta, SetupReply, SetupRequest } from "../http/contract.ts";
import { startServices, type Services } from "../services.ts";
import { INDUSTRIES } from "../templates/registry.ts";
import { unitsOf } from "../templates/industry.ts";
import type { Caller } from "../gate/mutate.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { as } from "../testing/enterprise.ts";
import { listFields } from "./custom-fields.ts";
import { industryMetas } from "./industries.ts";
import { MAX_PLANNED_UNITS } from "./setup-plan.ts";

type Planned = NonNullable<SetupRequest["plan"]>["units"][number];

const OWNER = {
  organisation: "试用企业",
  zone: "Asia/Shanghai",
  currency: "CNY",
  name: "管理员",
  email: "admin@test.example",
  password: "correct horse battery",
} as const;

/** The template as it comes. */
function planOf(meta: IndustryMeta, locale: "zh" | "en" = "zh"): SetupRequest {
  const units: Planned[] = [];
  const add = (list: IndustryMeta["units"], parent: number | null): void => {
    for (const { name, kind, key, zone, below } of list) {
      units.push({
        name: name[locale],
        kind,
        parent,
        ...(key ? { key } : {}),
        ...(zone ? { zone } : {}),
      });
      add(below, units.length - 1);
    }
  };
  add(meta.units, null);
  const plan = {
    industry: meta.id,
    units,
    posts: meta.posts.map(({ id }) => id),
    fields: meta.fields.map(({ id }) => id),
    tags: true,
    otherRoles: true,
  };
  return { ...OWNER, locale, plan };
}

const metaNamed = (id: string): IndustryMeta => industryMetas().find((one) => one.id === id)!;

let services: Services;
let callers: Callers;

const call = (who: string, name: string, payload?: object) => callers.call(who, name, payload);
const setUp = (request: object) => call("nobody", "setup", request);

beforeAll(async () => {
  services = await startServices({
    db: await migratedDatabase(null),
    baseUrl: "http://127.0.0.1",
    onError: (error) => {
      throw error;
    },
  });
  callers = await createCallers(services);
});

afterAll(async () => {
  await callers.close();
  await services.close();
});

/** As the first start finds it: tables without rows, nobody's organisation. */
async function empty(): Promise<void> {
  const { rows } = await services.db.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('policy_state', 'migration')",
  );
  await services.db.query(`truncate ${rows.map(({ name }) => name).join(", ")} cascade`);
  await services.db.query("update policy_state set organisation = null, n = n + 1");
}

const gate = () => services.gate;

/** As the administrator of the set-up, without a session: what is asked here is what the gate answers. */
async function administrator(): Promise<Caller> {
  const { rows } = await services.db.query<{ id: string }>(
    "select id from auth_user where email = $1",
    [OWNER.email],
  );
  return as(rows[0]!.id);
}

async function idOf(
  admin: Caller,
  object: string,
  where: Readonly<Record<string, string | null>>,
): Promise<string> {
  const and = Object.entries(where).map(([field, value]) =>
    value === null ? ({ field, op: "isEmpty" } as const) : ({ field, op: "is", value } as const),
  );
  const { rows } = await gate().list(admin, object, { filter: { and } });
  expect(rows.length, `${object} ${JSON.stringify(where)}`).toBeGreaterThan(0);
  return rows[0]!.id;
}

const unitNamed = (admin: Caller, name: string) => idOf(admin, "unit", { name });

/** An administrator hires somebody into one of the vacant posts, through the gate. */
async function hire(admin: Caller, name: string, title: string, unit: string): Promise<Caller> {
  const email = `${name}@test.example`;
  const { record } = await gate().create(admin, "person", { name, email, unit });
  const id = await idOf(admin, "post", { title, unit, person: null });
  await gate().update(admin, "post", { id, version: 1, values: { person: record.id } });
  return as(record.id);
}

const isNotThere = (question: Promise<unknown>) =>
  expect(question).rejects.toMatchObject({ code: "not_found" });

describe("R136: from an empty database", () => {
  beforeEach(empty);

  test.each(
    INDUSTRIES.map(
      ({ id, name, units, posts, levels }) => [name.zh, { id, units, posts, levels }] as const,
    ),
  )(
    "%s is set up in one step, and a customer of one place does not exist for a colleague of another",
    async (_name, { id, units, posts, levels }) => {
      const meta = metaNamed(id);
      const reply = await setUp(planOf(meta));
      expect(reply.status, JSON.stringify(reply.body)).toBe(200);
      const { made } = reply.body as SetupReply;
      expect(made.units).toBe(unitsOf(units).length);
      expect(made.fields).toBe(meta.fields.length);
      expect(made.tags).toBe(meta.tags.length);
      expect(made.posts).toBeGreaterThanOrEqual(posts.length);
      const admin = await administrator();
      const { objects } = await listFields(services, admin);
      expect(objects.flatMap((one) => one.fields)).toHaveLength(made.fields);
      const front = levels.at(-1)!;
      const first = posts.find(({ at }) => "kind" in at && at.kind === front)!;
      const [here, there] = unitsOf(units).filter(({ kind }) => kind === front);
      const head = await hire(admin, "head", first.title.zh, await unitNamed(admin, here!.name.zh));
      const colleague = await hire(
        admin,
        "colleague",
        first.title.zh,
        await unitNamed(admin, there!.name.zh),
      );
      const { record } = await gate().create(head, "customer", { name: "第一位客户" });
      const seen = async (who: Caller) =>
        (await gate().list(who, "customer", {})).rows.map(({ id }) => id);
      expect(await seen(head)).toEqual([record.id]);
      expect(await seen(colleague)).toEqual([]);
      await isNotThere(gate().get(colleague, "customer", record.id));
      await isNotThere(gate().get(admin, "customer", record.id));
    },
  );
});

describe("what a set-up from a template means", () => {
  beforeAll(empty);

  const refused = async (change: (plan: any, request: any) => void) => {
    const request = structuredClone(planOf(metaNamed("medical"))) as any;
    change(request.plan, request);
    const { status, body } = await setUp(request);
    expect(status).toBe(400);
    return body.problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
  };

  test("what the template does not have cannot be asked for, and every mistake is named", async () => {
    expect(await refused((plan) => (plan.industry = "banking"))).toEqual([
      "plan.industry not_choice",
    ]);
    expect(await refused((plan) => (plan.posts = ["store-administrator"]))).toEqual([
      "plan.posts not_choice",
    ]);
    expect(await refused((plan) => (plan.fields = ["person.secret"]))).toEqual([
      "plan.fields not_choice",
    ]);
    expect(await refused((plan) => (plan.fields = "all"))).toEqual(["plan.fields not_list"]);
    expect(await refused((plan) => (plan.units[1].parent = 7))).toEqual([
      "plan.units.1.parent not_id",
    ]);
    expect(await refused((plan) => (plan.units[1].kind = "castle"))).toEqual([
      "plan.units.1.kind not_choice",
    ]);
    expect(await refused((plan) => (plan.units[1].name = plan.units[0].name))).toEqual([
      "plan.units.1.name same_name",
    ]);
    expect(
      await refused((plan, request) => {
        plan.units[0].name = " ";
        plan.units[2].name = "长".repeat(121);
        plan.units[3].zone = "Asia/Nowhere";
        request.email = "nobody";
      }),
    ).toEqual([
      "plan.units.0.name required",
      "plan.units.2.name too_long",
      "plan.units.3.zone bad_request",
      "email not_email",
    ]);
    const many = Array.from({ length: MAX_PLANNED_UNITS + 1 }, (_, index) => ({
      name: `店${index}`,
      kind: "store",
      parent: null,
    }));
    expect(await refused((plan) => (plan.units = many))).toEqual(["plan.units too_many_units"]);
    expect(await refused((plan) => (plan.units = [null, 3]))).toContain("plan.units.0 not_object");
  });

  test("a refused set-up leaves nothing behind, and the next one is as if it had not been", async () => {
    const { rows } = await services.db.query<{ n: string }>(
      "select (select count(*) from unit) + (select count(*) from role) + (select count(*) from custom_field) as n",
    );
    expect(rows[0]!.n).toBe("0");
    expect((await call("nobody", "setup/industries")).body.industries).toHaveLength(9);
  });

  test("R170: a diagnosis is for the physician in charge; the head, the front desk and the top know no more than its name", async () => {
    const reply = await setUp(planOf(metaNamed("medical"), "zh"));
    expect(reply.status).toBe(200);
    const admin = await administrator();
    const clinic = await unitNamed(admin, "西湖门诊");
    const physician = await hire(admin, "physician", "主治医生", clinic);
    const adviser = await hire(admin, "adviser", "健康顾问", clinic);
    const head = await hire(admin, "head", "门诊主任", clinic);
    const desk = await hire(admin, "desk", "前台导诊", clinic);
    const top = await hire(admin, "top", "院长", await unitNamed(admin, OWNER.organisation));
    const patient = await gate().create(head, "customer", { name: "患者甲", allergies: "青霉素" });
    const { id, version } = patient.record;
    const given = await gate().update(head, "customer", {
      id,
      version,
      values: { owner: physician.person },
    });
    const noted = await gate().update(physician, "customer", {
      id,
      version: given.record.version,
      values: { diagnosis: "龋齿" },
    });
    expect(noted.record.values["diagnosis"]).toBe("龋齿");
    for (const who of [head, desk, top]) {
      const { record } = await gate().get(who, "customer", id);
      expect(record.values).not.toHaveProperty("diagnosis");
      const filter = { field: "diagnosis", op: "contains", value: "龋" } as const;
      const sought = await gate()
        .list(who, "customer", { filter })
        .catch(() => ({ rows: [] }));
      expect(sought.rows).toEqual([]);
    }
    const atDesk = await gate().get(desk, "customer", id);
    expect(atDesk.record.values["allergies"]).toBe("青霉素");
    await isNotThere(gate().get(adviser, "customer", id));
    const { rows } = await gate().list(admin, "role", { limit: 200 });
    const names = rows.map(({ values }) => values["name"]);
    expect(names).toEqual(expect.arrayContaining(["主治医生", "前台导诊", "财务", "区域主管"]));
    // Its rule for VIP customers would open every strategic field.
    expect(names).not.toContain("理财顾问");
  });

  test("a system is set up once", async () => {
    expect((await setUp(planOf(metaNamed("education")))).status).toBe(409);
    expect((await call("nobody", "setup/industries")).status).toBe(409);
    expect((await setUp({ nonsense: true })).status).toBe(409);
  });
});
