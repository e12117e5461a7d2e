/** The same act on many records, chosen one by one. */
import type { BulkReply } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Gate } from "./gate.ts";
import type { Caller } from "./mutate.ts";

/** A bulk act is a request, not a job; more than this belongs to an import. */
export const MAX_BULK = 1_000;

export interface BulkInput {
  readonly ids: readonly string[];
  readonly action: "update" | "delete";
  readonly values?: unknown;
}

type Single = Pick<Gate, "get" | "update" | "delete">;

export async function bulkRecords(
  gate: Single,
  caller: Caller,
  object: string,
  input: BulkInput,
): Promise<BulkReply> {
  const results: BulkReply["results"][number][] = [];
  for (const id of parseIds(input)) results.push(await bulkOne(gate, caller, object, id, input));
  return { results };
}

/** Each record is an act of its own: its own decision, its own line, its own result. */
async function bulkOne(
  gate: Single,
  caller: Caller,
  object: string,
  id: string,
  input: BulkInput,
): Promise<BulkReply["results"][number]> {
  try {
    const { record } = await gate.get(caller, object, id);
    const { version } = record;
    if (input.action === "delete") await gate.delete(caller, object, { id, version });
    else await gate.update(caller, object, { id, version, values: input.values });
    return { id, ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { problems } = error.extras;
    return {
      id,
      ok: false,
      error: { code: error.code, message: error.text, ...(problems ? { problems } : {}) },
    };
  }
}

function parseIds({ ids, action }: BulkInput): readonly string[] {
  if (!Array.isArray(ids) || ids.length > MAX_BULK) {
    throw badRequest([
      problem("ids", "out_of_range", { name: "ids", minimum: 0, maximum: MAX_BULK }),
    ]);
  }
  if (action !== "update" && action !== "delete")
    throw badRequest([problem("action", "bad_request")]);
  return ids;
}
