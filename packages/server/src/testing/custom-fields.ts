/** An enterprise whose administrator adds fields: who works there, and the calls its tests are made of. */
import { expect } from "vitest";
import type { CustomFieldMeta, FieldMeta } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "./callers.ts";
import { createEnterprise, type Enterprise } from "./enterprise.ts";

export const words = (zh: string, en = zh) => ({ zh, en });

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: words("大区管理员", "Regional administrator"),
  duties: words("管理本大区", "Administers a region"),
  grants: { administration: "subtree" },
  classes: { basic: { own: "plain", beyond: "plain", write: true } },
  includes: ["staff"],
} as const;

export const DRINK = {
  object: "customer",
  label: words("常点饮品", "Favourite drink"),
  type: "choice",
  sensitivity: "basic",
  choices: [{ label: words("乌龙", "Oolong") }, { label: words("茉莉", "Jasmine") }],
};

export interface FieldsWorld {
  readonly world: Enterprise;
  readonly callers: Callers;
  readonly store: string;
  /** Ids of people, each signed in. */
  readonly admin: string;
  readonly regional: string;
  readonly seller: string;
  readonly head: string;
  call(person: string, name: string, payload?: object): Promise<Reply>;
  /** By the administrator, who must succeed. */
  add(field: object): Promise<CustomFieldMeta>;
  /** A text on customers. */
  addText(zh: string, more?: object): Promise<CustomFieldMeta>;
  /** By the administrator, from the version in hand. */
  change(field: CustomFieldMeta, act: string, more?: object): Promise<Reply>;
  tryCustomer(person: string, values: object): Promise<Reply>;
  /** Creates a customer and returns its id. */
  customer(person: string, values: object): Promise<string>;
  customersWhere(person: string, filter: object): Promise<Reply & { readonly ids: string[] }>;
  /** What `meta` tells the person of a field of customers. */
  fieldOf(person: string, name: string): Promise<FieldMeta | undefined>;
  close(): Promise<void>;
}

export async function createFieldsWorld(): Promise<FieldsWorld> {
  const world = await createEnterprise({ templates: [REGIONAL] });
  const store = await world.unit("南山店");
  const admin = await world.person("管理员", "administrator", world.root);
  const regional = await world.person("大区管理员", REGIONAL.id, store);
  const seller = await world.person("销售", "seller", store);
  const head = await world.person("店长", "storeHead", store);
  const callers = await createCallers(world.services);
  for (const person of [admin, regional, seller, head]) await callers.signIn(person);
  const { call } = callers;
  const tryCustomer = (person: string, values: object) =>
    call(person, "customer.create", { values: { name: "张三", ...values } });

  async function add(field: object): Promise<CustomFieldMeta> {
    const { status, body } = await call(admin, "customField.add", field);
    expect(body).toMatchObject({ version: 1, archived: false });
    expect(status).toBe(200);
    return body;
  }

  return {
    world,
    callers,
    store,
    admin,
    regional,
    seller,
    head,
    call,
    add,
    addText: (zh, more = {}) =>
      add({ object: "customer", label: words(zh), type: "text", sensitivity: "basic", ...more }),
    change: ({ object, name, version }, act, more = {}) =>
      call(admin, `customField.${act}`, { object, name, version, ...more }),
    tryCustomer,
    async customer(person, values) {
      const { status, body } = await tryCustomer(person, values);
      expect(body.problems).toBeUndefined();
      expect(status).toBe(200);
      return body.record.id;
    },
    async customersWhere(person, filter) {
      const reply = await call(person, "customer.list", { filter });
      return { ...reply, ids: (reply.body.rows ?? []).map(({ id }: { id: string }) => id) };
    },
    async fieldOf(person, name) {
      const { body } = await call(person, "meta");
      const customer = body.objects.find((one: { name: string }) => one.name === "customer");
      return customer.fields.find((field: FieldMeta) => field.name === name);
    },
    async close() {
      await callers.close();
      await world.close();
    },
  };
}

/** `path code` of each problem, in order; every one has its words in both languages. */
export function problemsOf({ status, body }: Reply): readonly string[] {
  expect(status).toBe(400);
  for (const { message } of body.problems)
    expect(message.zh.length * message.en.length).not.toBe(0);
  return body.problems
    .map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
    .toSorted();
}
