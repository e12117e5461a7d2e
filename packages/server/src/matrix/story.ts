/** Two stores with a customer each, and people made for one story at a time. */
import type { Condition, Rule } from "@latchkey/policy";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";

export const NAME = { zh: "试", en: "test" };

export interface Story {
  readonly world: Enterprise;
  readonly east: string;
  readonly west: string;
  readonly head: string;
  readonly westHead: string;
  /** The customer of each store. */
  readonly eastern: string;
  readonly western: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a story reads replies of every verb
  call(person: string, verb: string, object: string, body?: object): Promise<any>;
  /** A person who holds one role made of these rules, at the unit. */
  holder(unit: string, ...rules: readonly Partial<Rule>[]): Promise<string>;
}

export async function openStory(): Promise<Story> {
  const world = await createEnterprise();
  const [east, west] = [await world.unit("东店"), await world.unit("西店")];
  const head = await world.person("东店长", "storeHead", east);
  const westHead = await world.person("西店长", "storeHead", west);
  const [eastern, western] = await fill(world, { east, west, head, westHead });
  let made = 0;
  return {
    world,
    east,
    west,
    head,
    westHead,
    eastern: eastern!,
    western: western!,
    call: async (person, verb, object, body = {}) =>
      VERBS[verb]!(world.services, as(person), object, body as never),
    async holder(unit, ...rules) {
      const id = `story${++made}`;
      const usual = { effect: "permit", scope: "subtree", actions: ["customer.view"] } as const;
      const whole = rules.map((rule, index): Rule => ({ ...usual, ...rule, id: `r${index}` }));
      await world.role({ id, name: NAME, duties: NAME, grants: {}, classes: {}, rules: whole });
      return world.person(id, id, unit);
    },
  };
}

type Places = Pick<Story, "east" | "west" | "head" | "westHead">;

async function fill(world: Enterprise, places: Places): Promise<readonly string[]> {
  const { east, west, head, westHead } = places;
  const ofEast = { owner: head, unit: east };
  const ofWest = { owner: westHead, unit: west };
  const money = (amount: string) => ({ amount, currency: "CNY" });
  const customer = {
    stage: "new",
    source: "referral",
    phone: "+8613900001234",
    creditLimit: money("900"),
  };
  const customers = await world.insert("customer", [
    { ...customer, ...ofEast, name: "东客" },
    { ...customer, ...ofWest, name: "西客" },
  ]);
  const at = "2026-01-01T00:00:00.000Z";
  const talk = { kind: "note", at, state: "draft" };
  await world.insert("followUp", [
    { ...talk, ...ofEast, customer: customers[0], subject: "东谈" },
    { ...talk, ...ofWest, customer: customers[1], subject: "西谈" },
  ]);
  const order = { placedAt: at, status: "placed" };
  await world.insert("order", [
    { ...order, ...ofEast, customer: customers[0], number: "E1", total: money("100") },
    { ...order, ...ofWest, customer: customers[1], number: "W1", total: money("900") },
  ]);
  return customers;
}

export const is = (field: string, value: string): Condition => ({
  kind: "compare",
  op: "eq",
  left: { path: `record.${field}` },
  right: { value },
});

/** `done`, or the code of the refusal. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    ({ code, message }) => code ?? message,
  );
