/** The same act on many records, chosen one by one. */
import type { BulkReply } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Gate } from "./gate.ts";
import type { Caller } from "./mutate.ts";

/** A bulk act is a request, not a job; more than this belongs to an import. */
export const MAX_BULK = 1_000;

export interface BulkInput {
  readonly ids: readonly string[];
  readonly action: "update" | "delete" | "restore";
  readonly values?: unknown;
  /** Of the records to restore, in the order of their ids: as deleting them told. */
  readonly versions?: readonly number[];
}

type Single = Pick<Gate, "get" | "update" | "delete" | "restore">;

export async function bulkRecords(
  gate: Single,
  caller: Caller,
  object: string,
  input: BulkInput,
): Promise<BulkReply> {
  const results: BulkReply["results"][number][] = [];
  for (const [index, id] of parseIds(input).entries()) {
    const version = input.versions?.[index];
    results.push(await bulkOne(gate, caller, object, { id, version }, input));
  }
  return { results };
}

/** Each record is an act of its own: its own decision, its own line, its own result. */
async function bulkOne(
  gate: Single,
  caller: Caller,
  object: string,
  { id, version }: { readonly id: string; readonly version: number | undefined },
  input: BulkInput,
): Promise<BulkReply["results"][number]> {
  try {
    // Without a version the gate refuses, as it refuses whatever is none.
    if (input.action === "restore")
      return { ok: true, ...(await gate.restore(caller, object, { id, version: version! })) };
    const target = { id, version: await presentVersion(gate, caller, object, id) };
    if (input.action === "delete")
      return { ok: true, ...(await gate.delete(caller, object, target)) };
    await gate.update(caller, object, { ...target, values: input.values });
    return { id, ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "done_unseen") return { id, ok: true };
    const { problems } = error.extras;
    return {
      id,
      ok: false,
      error: { code: error.code, message: error.text, ...(problems ? { problems } : {}) },
    };
  }
}

/** What no record has: with it, only what was done before under the caller's key is answered. */
const NO_VERSION = 0;

/** A repetition may ask for what its first time has removed. */
async function presentVersion(
  gate: Single,
  caller: Caller,
  object: string,
  id: string,
): Promise<number> {
  try {
    return (await gate.get(caller, object, id)).record.version;
  } catch (error) {
    const isGone = error instanceof Refusal && error.code === "not_found";
    if (!isGone || !caller.once) throw error;
    return NO_VERSION;
  }
}

const ACTIONS: readonly unknown[] = ["update", "delete", "restore"];

function parseIds({ ids, action, versions = [] }: BulkInput): readonly string[] {
  if (!Array.isArray(ids) || ids.length > MAX_BULK) {
    throw badRequest([
      problem("ids", "out_of_range", { name: "ids", minimum: 0, maximum: MAX_BULK }),
    ]);
  }
  if (!ACTIONS.includes(action)) throw badRequest([problem("action", "bad_request")]);
  if (!Array.isArray(versions)) throw badRequest([problem("versions", "not_list")]);
  return ids;
}
