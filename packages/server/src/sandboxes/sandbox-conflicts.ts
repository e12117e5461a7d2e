/** Duties that a sandbox makes meet (R153): it may, as the one exception there is, and who sets it up or approves it is told. */
import type { Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { membersOf } from "../gate/group-members.ts";
import { meet, readHeld, type HeldGrant } from "../gate/held-grants.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { SandboxContent } from "../http/contract.ts";
import { readDuties } from "../policies/duties.ts";
import { text } from "../policies/phrases.ts";

interface Given {
  readonly content: Pick<SandboxContent, "people" | "groups" | "roles">;
  readonly from: Date;
  readonly until: Date;
}

/** Named in one warning. */
const MOST = 20;

/** Of the people whom the reader sees; a role is named to who sees that they hold it. */
export async function conflictsOf(
  executor: Executor,
  reader: Subject,
  { content: { people, groups, roles }, from, until }: Given,
): Promise<readonly Text[]> {
  const duties = await readDuties(executor);
  if (duties.isEmpty || roles.length === 0) return [];
  const all = [...new Set([...people, ...(await membersOf(executor, groups))])];
  const names = await readTitles(executor, reader, "person", all);
  const held = await readHeld(executor, [...names.keys()]);
  const window = { record: "", person: "", role: "", unit: null };
  const given = { ...window, from: from.toISOString(), until: until.toISOString() };
  const found = held.flatMap((grant) =>
    roles
      .filter((role) => duties.areApart(role, grant.role) && meet(given, grant))
      .map((role) => ({ role, grant })),
  );
  const seen = new Set<string>();
  for (const [object, own] of Map.groupBy(found, ({ grant }) => grant.object)) {
    const records = own.map(({ grant }) => grant.record);
    for (const id of (await readTitles(executor, reader, object, records)).keys()) seen.add(id);
  }
  const roleNames = new Map(reader.world.policy.roles.map(({ id, name }) => [id, name]));
  const words = ({ role, grant }: { readonly role: string; readonly grant: HeldGrant }): Text => {
    const [who, gets] = [names.get(grant.person) ?? "", roleNames.get(role)!];
    const has = seen.has(grant.record) ? roleNames.get(grant.role) : undefined;
    return text(
      `${who}已持有${has ? `“${has.zh}”` : "另一个角色"}，与“${gets.zh}”职责不相容`,
      `${who} holds ${has?.en ?? "another role"}, which is kept apart from ${gets.en}`,
    );
  };
  const said = new Map(found.map((one) => words(one)).map((one) => [one.zh, one]));
  return [...said.values()].slice(0, MOST);
}
