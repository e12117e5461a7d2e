/** What can wait for an approval and then be done, as data: the act, and what it is done to. */
import type { Executor } from "../db/database.ts";
import { passes, Refusal } from "../errors.ts";
import { askExport, type ExportAsk } from "../exchange/exports.ts";
import { UUID } from "../fields/shared.ts";
import type { Giving } from "../gate/beyond-post.ts";
import type { Act, Done } from "../gate/mutate.ts";
import { countRecords } from "../gate/count.ts";
import {
  approvalsDemanded,
  approversOf,
  canWait,
  decide,
  isGiving,
  needOf,
  needOfArms,
  withAll,
  withApproval,
  withSize,
  type Need,
} from "../gate/demands.ts";
import { parseFilter } from "../gate/filter.ts";
import type { StoredRecord } from "../gate/record.ts";
import { revealCell } from "../gate/reveal.ts";
import { demand, waitsForSecond } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import { viewOf } from "../gate/view.ts";
import { createRecord, deleteRecord, updateRecord } from "../gate/write.ts";
import { membersOf } from "../gate/group-members.ts";
import { rolesGiven } from "../gate/held-grants.ts";
import { idsIn, type Chosen } from "./chosen.ts";
import type { Approver } from "./request.ts";

export interface Operation {
  readonly object: string;
  readonly action: string;
  /** Each as it was when it was asked for: whoever approves has not approved what it became since. */
  readonly records: readonly { readonly id: string; readonly version: number }[];
  /** Of what is created, or of what each of the records is to become. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Whose cell is looked at in full. */
  readonly field?: string;
  /** Of a file. */
  readonly export?: ExportAsk;
}

type Named = string | Approver;

interface Doing {
  /** What of the input the operation is; null: it is no such operation. */
  parse(given: Readonly<Record<string, unknown>>): Omit<Operation, "object" | "action"> | null;
  /** Who must approve it, or how a rule names them; empty where it needs no approval, or more than one. */
  demanded(
    tx: Executor,
    asker: Subject,
    operation: Operation,
    records: readonly StoredRecord[],
  ): readonly Named[] | Promise<readonly Named[]>;
  /** Whether the approver could grant it themselves, where it gives rights to somebody. */
  mayGrant?(tx: Executor, approver: Subject, operation: Operation): Promise<boolean>;
  carryOut(tx: Executor, asker: Subject, operation: Operation): Promise<Done<unknown>>;
}

const remove: Doing = {
  parse: ({ id, ids }) => chosenIn({ id, ids }),
  demanded: (_tx, asker, { object }, records) => demandedOn(asker, object, "delete", records),
  async carryOut(tx, asker, { object, records }) {
    for (const record of records) await deleteRecord(tx, asker, object, record);
    const ids = records.map(({ id }) => id);
    return { result: { deleted: ids.length }, records: ids };
  },
};

const edit: Doing = {
  parse({ id, ids, values }) {
    const chosen = typeof values === "object" && values !== null ? chosenIn({ id, ids }) : null;
    return chosen && { ...chosen, values: values as Operation["values"] & object };
  },
  async demanded(tx, asker, { object, values }, records) {
    const by = demandedOn(asker, object, "edit", records);
    // What could not be written with the approval either is refused before anybody is asked.
    const allowed = withApproval(asker, { object, action: "edit" });
    if (by.length > 0) {
      await tx.query("savepoint trial");
      for (const { id, version } of records)
        await updateRecord(tx, allowed, object, { id, version, values });
      await tx.query("rollback to savepoint trial");
    }
    return by;
  },
  async carryOut(tx, asker, { object, records, values }) {
    for (const { id, version } of records)
      await updateRecord(tx, asker, object, { id, version, values });
    const ids = records.map(({ id }) => id);
    return { result: { updated: ids.length }, records: ids };
  },
};

/** What is approved is that whoever asked may look, for some days; the looking has its own act (`reveal-approved.ts`). */
const reveal: Doing = {
  parse({ id, field }) {
    const chosen = typeof field === "string" ? chosenIn({ id, ids: undefined }) : null;
    return chosen && { ...chosen, field: field as string };
  },
  demanded(_tx, asker, { object, field = "" }, records) {
    const by = demandedOn(asker, object, "reveal", records);
    const { compiled } = withApproval(asker, { object, action: "reveal" });
    const isOpened = records.every(({ facts, context }) =>
      decide(compiled, object, "reveal", facts, context).fields.includes(field),
    );
    return isOpened ? by : [];
  },
  async carryOut(tx, asker, { object, records, field = "" }) {
    const { id } = records[0]!;
    // What it shows is shown when it is looked at, and to nobody before.
    await revealCell(tx, withApproval(asker, { object, action: "reveal" }), object, { id, field });
    return { result: { reveal: id }, records: [id] };
  },
};

function chosenIn(given: Chosen): Pick<Operation, "records"> | null {
  const ids = idsIn(given);
  return ids && { records: ids.map((id) => ({ id, version: 0 })) };
}

