/** Makes posts what their template says again, and back (R166): ordinary acts, each decided and written by itself. */
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import type { DeviationsReply, Realigned, RealignReply, RealignResult } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { deviationsPage, findDeviations, type Deviation, type Given } from "./post-deviations.ts";

/** A request, not a job: whoever has more sends them one after the other, and sees how far it is. */
const MAX_AT_ONCE = 100;

const actOf = (action: string) => ({ object: "post", action, records: [] }) as const;

export const deviationsReply = (
  { gate, db }: Services,
  caller: Caller,
  input: { readonly template?: unknown; readonly offset?: unknown; readonly accepted?: unknown },
): Promise<DeviationsReply> =>
  gate.read(caller, actOf("deviations"), async (subject) => {
    const template = textOf(input.template ?? "");
    const offset = Number(textOf(input.offset ?? "0"));
    const result = await deviationsPage(db, subject, {
      template: UUID.test(template) ? template : null,
      isAccepted: input.accepted === "true",
      offset: Number.isInteger(offset) && offset >= 0 ? offset : 0,
    });
    return { result, records: result.posts.map(({ id }) => id) };
  });

export async function realignPosts(
  services: Services,
  caller: Caller,
  { ids }: { readonly ids?: unknown },
): Promise<RealignReply> {
  const wanted = new Set(parseList(ids, "ids").map(textOf));
  const { gate, db } = services;
  const deviations = await gate.read(caller, actOf("deviations"), async (subject) => ({
    result: (await findDeviations(db, subject)).deviations.filter(({ post }) =>
      wanted.has(post.id),
    ),
    records: [],
  }));
  const results: RealignResult[] = [];
  for (const deviation of deviations) results.push(await realign(services, caller, deviation));
  return { results };
}

async function realign(
  { gate }: Services,
  caller: Caller,
  { post: { id, version, role, template }, given }: Deviation,
): Promise<RealignResult> {
  let done: Realigned = { role: null, assignments: [] };
  try {
    if (role !== template) {
      await gate.update(caller, "post", { id, version, values: { role: template } });
      done = { ...done, role };
    }
    for (const one of given) {
      await gate.delete(caller, "assignment", { id: one.id, version: one.version });
      done = { ...done, assignments: [...done.assignments, valuesOf(one)] };
    }
    return { id, ok: true, done };
  } catch (error) {
    return { id, ok: false, done, problem: problemOf(error) };
  }
}

const valuesOf = ({ person, role, atUnit, from, until, reason }: Given) => ({
  person,
  role,
  atUnit,
  from: from && new Date(from).toISOString(),
  until: until && new Date(until).toISOString(),
  reason,
});

export async function undoRealign(
  { gate }: Services,
  caller: Caller,
  input: { readonly done?: unknown },
): Promise<RealignReply> {
  const results: RealignResult[] = [];
  for (const one of parseList(input.done, "done")) {
    const { id, done } = (one ?? {}) as {
      readonly id?: unknown;
      readonly done?: Partial<Realigned>;
    };
    results.push(await putBack(gate, caller, textOf(id ?? ""), done ?? {}));
  }
  return { results };
}

async function putBack(
  gate: Services["gate"],
  caller: Caller,
  id: string,
  { role = null, assignments = [] }: Partial<Realigned>,
): Promise<RealignResult> {
  const done: Realigned = { role: null, assignments: [] };
  try {
    if (role !== null) {
      const { record } = await gate.get(caller, "post", id);
      await gate.update(caller, "post", { id, version: record.version, values: { role } });
    }
    for (const values of parseList(assignments, "done.assignments"))
      await gate.create(caller, "assignment", values);
    return { id, ok: true, done };
  } catch (error) {
    return { id, ok: false, done, problem: problemOf(error) };
  }
}

export function parseIds(input: unknown, path: string): readonly string[] {
  const ids = parseList(input, path).map(textOf);
  if (!ids.every((id) => UUID.test(id))) throw new Refusal("not_found");
  return [...new Set(ids)];
}

function parseList(input: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(input)) throw badRequest([problem(path, "not_list")]);
  if (input.length > MAX_AT_ONCE)
    throw badRequest([problem(path, "too_many_named", { limit: MAX_AT_ONCE })]);
  return input;
}

function problemOf(error: unknown) {
  if (!(error instanceof Refusal)) throw error;
  return error.extras.problems?.[0] ?? problem("", error.code);
}
