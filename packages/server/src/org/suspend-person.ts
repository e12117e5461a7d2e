/** Stopping a person at once, and letting them in again: their sessions end with the transaction. */
import { objectNamed } from "../derive/model.ts";
import type { Caller } from "../gate/mutate.ts";
import { lockAndFind, updateRecord } from "../gate/write.ts";
import type { Services } from "../services.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";

export interface PersonInput {
  readonly id: string;
}

type Status = "active" | "suspended";

export async function setPersonStatus(
  { gate }: Services,
  caller: Caller,
  { id }: PersonInput,
  status: Status,
): Promise<{ id: string; version: number }> {
  if (typeof id !== "string" || !UUID.test(id)) throw new Refusal("not_found");
  const action = status === "suspended" ? "suspend" : "reinstate";
  return gate.write(caller, { object: "person", action, records: [id] }, async (tx, subject) => {
    const object = objectNamed(subject.world.model, "person");
    const { version } = await lockAndFind(tx, subject, object, id);
    const done = await updateRecord(tx, subject, "person", { id, version, values: { status } });
    return { ...done, result: { id, version: done.result.version } };
  });
}
