import type { FastifyInstance } from "fastify";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../http/app.ts";
import { openAccounts } from "../identity/accounts.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { objectNamed } from "../derive/model.ts";
import { updateMany } from "./batch-update.ts";
import { bumpPolicy } from "./guard.ts";

const NAME = { zh: "试", en: "test" };
const PASSWORD = "correct horse battery";

/** Sees amounts nowhere, phones masked, and may edit basics of the whole unit; its rights part at the creation time. */
const clerk = roleOfRules("attackClerk", [
  {
    id: "unit",
    effect: "permit",
    actions: [
      "customer.view",
      "customer.edit",
      "customer.delete",
      "customer.restore",
      "contact.*",
      "ticket.*",
      "auditLine.view",
    ],
    scope: "subtree",
    fields: { read: ["@basic"], mask: ["@contact"], write: ["@basic"] },
  },
  {
    id: "place",
    effect: "permit",
    actions: ["customer.transfer", "customer.assign"],
    scope: "subtree",
    fields: { write: ["owner", "unit"] },
  },
]);

let world: Enterprise;
let app: FastifyInstance;
let cookie: string;
let store: string;
let other: string;
let attacker: string;
let stranger: string;
let mine: string;
let second: string;
let hidden: string;

const gate = () => world.services.gate;
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    ({ code, extras, message }) => ({
      code: code ?? message,
      problems: extras?.problems?.map(
        (one: { path: string; code: string }) => `${one.path} ${one.code}`,
      ),
    }),
  );
const listed = async (request: object) =>
  (await gate().list(as(attacker), "customer", request)).rows.map(({ id }) => id);
const versionOf = async (id: string) =>
  (await gate().get(as(attacker), "customer", id)).record.version;

beforeAll(async () => {
  world = await createEnterprise({ templates: [clerk] });
  store = await world.unit("南山店");
  other = await world.unit("福田店");
  attacker = await world.person("攻击者", clerk.id, store);
  stranger = await world.person("外人", "seller", other);
  const row = { stage: "new", unit: store, kind: "person" };
  [mine, second, hidden] = (await world.insert("customer", [
    {
      ...row,
      owner: attacker,
      name: "张三",
      phone: "+8613900001234",
      creditLimit: { amount: "700", currency: "CNY" },
      strategicRating: "growth",
    },
    { ...row, owner: null, name: "李四" },
    { ...row, owner: stranger, unit: other, name: "王五", phone: "+8613911112222" },
  ])) as [string, string, string];
  await openAccounts(
    world.services.db,
    [{ person: attacker, name: "攻击者", email: "attacker@test.example" }],
    PASSWORD,
  );
  app = await buildApp({ services: world.services, web: null, log: false });
  const reply = await app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    payload: { email: "attacker@test.example", password: PASSWORD },
  });
  cookie = String(reply.headers["set-cookie"]).split(";")[0]!;
}, 240_000);

afterAll(async () => {
  await app.close();
  await world.close();
});

const post = (url: string, payload: string | object) =>
  app.inject({
    method: "POST",
    url,
    payload,
    headers: { cookie, "content-type": "application/json" },
  });

describe("guessing cells", () => {
  test("an edit answers a right guess at a closed cell like a wrong one", async () => {
    const guess = async (values: object) =>
      codeOf(
        gate().update(as(attacker), "customer", {
          id: mine,
          version: await versionOf(mine),
          values,
        }),
      );
    expect(await guess({ phone: "+8613900001234" })).toEqual(
      await guess({ phone: "+8613900009999" }),
    );
    const [right, wrong] = [
      await guess({ creditLimit: { amount: "700", currency: "CNY" } }),
      await guess({ creditLimit: { amount: "701", currency: "CNY" } }),
    ];
    expect(right).toEqual(wrong);
    expect(right).toMatchObject({ code: "forbidden" });
    const before = await versionOf(mine);
    expect(await guess({ strategicRating: "growth" })).toMatchObject({ code: "forbidden" });
    expect(await versionOf(mine)).toBe(before);
  });

  test("an import answers a right guess at a closed cell like a wrong one", async () => {
    const guess = (amount: string) =>
      gate().write(
        as(attacker),
        { object: "customer", action: "update", records: [mine] },
        async (tx, subject) => {
          const object = objectNamed(subject.world.model, "customer");
          const cells = new Map([[object.fields.get("creditLimit")!, { amount, currency: "CNY" }]]);
          const { refused, updated } = await updateMany(
            tx,
            subject,
            object,
            [{ id: mine, cells, by: [] }],
            false,
          );
          return { result: { refused: [...refused.values()], updated } };
        },
      );
    expect(await guess("700")).toEqual(await guess("701"));
    expect(await guess("700")).toMatchObject({ updated: [] });
  });

  test("filters, search and order see the mask and no more", async () => {
    const filter = (op: string, value?: unknown) => ({
      filter: { field: "phone", op, ...(value === undefined ? {} : { value }) },
    });
    expect(await listed(filter("is", "+8613900001234"))).toEqual([]);
    expect(await listed(filter("contains", "13900"))).toEqual([]);
    expect(await listed(filter("contains", "1234"))).toEqual([mine]);
    expect(await listed({ search: "1390000" })).toEqual([]);
    expect(await listed({ search: "1234" })).toEqual([mine]);
    expect(await listed(filter("isEmpty"))).toEqual([second]);
    for (const [op, value] of [
      ["atLeast", { amount: "1", currency: "CNY" }],
      ["isNotEmpty", undefined],
    ] as const) {
      expect(await listed({ filter: { field: "creditLimit", op, value } })).toEqual([]);
    }
    const sum = await gate().aggregate(as(attacker), "customer", {
      group: ["strategicRating"],
      measures: [{ op: "count" }, { op: "sum", field: "creditLimit" }],
    });
    expect(sum.groups).toEqual([{ key: [null], values: [2, []] }]);
  });

  test("the order of rows is that of the masked cells", async () => {
    const row = { stage: "new", unit: store, kind: "person", owner: attacker };
    const [early, late] = await world.insert("customer", [
      { ...row, name: "赵", phone: "+8613100009999" },
      { ...row, name: "钱", phone: "+8613900000001" },
    ]);
    const found = await listed({ sort: [{ field: "phone", direction: "asc" }] });
    expect(found.filter((id) => id !== second)).toEqual([late, mine, early]);
    await world.services.db.query("delete from customer where id = any($1::uuid[])", [
      [early, late],
    ]);
  });

  test("a reference to a hidden record keeps its title to itself", async () => {
    const [contact] = await world.insert("contact", [
      { customer: hidden, owner: attacker, unit: store, name: "小王" },
    ]);
    const { record } = await gate().get(as(attacker), "contact", contact!);
    expect(record.values["customer"]).toEqual({ id: hidden, title: null });
  });
});

