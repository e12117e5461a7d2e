/** For whom a field is another now, because its class is: their role says otherwise what they see, and they are told of it. */
import type { Executor } from "../db/database.ts";
import { holdersOf } from "../gate/rights-notices.ts";
import type { Subject } from "../gate/subject.ts";
import type { Notice } from "../inbox/notices.ts";
import { rolesReached } from "./class-words.ts";
import type { PolicyChanges } from "./draft-world.ts";

/** `subject`: who publishes, in the world as it was. Of a role that changes by itself its holders are told anyway. */
export async function classNotices(
  tx: Executor,
  { person: by, world }: Subject,
  { roles, classes }: PolicyChanges,
): Promise<readonly Notice[]> {
  const changed = new Set(roles.map(({ role }) => role));
  const reached = new Set(
    classes.flatMap((change) => rolesReached(world, change).map(({ id }) => id)),
  );
  const notices: Notice[] = [];
  for (const role of reached)
    if (!changed.has(role))
      for (const person of await holdersOf(tx, role))
        if (person !== by)
          notices.push({ person, kind: "rights", object: "role", record: role, by });
  return notices;
}
