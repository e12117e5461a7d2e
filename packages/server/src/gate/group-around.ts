/** Of whom, and of which groups, the rules of groups are asked again, by what is written. */
import type { Executor } from "../db/database.ts";
import type { Around } from "./group-members.ts";
import { groupsOfPlaces } from "./rights-effects.ts";

const inTeams = async (tx: Executor, object: string, records: readonly string[]) => ({
  people: null,
  groups: await groupsOfPlaces(tx, { object, records }),
});

const AROUND: Readonly<
  Record<string, (tx: Executor, records: readonly string[]) => Promise<Around>>
> = {
  unit: async () => ({ people: null, groups: null }),
  group: async (_, groups) => ({ people: null, groups }),
  person: async (_, people) => ({ people, groups: null }),
  async post(tx, posts) {
    const { rows } = await tx.query<{ person: string }>(
      `select person from post where id = any($1::uuid[]) and person is not null
       union select person from group_member where through && $1::uuid[] and deleted_at is null`,
      [posts],
    );
    return { people: rows.map(({ person }) => person), groups: null };
  },
  campaign: (tx, records) => inTeams(tx, "campaign", records),
  participant: (tx, records) => inTeams(tx, "participant", records),
};

/** By records of an object as they are now; null: no rule looks at them. */
export const aroundOf = async (
  tx: Executor,
  object: string,
  records: readonly string[],
): Promise<Around | null> => (Object.hasOwn(AROUND, object) ? AROUND[object]!(tx, records) : null);

/** What was written stood elsewhere before. */
export const together = (one: Around, other: Around): Around => ({
  people: one.people && other.people && [...new Set([...one.people, ...other.people])],
  groups: one.groups && other.groups && [...new Set([...one.groups, ...other.groups])],
});
