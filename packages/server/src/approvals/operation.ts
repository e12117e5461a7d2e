/** What can wait for an approval and then be done, as data: the act, and what it is done to. */
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { askExport, type ExportAsk } from "../exchange/exports.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { Act, Done } from "../gate/mutate.ts";
import { approvalsDemanded, canWait, decide, withApproval } from "../gate/demands.ts";
import type { StoredRecord } from "../gate/record.ts";
import { demand } from "../gate/rights-guard.ts";
import type { Subject } from "../gate/subject.ts";
import { approvalsOfView } from "../gate/view.ts";
import { createRecord, deleteRecord } from "../gate/write.ts";
import { membersOf } from "../org/members.ts";

export interface Operation {
  readonly object: string;
  readonly action: string;
  /** Each as it was when it was asked for: whoever approves has not approved what it became since. */
  readonly records: readonly { readonly id: string; readonly version: number }[];
  /** Of what is created. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Of a file. */
  readonly export?: ExportAsk;
}

/** Done in one transaction, for which others may have to wait. */
export const MOST_RECORDS = 200;

interface Doing {
  /** What of the input the operation is; null: it is no such operation. */
  parse(given: Readonly<Record<string, unknown>>): Omit<Operation, "object" | "action"> | null;
  /** Who must approve it; empty where it needs no approval, or more than one. */
  demanded(
    asker: Subject,
    operation: Operation,
    records: readonly StoredRecord[],
  ): readonly string[];
  /** Whether the approver could grant it themselves, where it gives rights to somebody. */
  mayGrant?(approver: Subject, operation: Operation): boolean;
  carryOut(tx: Executor, asker: Subject, operation: Operation): Promise<Done<unknown>>;
}

const remove: Doing = {
  parse({ id, ids = id === undefined || id === null ? [] : [id] }) {
    if (!Array.isArray(ids) || ids.length === 0) return null;
    if (ids.length > MOST_RECORDS)
      throw badRequest([
        problem("ids", "out_of_range", { name: "ids", minimum: 1, maximum: MOST_RECORDS }),
      ]);
    if (!ids.every((one) => UUID.test(textOf(one)))) throw new Refusal("not_found");
    return { records: [...new Set(ids)].map((one) => ({ id: textOf(one), version: 0 })) };
  },
  demanded(asker, { object, action }, records) {
    const all = new Set<string>();
    for (const { facts, context } of records) {
      const question = [asker.compiled, object, action, facts, context] as const;
      if (decide(...question).allow) continue;
      const some = approvalsDemanded(...question);
      if (some.length === 0) return [];
      for (const one of some) all.add(one);
    }
    return [...all].toSorted();
  },
  async carryOut(tx, asker, { object, records }) {
    for (const record of records) await deleteRecord(tx, asker, object, record);
    const ids = records.map(({ id }) => id);
    return { result: { deleted: ids.length }, records: ids };
  },
};

const assign: Doing = {
  parse: ({ values }) =>
    typeof values === "object" && values !== null
      ? { records: [], values: values as Operation["values"] & object }
      : null,
  demanded: (asker, { values = {} }) =>
    approvalsDemanded(asker.compiled, "assignment", "create", grantFacts(values), asker.context),
  mayGrant(approver, { values = {} }) {
    const { role, unit } = grantFacts(values).values;
    try {
      demand(approver, "assignment", { role: role ?? "", unit });
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  },
  async carryOut(tx, asker, { values }) {
    const { result, ...done } = await createRecord(tx, asker, "assignment", values);
    return { ...done, result: { assignment: result.id } };
  },
};

/** Who is given a role by it. */
export async function gainersOf(
  executor: Executor,
  { object, values }: Operation,
): Promise<readonly string[]> {
  if (object !== "assignment" || !values) return [];
  const { person, group } = grantFacts(values).values;
  const members = await membersOf(executor, group !== null && UUID.test(group) ? [group] : []);
  return person === null ? members : [person, ...members];
}

/** An assignment as it will be looked at once it is there. */
function grantFacts(values: Readonly<Record<string, unknown>>) {
  const idIn = (name: string): string | null => {
    const given = values[name];
    const id = typeof given === "object" && given !== null ? (given as { id?: unknown }).id : given;
    return typeof id === "string" ? id : null;
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
  demanded: (asker, act) => approvalsOfView(withApproval(asker, act), act.object, act.action),
  async carryOut(tx, asker, { object, export: asked }) {
    const done = await askExport(tx, asker, { object, input: asked, source: null, approved: true });
    return { ...done, result: { export: done.result.id } };
  },
};

export function doingOf({ object, action }: Pick<Operation, "object" | "action">): Doing | null {
  if (!canWait(object, action)) return null;
  if (action === "delete") return remove;
  return action === "export" ? takeOut : assign;
}

export const actOf = ({ object, action, records, values }: Operation): Act => ({
  object,
  action,
  records: records.map(({ id }) => id),
  isApproved: true,
  ...(values ? { values } : {}),
});
