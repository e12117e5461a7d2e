/** How many records there are in the reader's scope, and of which kinds: each figure is a list's, counted by the gate. */
import { isDeepStrictEqual } from "node:util";
import { mayEver, type CompiledSubject } from "@latchkey/policy";
import { objectNamed } from "../derive/model.ts";
import type { Subject } from "../gate/subject.ts";
import { viewOf } from "../gate/view.ts";
import type { FigureGroup, FiguresReply, ListPlace } from "../http/contract.ts";
import { filterOf, OPEN_TICKETS, sees, type Condition, type Desk } from "./desk.ts";

export interface FigureKind {
  readonly name: string;
  readonly object: string;
  readonly conditions: readonly Condition[];
  /** A choice that tells the records apart. */
  readonly by?: string;
  /** An amount that is summed up. */
  readonly amount?: string;
  /**
   * Whose records count: the reader's own; or all that they see, if whole units are open to them, and else their own.
   * All that they see where nothing is said.
   */
  readonly whose?: "own" | "led";
  /** For whoever may do this to them: others have no use for it. */
  readonly needs?: string;
}

const KINDS: readonly FigureKind[] = [
  { name: "customers", object: "customer", conditions: [], by: "stage", whose: "led" },
  { name: "ownCustomers", object: "customer", conditions: [], whose: "own" },
  { name: "pool", object: "customer", conditions: [{ field: "owner", op: "isEmpty" }] },
  {
    name: "opportunities",
    object: "opportunity",
    conditions: [{ field: "stage", op: "noneOf", value: ["won", "lost"] }],
    by: "stage",
    amount: "amount",
    whose: "led",
  },
  { name: "tickets", object: "ticket", conditions: [OPEN_TICKETS], by: "status" },
  {
    name: "campaigns",
    object: "campaign",
    conditions: [{ field: "status", op: "isNot", value: "ended" }],
    by: "status",
    needs: "create",
  },
  { name: "people", object: "person", conditions: [], by: "status", needs: "suspend" },
];

/** What there is none of is left out, but for customers: to have none yet is news. */
const ALWAYS = "customers";

export async function figuresOf(desk: Desk): Promise<FiguresReply> {
  const figures: FigureGroup[] = [];
  for (const kind of KINDS.filter((one) => isOffered(desk, one))) {
    const group = await figureGroup(desk, kind);
    const isTold = figures.some(({ place }) => isDeepStrictEqual(place, group.place));
    if (!isTold && (group.count > 0 || group.name === ALWAYS)) figures.push(group);
  }
  return { figures };
}

export const isOffered = (desk: Desk, { object, needs }: FigureKind): boolean =>
  sees(desk, object) && (needs === undefined || mayEver(desk.subject.compiled, object, needs));

export async function figureGroup(desk: Desk, kind: FigureKind): Promise<FigureGroup> {
  const { subject } = desk;
  const { name, by, amount } = kind;
  const place = placeOf(subject, kind);
  const found = await readStands(desk, place, { by, amount });
  return {
    name,
    isMine: countsOwn(subject, kind),
    place,
    ...totalOf(found, amount),
    ...readsOf(subject, kind),
    parts: by ? partsOf(subject, place, by, found) : [],
  };
}

/** What a list holds of one value. */
export interface Stand {
  readonly value: string | null;
  readonly count: number;
  readonly amounts?: Amounts;
}

/** `by`: the field whose values tell the records apart. */
export async function readStands(
  { services, caller }: Desk,
  place: ListPlace,
  { by, amount }: { readonly by: string | undefined; readonly amount: string | undefined },
): Promise<readonly Stand[]> {
  const { groups } = await services.gate.aggregate(caller, place.object, {
    group: by ? [by] : [],
    measures: [{ op: "count" }, ...(amount ? [{ op: "sum", field: amount } as const] : [])],
    ...filterOf(place),
  });
  return groups.map(({ key: [value], values: [count, amounts] }) => ({
    value: value as string | null,
    count: Number(count),
    ...(amount ? { amounts: amounts as Amounts } : {}),
  }));
}

export function totalOf(
  stands: readonly Stand[],
  amount: string | undefined,
): Pick<FigureGroup, "count" | "amounts"> {
  const count = stands.reduce((sum, one) => sum + one.count, 0);
  if (amount === undefined) return { count };
  return { count, amounts: added(stands.flatMap(({ amounts = [] }) => amounts)) };
}

/** In the order in which the choices are declared; what is none of them comes last. */
function partsOf(
  { world }: Subject,
  place: ListPlace,
  by: string,
  found: readonly Stand[],
): FigureGroup["parts"] {
  const { choices = [] } = objectNamed(world.model, place.object).fields.get(by)!.declaration;
  const known = choices.flatMap(({ value, label }) => {
    const part = found.find((one) => one.value === value);
    return part ? [{ ...part, label }] : [];
  });
  const others = found
    .filter(({ value }) => !choices.some((choice) => choice.value === value))
    .map((part) => ({ ...part, label: part.value ? { zh: part.value, en: part.value } : null }));
  return [...known, ...others].map(({ value, ...part }) => ({
    ...part,
    place: narrowed(place, by, value),
  }));
}

type Amounts = NonNullable<FigureGroup["amounts"]>;

/** The list that a figure counts. */
export function placeOf(subject: Subject, kind: FigureKind): ListPlace {
  const { object, conditions } = kind;
  if (!countsOwn(subject, kind)) return { object, conditions };
  const mine: Condition = { field: "owner", op: "is", value: subject.person };
  return { object, conditions: [mine, ...conditions] };
}

const countsOwn = (subject: Subject, { object, whose }: FigureKind): boolean =>
  whose === "own" || (whose === "led" && permitsOfUnits(subject, object).length === 0);

/** The condition that a group has in common says all that any other on its field did. */
function narrowed(
  { object, conditions }: ListPlace,
  field: string,
  value: string | null,
): ListPlace {
  const others = conditions.filter((one) => one.field !== field);
  const own: Condition = value === null ? { field, op: "isEmpty" } : { field, op: "is", value };
  return { object, conditions: [...others, own] };
}

function added(amounts: Amounts): Amounts {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts)
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount));
  return [...sums].map(([currency, sum]) => ({ amount: sum.toString(), currency }));
}

/** A sum passes over what the reader does not read in full: then it must not look like the whole. */
export function readsOf(
  subject: Subject,
  { object, amount }: FigureKind,
): Pick<FigureGroup, "reads"> {
  if (amount === undefined) return {};
  const view = viewOf(subject, object);
  const model = view.object.fields.get(amount)!;
  const plain = view.arms.filter((arm) => arm.level(model) === "plain").length;
  if (plain === 0) return { reads: "none" };
  return { reads: plain === view.arms.length ? "all" : "some" };
}

const WHOLE_UNITS: ReadonlySet<string> = new Set(["unit", "subtree", "all"]);

/** What opens records of whole units to the reader, and not only what is theirs, shared or waiting in the pool. */
export function permitsOfUnits({ compiled }: Subject, object: string): CompiledSubject["held"] {
  const actions = ["*", `${object}.*`, `${object}.view`];
  return compiled.held.filter(
    ({ rule }) =>
      rule.effect === "permit" &&
      WHOLE_UNITS.has(rule.scope) &&
      rule.actions.some((one) => actions.includes(one)),
  );
}
