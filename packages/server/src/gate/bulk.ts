/** The same act on many records, chosen one by one. */
import type { BulkReply, Row } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Gate } from "./gate.ts";
import type { Caller } from "./mutate.ts";
import type { ShareInput } from "./share.ts";

/** A bulk act is a request, not a job; more than this belongs to an import. */
export const MAX_BULK = 1_000;

export interface BulkInput {
  readonly ids: readonly string[];
  readonly action: "update" | "delete" | "restore" | "share" | "unshare";
  readonly values?: unknown;
  /** With whom, as what and until when: the same for all of them. */
  readonly share?: Omit<ShareInput, "id">;
  /** In the order of the ids: what each of them told when it was shared. */
  readonly participants?: readonly string[];
  /** In the order of the ids: as an earlier act on them told. Restoring asks for them; with them, an update is refused as stale. */
  readonly versions?: readonly number[];
}

type Result = BulkReply["results"][number];

type Single = Pick<Gate, "get" | "update" | "delete" | "restore" | "share" | "unshare">;

export async function bulkRecords(
  gate: Single,
  caller: Caller,
  object: string,
  input: BulkInput,
): Promise<BulkReply> {
  const results: Result[] = [];
  const ids = parseIds(input);
  const size = new Set(ids).size;
  for (const [index, id] of ids.entries()) {
    const version = input.versions?.[index];
    const participant = input.participants?.[index];
    results.push(await bulkOne(gate, caller, object, { id, version, participant, size }, input));
  }
  return { results };
}

interface One {
  readonly id: string;
  readonly version: number | undefined;
  readonly participant: string | undefined;
  /** How many were chosen with it, itself included. */
  readonly size: number;
}

/** Each record is an act of its own: its own decision, its own line, its own result. */
async function bulkOne(
  gate: Single,
  caller: Caller,
  object: string,
  { id, version, participant, size }: One,
  input: BulkInput,
): Promise<Result> {
  try {
    if (input.action === "share")
      return { id, ok: true, ...(await gate.share(caller, object, { ...input.share!, id })) };
    if (input.action === "unshare") {
      await gate.unshare(caller, object, { id, participant: participant! });
      return { id, ok: true };
    }
    // Without a version the gate refuses, as it refuses whatever is none.
    if (input.action === "restore")
      return { ok: true, ...(await gate.restore(caller, object, { id, version: version! })) };
    const present = await presentRecord(gate, caller, object, id);
    const target = { id, version: version ?? present?.version ?? NO_VERSION };
    if (input.action === "delete")
      return { ok: true, ...(await gate.delete(caller, object, target, size)) };
    const update = { ...target, values: input.values };
    const { record } = await gate.update(caller, object, update, size);
    const { version: now } = record;
    // What was so already has not been changed, and has no way back.
    const before = now === present?.version ? {} : beforeOf(present, input.values);
    return { id, ok: true, version: now, ...before };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "done_unseen") return { id, ok: true };
    // Sent again with it under the same key, what was done is not done twice.
    if (caller.once && ON_THE_SPOT.has(error.code)) throw error;
    const { problems } = error.extras;
    return {
      id,
      ok: false,
      error: { code: error.code, message: error.text, ...(problems ? { problems } : {}) },
    };
  }
}

/** What the caller can give at once, for all of them. */
const ON_THE_SPOT: ReadonlySet<string> = new Set(["reason_needed", "confirmation_needed"]);

/** What no record has: with it, only what was done before under the caller's key is answered. */
const NO_VERSION = 0;

/** A repetition may ask for what its first time has removed: then null. */
async function presentRecord(
  gate: Single,
  caller: Caller,
  object: string,
  id: string,
): Promise<Row | null> {
  try {
    return (await gate.get(caller, object, id)).record;
  } catch (error) {
    const isGone = error instanceof Refusal && error.code === "not_found";
    if (!isGone || !caller.once) throw error;
    return null;
  }
}

/** What the caller has read in full of the cells that they change; nothing where that is not all of them. */
function beforeOf(present: Row | null, values: unknown): Pick<Result, "before"> {
  const names = Object.keys(values ?? {});
  const isRead = (name: string) =>
    present !== null && name in present.values && !present.masked.includes(name);
  if (!names.every(isRead)) return {};
  return { before: Object.fromEntries(names.map((name) => [name, present!.values[name]])) };
}

const ACTIONS: readonly unknown[] = ["update", "delete", "restore", "share", "unshare"];

function parseIds({ ids, action, versions = [], participants = [] }: BulkInput): readonly string[] {
  if (!Array.isArray(ids) || ids.length > MAX_BULK) {
    throw badRequest([
      problem("ids", "out_of_range", { name: "ids", minimum: 0, maximum: MAX_BULK }),
    ]);
  }
  if (!ACTIONS.includes(action)) throw badRequest([problem("action", "bad_request")]);
  if (!Array.isArray(versions)) throw badRequest([problem("versions", "not_list")]);
  if (!Array.isArray(participants)) throw badRequest([problem("participants", "not_list")]);
  return ids;
}
