/** A unit and all below it change their place in the tree: one transaction, and everybody's reach follows at once. */
import { badRequest, problem } from "../errors.ts";
import type { Caller } from "../gate/mutate.ts";
import { updateRecord } from "../gate/write.ts";
import type { Services } from "../services.ts";
import { UUID } from "../fields/shared.ts";
import { requireTarget } from "./target.ts";

export interface MoveUnitInput {
  readonly id: string;
  readonly parent: string;
  readonly version: number;
}

export async function moveUnit(
  { gate }: Services,
  caller: Caller,
  input: MoveUnitInput,
): Promise<{ id: string; version: number }> {
  requireTarget(input);
  const { id, parent, version } = input;
  if (typeof parent !== "string" || !UUID.test(parent))
    throw badRequest([problem("parent", "no_such_record")]);
  return gate.write(
    caller,
    { object: "unit", action: "move", records: [id], detail: { parent } },
    async (tx, subject) => {
      const done = await updateRecord(tx, subject, "unit", { id, version, values: { parent } });
      return { ...done, result: { id, version: done.result.version } };
    },
  );
}