describe("reaching what is hidden", () => {
  test("below a hidden parent is below no parent, whatever else is wrong", async () => {
    const create = (values: object) => codeOf(gate().create(as(attacker), "contact", values));
    for (const values of [{ name: "子" }, {}]) {
      const refusal = await create({ ...values, customer: hidden });
      expect(refusal).toEqual(await create({ ...values, customer: uuid() }));
      expect(refusal).toEqual({ code: "bad_request", problems: ["customer no_such_record"] });
    }
  });

  test("a child goes where its new parent stands, and nowhere by itself", async () => {
    const [elsewhere] = await world.insert("customer", [
      { owner: stranger, unit: store, name: "赵六", stage: "new" },
    ]);
    const { record } = await gate().create(as(attacker), "contact", { name: "子", customer: mine });
    const moved = await gate().update(as(attacker), "contact", {
      id: record.id,
      version: record.version,
      values: { customer: elsewhere },
    });
    expect(moved.record.values["owner"]).toMatchObject({ id: stranger });
    const away = codeOf(
      gate().update(as(attacker), "contact", {
        id: record.id,
        version: moved.record.version,
        values: { customer: hidden },
      }),
    );
    expect(await away).toEqual({ code: "bad_request", problems: ["customer no_such_record"] });
    const [ticket] = await world.insert("ticket", [
      { customer: mine, owner: attacker, unit: store, number: "T1", subject: "x", status: "open" },
    ]);
    const taken = codeOf(
      gate().update(as(attacker), "ticket", {
        id: ticket!,
        version: 1,
        values: { owner: stranger },
      }),
    );
    expect(await taken).toMatchObject({ code: expect.stringMatching(/bad_request|forbidden/) });
  });

  test("nobody moves a record out of their own reach, nor back in", async () => {
    const away = gate().update(as(attacker), "customer", {
      id: second,
      version: 1,
      values: { unit: other },
    });
    expect(await codeOf(away)).toMatchObject({
      code: expect.stringMatching(/bad_request|forbidden/),
    });
    expect(
      await codeOf(
        gate().update(as(attacker), "customer", {
          id: hidden,
          version: 1,
          values: { unit: store },
        }),
      ),
    ).toEqual({ code: "not_found", problems: undefined });
  });

  test("what is deleted is gone on every path, and only its trash brings it back", async () => {
    const version = await versionOf(second);
    await gate().delete(as(attacker), "customer", { id: second, version });
    expect(await codeOf(gate().get(as(attacker), "customer", second))).toMatchObject({
      code: "not_found",
    });
    expect(await codeOf(gate().history(as(attacker), "customer", { id: second }))).toMatchObject({
      code: "not_found",
    });
    expect(
      await codeOf(gate().restore(as(stranger), "customer", { id: second, version: version + 1 })),
    ).toMatchObject({ code: "not_found" });
    await gate().restore(as(attacker), "customer", { id: second, version: version + 1 });
    expect(await listed({})).toContain(second);
  });

  test("of two edits of one version, one wins and one is told", async () => {
    const version = await versionOf(mine);
    const edit = (note: string) =>
      codeOf(gate().update(as(attacker), "customer", { id: mine, version, values: { note } }));
    const answers = await Promise.all([edit("甲"), edit("乙"), edit("丙")]);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect(answers.filter((answer) => (answer as { code?: string }).code === "stale")).toHaveLength(
      2,
    );
  });

  test("an act that an object does not have is refused, not broken", async () => {
    const [line] = (await gate().list(as(attacker), "auditLine", { limit: 1 })).rows;
    const target = { id: line?.id ?? uuid(), version: 1 };
    for (const work of [
      () => gate().delete(as(attacker), "auditLine", target),
      () => gate().create(as(attacker), "auditLine", {}),
      () => gate().restore(as(attacker), "auditLine", target),
    ]) {
      expect(await codeOf(work())).toMatchObject({
        code: expect.stringMatching(/forbidden|not_found|bad_request/),
      });
    }
    expect((await gate().trash(as(attacker), "auditLine", {})).rows).toEqual([]);
  });
});

