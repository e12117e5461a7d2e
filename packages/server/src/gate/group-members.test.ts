/** Who belongs by a rule, found by the database, against the plainest reading of the rule, on both databases (R167). */
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, type Database } from "../db/database.ts";
import { migrate } from "../db/migrate.ts";
import { connectServer } from "../db/server-driver.ts";
import { createRandom } from "../demo/random.ts";
import { migratedDatabase } from "../testing/in-memory.ts";
import { startNativeServer } from "../testing/native-server.ts";
import { followRules, membersBy } from "./group-members.ts";
import { RULE_PARTS, type GroupRule } from "./group-rule.ts";

interface Unit {
  readonly id: string;
  readonly parent: string | null;
  readonly kind: string;
  readonly tags: readonly string[] | null;
}

interface Post {
  readonly id: string;
  person: string | null;
  unit: string;
  role: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** In the team of a campaign. */
interface Place {
  readonly campaign: string;
  readonly kind: "person" | "unit";
  readonly principal: string;
  readonly from: string | null;
  readonly until: string | null;
}

const isAt =
  (moment: number) =>
  ({ from, until }: Pick<Post, "from" | "until">): boolean =>
    (from === null || Date.parse(from) <= moment) && (until === null || Date.parse(until) > moment);

const KINDS = ["region", "store"];
const ids = (count: number) => Array.from({ length: count }, () => uuid());
const DAY = 86_400_000;

const databases = new Map<string, Database>();
let stop = async (): Promise<void> => {};

beforeAll(async () => {
  const server = await startNativeServer();
  stop = () => server.stop();
  databases.set("embedded", await migratedDatabase(null));
  const native = createDatabase(connectServer(server.url));
  await migrate(native);
  databases.set("server", native);
});

afterAll(async () => {
  for (const db of databases.values()) await db.close();
  await stop();
});

test.each(["embedded", "server"])(
  "R167: the %s database finds those whom the rule means",
  async (name) => {
    const db = databases.get(name)!;
    const random = createRandom(`rules ${name}`);
    const [roles, tags, people, campaigns] = [ids(3), ids(3), ids(12), ids(3)];
    const units: Unit[] = [];
    for (const id of ids(9))
      units.push({
        id,
        parent: units.length === 0 || random.chance(0.2) ? null : random.pick(units).id,
        kind: random.pick(KINDS),
        tags: random.chance(0.3) ? null : tags.filter(() => random.chance(0.4)),
      });
    const today = Math.floor(Date.now() / DAY) * DAY;
    const edge = (shift: number) =>
      new Date(today + random.whole(0, 4) * DAY + shift).toISOString();
    const posts: Post[] = ids(30).map((id) => ({
      id,
      person: random.chance(0.9) ? random.pick(people) : null,
      unit: random.pick(units).id,
      role: random.pick(roles),
      from: random.chance(0.5) ? null : edge(0),
      until: random.chance(0.5) ? null : edge(5 * DAY),
    }));
    await db.query(
      `insert into unit (id, unit, parent, kind, tags) select id, id, parent, kind, tags from jsonb_to_recordset($1::jsonb) as r (id uuid, parent uuid, kind text, tags uuid[])`,
      [JSON.stringify(units)],
    );
    await db.query(
      "insert into person (id, owner, unit, name, status) select id, id, $2::uuid, 'x', 'active' from unnest($1::uuid[]) id",
      [people, units[0]!.id],
    );
    const places: Place[] = ids(14).map(() => {
      const kind = random.pick(["person", "unit"] as const);
      return {
        campaign: random.pick(campaigns),
        kind,
        principal: kind === "person" ? random.pick(people) : random.pick(units).id,
        from: random.chance(0.5) ? null : edge(0),
        until: random.chance(0.5) ? null : edge(5 * DAY),
      };
    });
    await db.query(
      "insert into campaign (id, owner, unit, name) select id, $2::uuid, $3::uuid, 'x' from unnest($1::uuid[]) id",
      [campaigns, people[0], units[0]!.id],
    );
    await db.query("alter table participant drop constraint participant_once");
    await db.query(
      `insert into participant (id, owner, unit, object, record_id, principal_kind, principal_id, function, "from", until)
       select gen_random_uuid(), $2::uuid, $3::uuid, 'campaign', campaign, kind, principal, 'collaborator', "from", until
       from jsonb_to_recordset($1::jsonb) as r (campaign uuid, kind text, principal uuid, "from" timestamptz, until timestamptz)`,
      [JSON.stringify(places), people[0], units[0]!.id],
    );
    await db.query("alter table post drop constraint post_once");
    await db.query(
      `insert into post (id, person, unit, role, "from", until) select * from jsonb_to_recordset($1::jsonb) as r (id uuid, person uuid, unit uuid, role uuid, "from" timestamptz, until timestamptz)`,
      [JSON.stringify(posts)],
    );
    const some = <Item>(items: readonly Item[]) => items.filter(() => random.chance(0.3));
    const rules = Array.from({ length: 25 }, (): GroupRule => ({
      roles: some(roles),
      units: some(units).map(({ id }) => id),
      kinds: some(KINDS),
      tags: some(tags),
      campaigns: some(campaigns),
    }));
    const groups = rules.map((rule) => ({ id: uuid(), rule }));
    await db.query(
      `insert into "group" (id, name, rule) select id, 'x', rule from jsonb_to_recordset($1::jsonb) as r (id uuid, rule jsonb)`,
      [JSON.stringify(groups)],
    );
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const isBelow = (unit: string | null, root: string): boolean =>
      unit !== null && (unit === root || isBelow(byId.get(unit)!.parent, root));
    const moments = Array.from({ length: 12 }, (_, day) => today + day * DAY + 1);
    const meets = ({ person, unit, role }: Post, rule: GroupRule, moment: number): boolean => {
      const { kind, tags: worn } = byId.get(unit)!;
      const parts: Record<(typeof RULE_PARTS)[number], boolean> = {
        roles: rule.roles.includes(role),
        units: rule.units.some((root) => isBelow(unit, root)),
        kinds: rule.kinds.includes(kind),
        tags: rule.tags.some((tag) => worn?.includes(tag) === true),
        campaigns: places
          .filter(isAt(moment))
          .some(
            ({ campaign, principal }) =>
              rule.campaigns.includes(campaign) && [person, unit].includes(principal),
          ),
      };
      return RULE_PARTS.every((part) => rule[part].length === 0 || parts[part]);
    };
    const belongsAt = (person: string, rule: GroupRule) => (moment: number) =>
      posts
        .filter(isAt(moment))
        .some((post) => post.person === person && meets(post, rule, moment));
    /** Group and person, and the days they belong. */
    const meant = (): readonly string[] =>
      groups
        .flatMap(({ id, rule }) =>
          people.map((person) => {
            const days = moments.filter(belongsAt(person, rule));
            return days.length === 0 ? "" : `${id} ${person} ${days.join()}`;
          }),
        )
        .filter((line) => line !== "")
        .toSorted();
    const found = async (): Promise<readonly string[]> => {
      const { rows } = await db.query<{
        group: string;
        person: string;
        from: Date | null;
        until: Date | null;
      }>(`select "group", person, "from", until from group_member where deleted_at is null`);
      const lines = [...Map.groupBy(rows, (row) => `${row.group} ${row.person}`)].map(
        ([key, own]) => {
          const days = moments.filter((moment) =>
            own.some(
              ({ from, until }) =>
                (from === null || Number(from) <= moment) &&
                (until === null || Number(until) > moment),
            ),
          );
          return days.length === 0 ? "" : `${key} ${days.join()}`;
        },
      );
      return lines.filter((line) => line !== "").toSorted();
    };
    const all = { people: null, groups: null };
    expect((await followRules(db, people[0]!, all)).length).toBeGreaterThan(20);
    expect(await found()).toEqual(meant());
    expect(await followRules(db, people[0]!, all)).toEqual([]);
    for (const { rule } of groups.slice(0, 5))
      expect([...(await membersBy(db, rule)).keys()].toSorted()).toEqual(
        people.filter((one) => moments.some(belongsAt(one, rule))).toSorted(),
      );
    // Posts change hands one by one: only the people of each are asked again.
    for (let round = 0; round < 15; round++) {
      const post = random.pick(posts);
      const before = post.person;
      post.person = random.chance(0.2) ? null : random.pick(people);
      post.unit = random.pick(units).id;
      await db.query("update post set person = $2, unit = $3 where id = $1", [
        post.id,
        post.person,
        post.unit,
      ]);
      const concerned = [before, post.person].filter((one) => one !== null);
      await followRules(db, people[0]!, { people: concerned, groups: null });
      expect([round, await found()]).toEqual([round, meant()]);
    }
  },
);
