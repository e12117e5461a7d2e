/** A person gets an account and a first password, told once to whoever invites them. Existing sessions end. */
import { randomBytes } from "node:crypto";
import { objectNamed } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import type { Caller } from "../gate/mutate.ts";
import { demandPlaceOf } from "../gate/rights-guard.ts";
import { decideOn, lockAndFind, reasonsOf } from "../gate/write.ts";
import { endSessions, openAccounts } from "../identity/accounts.ts";
import type { Services } from "../services.ts";
import type { PersonInput } from "./suspend-person.ts";

export interface Invitation {
  readonly email: string;
  /** Shown once; it is stored only as a hash. */
  readonly password: string;
}

export async function invitePerson(
  { gate }: Services,
  caller: Caller,
  { id }: PersonInput,
): Promise<Invitation> {
  if (typeof id !== "string" || !UUID.test(id)) throw new Refusal("not_found");
  // A spreadsheet takes what begins with a dash for a formula.
  const password = randomBytes(12).toString("base64url").replaceAll(/[-_]/g, "0");
  return gate.write(
    caller,
    { object: "person", action: "resetSignIn", records: [id] },
    async (tx, subject) => {
      const object = objectNamed(subject.world.model, "person");
      const record = await lockAndFind(tx, subject, object, id);
      const decision = decideOn(subject, object, "resetSignIn", record);
      await demandPlaceOf(tx, subject, id);
      const [name, email] = [record.cells.get("name"), record.cells.get("email")];
      if (typeof email !== "string") throw badRequest([problem("email", "required")]);
      await endSessions(tx, id);
      await openAccounts(tx, [{ person: id, name: String(name), email }], password);
      return { result: { email, password }, reason: reasonsOf(decision) };
    },
  );
}