describe("malformed questions", () => {
  test("a cursor of one's own making shows nothing new and breaks nothing", async () => {
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const id = uuid();
    const bad = [
      "",
      "x",
      cursor(null),
      cursor([]),
      cursor([["not a time"], id]),
      cursor([[1], id]),
      cursor([[null, null], id]),
      cursor([[null], id]),
      cursor([["2026-01-01"], "1' or '1'='1"]),
      cursor([["\u0000"], id]),
    ];
    for (const one of bad)
      expect(
        (await codeOf(gate().list(as(attacker), "customer", { cursor: one }))) as object,
      ).toMatchObject({ code: "bad_cursor" });
    const far = await listed({ cursor: cursor([["infinity"], id]) });
    expect(far).not.toContain(hidden);
    expect(
      await listed({ cursor: cursor([["-infinity"], "00000000-0000-0000-0000-000000000000"]) }),
    ).toEqual([]);
  });

  test("a filter may be anything and remains a question", async () => {
    let deep: unknown = { field: "name", op: "isEmpty" };
    for (let depth = 0; depth < 5_000; depth++) deep = { and: [deep] };
    const wide = { or: Array.from({ length: 50_000 }, () => ({ field: "name", op: "isEmpty" })) };
    const many = { field: "name", op: "anyOf", value: Array.from({ length: 501 }, () => "x") };
    const odd = [
      deep,
      wide,
      many,
      [],
      "x",
      1,
      { and: "x" },
      { field: "__proto__", op: "is" },
      { field: "name", op: "constructor" },
      { field: "name", op: "__proto__" },
      { field: 1 },
      { field: "name", op: "is", value: { toString: 1 } },
    ];
    for (const filter of odd)
      expect(
        await codeOf(gate().list(as(attacker), "customer", { filter: filter as never })),
      ).toMatchObject({ code: "bad_request" });
    for (const search of [1, {}, []])
      expect(
        await codeOf(gate().list(as(attacker), "customer", { search: search as never })),
      ).toMatchObject({ code: "bad_request" });
    for (const word of ["\u0000", "\ud800", "%", "'\\", "x".repeat(10_000)])
      await listed({ search: word });
  });

  test("names from the prototype are no fields, no objects and no verbs", async () => {
    const values = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "toString": 2}') as object;
    expect(
      await codeOf(gate().update(as(attacker), "customer", { id: mine, version: 1, values })),
    ).toMatchObject({ code: "bad_request" });
    for (const call of [
      "toString.list",
      "__proto__.list",
      "constructor.list",
      "customer.constructor",
      "customer.__proto__",
      "customer.hasOwnProperty",
      "customer.list.x",
      "%00.list",
    ]) {
      const reply = await post(`/api/${call}`, {});
      expect([call, reply.statusCode >= 400 && reply.statusCode < 500]).toEqual([call, true]);
    }
    expect((await post("/api/customer.list", '{"__proto__": {"limit": 1}}')).statusCode).toBe(400);
    expect((await post("/api/customer.list", "[".repeat(1_000_000))).statusCode).toBe(400);
    expect(
      (await post("/api/customer.list", `{"search": "${"x".repeat(1_100_000)}"}`)).statusCode,
    ).toBe(413);
  });

  test("a custom field takes no declared name and opens nothing", async () => {
    const { db } = world.services;
    const declaration = JSON.stringify({ type: "text", label: NAME, sensitivity: "basic" });
    for (const name of [
      "phone",
      "creditLimit",
      "owner",
      "id",
      "__proto__",
      "constructor",
      "credit_limit",
    ]) {
      await db.query(
        "insert into custom_field (object, name, declaration) values ('customer', $1, $2::jsonb)",
        [name, declaration],
      );
    }
    await bumpPolicy(db);
    const { record } = await gate().get(as(attacker), "customer", mine);
    expect(record.values["phone"]).toBe("*******1234");
    expect(record.hidden).toContain("creditLimit");
    expect(Object.keys(record.values)).not.toContain("credit_limit");
    expect(record.values["owner"]).toMatchObject({ id: attacker });
  });
});