/** Who must approve what is done to these records at once. */
function demandedOn(
  asker: Subject,
  object: string,
  action: string,
  records: readonly StoredRecord[],
): readonly string[] {
  const { compiled } = withSize(asker, { object, action }, records.length);
  const all = new Set<string>();
  for (const { facts, context } of records) {
    const question = [compiled, object, action, facts, context] as const;
    if (decide(...question).allow) continue;
    const some = approvalsDemanded(...question);
    if (some.length === 0) return refuseToBring(needOf(...question));
    for (const one of some) all.add(one);
  }
  return [...all].toSorted();
}

/** What has to come with the act comes when its approval is asked for; where nothing else is missing, nobody approves it. */
function refuseToBring(need: Need | null): readonly [] {
  if (need !== null && need !== "forbidden" && need !== "approval_needed") throw new Refusal(need);
  return [];
}

const give: Doing = {
  parse: ({ values }) =>
    typeof values === "object" && values !== null
      ? { records: [], values: values as Operation["values"] & object }
      : null,
  async demanded(tx, asker, { object, values = {} }) {
    const { compiled, context } = asker;
    const by = approvalsDemanded(compiled, object, "create", factsOf(values), context);
    if (by.length > 0 || !isGiving(object)) return by;
    const [first] = await rolesIn(tx, { object, values });
    const waits = await wouldWait(tx, asker, object, values);
    return waits ? [{ kind: "granters", unit: first?.unit ?? asker.unit }] : [];
  },
  async mayGrant(tx, approver, operation) {
    const source = operation.object as Giving["source"];
    const given = await rolesIn(tx, operation);
    return passes(async () => given.forEach((one) => demand(approver, source, one)));
  },
  async carryOut(tx, asker, { object, values }) {
    const { result, ...done } = await createRecord(tx, asker, object, values);
    return { ...done, result: { [object]: result.id } };
  },
};

/** Tried and undone: what they could not give with an approval either, they do not ask for. */
async function wouldWait(
  tx: Executor,
  asker: Subject,
  object: Giving["source"],
  values: Operation["values"],
): Promise<boolean> {
  await tx.query("savepoint trial");
  try {
    const { result } = await createRecord(tx, asker, object, values);
    return await waitsForSecond(tx, asker, object, [result.id]);
  } catch (error) {
    if (error instanceof Refusal && error.code === "forbidden") return false;
    throw error;
  } finally {
    await tx.query("rollback to savepoint trial");
  }
}

const rolesIn = (
  executor: Executor,
  { object, values = {} }: Pick<Operation, "object" | "values">,
) => rolesGiven(executor, object, factsOf(values).values);

/** Who is given a role by it. */
export async function gainersOf(
  executor: Executor,
  { object, values }: Operation,
): Promise<readonly string[]> {
  if (!isGiving(object) || !values) return [];
  const { person, group } = factsOf(values).values;
  const members =
    object === "assignment" && group !== null ? await membersOf(executor, [group]) : [];
  return person === null ? members : [person, ...members];
}

/** What gives a role, as it will be looked at once it is there. */
export function factsOf(values: Readonly<Record<string, unknown>>) {
  const idIn = (name: string): string | null => {
    const given = values[name];
    const id = typeof given === "object" && given !== null ? (given as { id?: unknown }).id : given;
    return typeof id === "string" && UUID.test(id) ? id : null;
  };
  const [person, unit, role] = [idIn("person"), idIn("atUnit"), idIn("role")];
  return {
    values: { owner: person, person, group: idIn("group"), unit, atUnit: unit, role },
    related: () => false,
  };
}

const takeOut: Doing = {
  parse: ({ export: asked }) => ({
    records: [],
    export: (typeof asked === "object" && asked !== null ? asked : {}) as ExportAsk,
  }),
  async demanded(tx, asker, { object, action, export: asked = {} }) {
    const approved = withApproval(asker, { object, action });
    const whole = viewOf(withAll(asker, { object, action }), object, action);
    refuseToBring(needOfArms(whole.arms, approved, { object, action }));
    const view = viewOf(approved, object, action);
    const filter = parseFilter(asked["filter"] as never, view);
    const search = typeof asked["search"] === "string" ? asked["search"] : undefined;
    const { count, isMore } = await countRecords(tx, asker, { view, filter, search });
    const arms = view.arms.map(({ arm }) => arm);
    return approversOf(arms, { object, action }, isMore ? Number.POSITIVE_INFINITY : count);
  },
  async carryOut(tx, asker, { object, export: asked }) {
    const done = await askExport(tx, asker, { object, input: asked, source: null, approved: true });
    return { ...done, result: { export: done.result.id } };
  },
};

export function doingOf({ object, action }: Pick<Operation, "object" | "action">): Doing | null {
  if (!canWait(object, action)) return null;
  if (action === "delete") return remove;
  if (action === "edit") return edit;
  if (action === "reveal") return reveal;
  return action === "export" ? takeOut : give;
}

const ACTS: Readonly<Record<string, string>> = { edit: "update", reveal: "allowReveal" };

/** An edit is an update to whoever looks at acts, and that somebody may look is no look. */
export const actOf = ({ object, action, records, values }: Operation): Act => ({
  object,
  action: ACTS[action] ?? action,
  records: records.map(({ id }) => id),
  isApproved: true,
  ...(values ? { values } : {}),
});
