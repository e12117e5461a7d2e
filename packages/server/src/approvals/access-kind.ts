/** Access that somebody asks for where they were refused (R152): the least grant that suffices, with an end. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import { LONGEST_DAYS } from "../gate/across.ts";
import { findRecord } from "../gate/list.ts";
import { actionFor } from "../gate/participation.ts";
import { decide } from "../gate/demands.ts";
import { demand } from "../gate/rights-guard.ts";
import { shareRecord } from "../gate/share.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import { knownFields, viewOf } from "../gate/view.ts";
import { createRecord } from "../gate/write.ts";
import { actionLabel } from "../policies/explanation-words.ts";
import { inline, text } from "../policies/phrases.ts";
import { leastGrant, suffices, type Denial, type Grant } from "./least-grant.ts";
import type { Approver, RequestKind, StoredRequest } from "./request.ts";

export interface Access extends Denial {
  readonly grant: Grant;
}

export const DEFAULT_DAYS = 7;
const DAY = 86_400_000;

export const accessKind: RequestKind<Access> = {
  name: "access",
  runsAs: "approver",

  async prepare(tx, asker, input) {
    // Many records at once are an operation, or nothing.
    if (typeof input === "object" && input !== null && "ids" in input) return null;
    const denial = parseDenial(asker, input);
    const unit = await placeOf(tx, asker, denial);
    if (await suffices(tx, asker, denial)) throw new Refusal("allowed_already");
    const grant = await leastGrant(tx, asker, denial, unit);
    if (!grant) return null;
    const { rows } = await tx.query<{ now: Date }>("select statement_timestamp() as now");
    const until = parseUntil(input, rows[0]!.now.getTime());
    return {
      content: { ...denial, grant },
      chain: [{ approver: approverOf(denial, grant, unit) }],
      until,
    };
  },

  about({ object, id, grant }) {
    if (id !== null) return { object, id };
    return grant.kind === "role" ? { object: "role", id: grant.role } : null;
  },

  async describe(executor, reader, { content }) {
    const { object: name, id, action, field, grant } = content;
    const object = objectNamed(reader.world.model, name);
    const label = inline(object.declaration.label);
    const title = id === null ? null : (await readTitles(executor, reader, name, [id])).get(id);
    const record = title
      ? text(`${label.zh}“${title}”`, `the ${label.en} “${title}”`)
      : text(label.zh, `a ${label.en}`);
    const what = actionLabel(object, action);
    const known = knownFields(viewOf(reader, name)).find((one) => one.name === field);
    const cell = known
      ? text(`的“${known.declaration.label.zh}”`, ` (${known.declaration.label.en})`)
      : text("", "");
    const by = grantWords(reader, grant);
    return text(
      `对${record.zh}${cell.zh}进行“${what.zh}”：${by.zh}`,
      `“${what.en}” on ${record.en}${cell.en}: ${by.en}`,
    );
  },

  act({ content: { object, id, grant }, asker }) {
    if (grant.kind === "place") return { object, action: actionOf(grant), records: [id!] };
    const values = { person: asker, role: grant.role, atUnit: grant.unit };
    // Who asked for it and who approves it are the two that look at what goes beyond a post.
    return { object: "assignment", action: "create", records: [], values, isApproved: true };
  },

  async mayApprove(tx, approver, { asker, content: { object: name, id, grant } }) {
    if (grant.kind === "role") return mayGrant(approver, asker, grant);
    const object = objectNamed(approver.world.model, name);
    const record = await findRecord(tx, approver, { object: name }, id!);
    const action = actionFor(approver, object, grant.place);
    return (
      record !== null &&
      action !== null &&
      decide(approver.compiled, name, action, record.facts, record.context).allow
    );
  },

  async carryOut(tx, { subject }, request) {
    const { object, id, grant } = request.content;
    const reason = reasonOf(request);
    const until = request.until!.toISOString();
    if (grant.kind === "place") {
      const principal = { kind: "person", id: request.asker } as const;
      const input = { id: id!, principal, function: grant.place, until, reason };
      return shareRecord(tx, subject, object, input, true);
    }
    const values = { person: request.asker, role: grant.role, atUnit: grant.unit, until, reason };
    const { result, ...done } = await createRecord(tx, subject, "assignment", values);
    return { ...done, result: { assignment: result.id } };
  },
};

const actionOf = ({ place }: Extract<Grant, { kind: "place" }>): string =>
  place === "shared" ? "share" : "assign";

/** The request is named where its grant is. */
const reasonOf = ({ number, reason }: StoredRequest): string =>
  `#${number} ${reason}`.slice(0, 400);

