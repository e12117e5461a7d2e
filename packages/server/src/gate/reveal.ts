/** One masked cell of one record, in full: a deliberate act with its own trace (R134). */
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Json } from "../fields/module.ts";
import { findRecord } from "./list.ts";
import type { Done } from "./mutate.ts";
import type { Subject } from "./subject.ts";
import { knownFields, viewOf } from "./view.ts";
import { decideOn, reasonsOf } from "./write.ts";

export interface RevealInput {
  readonly id: string;
  readonly field: string;
}

export async function revealCell(
  tx: Executor,
  subject: Subject,
  name: string,
  input: RevealInput,
): Promise<Done<Json>> {
  const object = objectNamed(subject.world.model, name);
  const field = knownFields(viewOf(subject, name)).find((one) => one.name === input.field);
  if (!field)
    throw badRequest([
      problem("field", "unknown_field", { field: textOf(input.field).slice(0, 60) }),
    ]);
  const record = await findRecord(tx, subject, { object: name }, input.id);
  if (!record) throw new Refusal("not_found");
  if (!object.declaration.actions["reveal"]) throw new Refusal("forbidden");
  const decision = decideOn(subject, object, "reveal", record);
  // The fields of an act are readable ∩ named: an absent cell is never among them.
  if (!decision.fields.includes(field.name)) throw new Refusal("forbidden");
  return { result: record.cells.get(field.name) ?? null, reason: reasonsOf(decision) };
}