function mayGrant(
  approver: Subject,
  person: string,
  { role, unit }: Extract<Grant, { kind: "role" }>,
): boolean {
  const values = { owner: person, person, unit, atUnit: unit, role };
  const facts = { values, related: () => false };
  const { allow } = decide(approver.compiled, "assignment", "create", facts, approver.context);
  if (!allow) return false;
  try {
    demand(approver, "assignment", { role, unit });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function grantWords({ world }: Subject, grant: Grant): Text {
  if (grant.kind === "place")
    return grant.place === "shared"
      ? text("只把这一条共享给申请人查看", "this one record is shared, to be looked at")
      : text("让申请人作为协作人参与这一条", "a part in the work on this one record");
  const name =
    world.policy.roles.find(({ id }) => id === grant.role)?.name ?? text("某个角色", "a role");
  const unit = world.tree.name(grant.unit) ?? "";
  return text(`在“${unit}”授予角色“${name.zh}”`, `the role ${name.en} at ${unit}`);
}

/** Who may hand the record on answers for it; a role is given by who administers. */
const approverOf = ({ object, id }: Denial, { kind }: Grant, unit: string | null): Approver =>
  kind === "place" ? { kind: "owner", object, record: id!, unit } : { kind: "granters", unit };

/**
 * The unit that the denial is at. What the asker does not see cannot be asked about: hidden and missing are one answer.
 */
async function placeOf(
  tx: Executor,
  asker: Subject,
  { object, id }: Denial,
): Promise<string | null> {
  if (id === null) return asker.unit;
  const record = await findRecord(tx, asker, { object }, id);
  if (!record) throw new Refusal("not_found");
  return (record.cells.get("unit") as string | null | undefined) ?? asker.unit;
}

function parseDenial(asker: Subject, input: unknown): Denial {
  const given = (typeof input === "object" && input !== null ? input : {}) as Record<
    string,
    unknown
  >;
  const object = asker.world.model.objects.get(textOf(given["object"] ?? ""));
  const id = given["id"] ?? null;
  if (!object || (id !== null && !UUID.test(textOf(id)))) throw new Refusal("not_found");
  const action = textOf(given["action"] ?? "");
  if (!Object.hasOwn(object.declaration.actions, action))
    throw badRequest([problem("action", "bad_request")]);
  const field = given["field"] ?? null;
  if (field !== null && !knownFields(viewOf(asker, object.name)).some(({ name }) => name === field))
    throw badRequest([problem("field", "unknown_field", { field: textOf(field).slice(0, 60) })]);
  return { object: object.name, id: id as string | null, action, field: field as string | null };
}

function parseUntil(input: unknown, now: number): Date {
  const { until } = input as { readonly until?: unknown };
  if (until === undefined || until === null) return new Date(now + DEFAULT_DAYS * DAY);
  const at = typeof until === "string" ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(at))
    throw badRequest([problem("until", "not_time", { value: textOf(until).slice(0, 40) })]);
  if (at <= now) throw badRequest([problem("until", "window_reversed")]);
  if (at > now + LONGEST_DAYS * DAY)
    throw badRequest([problem("until", "until_too_far", { days: LONGEST_DAYS })]);
  return new Date(at);
}
