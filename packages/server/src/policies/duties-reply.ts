/** The conflicts of duties there are, as far as their reader sees both sides of them (R153). */
import type { Executor } from "../db/database.ts";
import { meet, readHeld, type HeldGrant } from "../gate/held-grants.ts";
import { demandPlan } from "../gate/guard.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { DutiesReply, DutyHolding, Reference } from "../http/contract.ts";
import type { Services } from "../services.ts";
import { readDuties } from "./duties.ts";
import { text } from "./phrases.ts";

/** As many as anybody mends in one go. */
const SHOWN = 200;

export const dutiesReply = ({ gate, db }: Services, caller: Caller): Promise<DutiesReply> =>
  gate.read(caller, { object: "assignment", action: "conflicts", records: [] }, async (reader) => {
    const pairs = await readConflicts(db);
    const seen = await seenOf(db, reader, pairs);
    const known = pairs.filter((pair) => pair.every((grant) => isSeen(grant, seen)));
    const shown = known.slice(0, SHOWN);
    await demandPlan(db, reader);
    const result = {
      conflicts: shown.map(([one, other]) => ({
        person: referTo(seen.person, one.person),
        one: holding(reader, one, seen),
        other: holding(reader, other, seen),
        isException: one.sandbox !== null || other.sandbox !== null,
      })),
      isMore: known.length > shown.length,
    };
    return { result, records: shown.flat().map(({ record }) => record) };
  });

type Pair = readonly [HeldGrant, HeldGrant];

async function readConflicts(executor: Executor): Promise<readonly Pair[]> {
  const duties = await readDuties(executor);
  if (duties.isEmpty) return [];
  const held = Map.groupBy(await readHeld(executor, null), ({ person }) => person);
  return [...held.values()].flatMap((grants) =>
    grants.flatMap((one, index) =>
      grants
        .slice(index + 1)
        .filter((other) => duties.areApart(one.role, other.role) && meet(one, other))
        .map((other): Pair => [one, other]),
    ),
  );
}

type Titles = ReadonlyMap<string, string | null>;

interface Seen {
  readonly person: Titles;
  readonly assignment: Titles;
  readonly post: Titles;
  readonly groupMember: Titles;
  readonly unit: Titles;
  readonly sandbox: Titles;
}

async function seenOf(executor: Executor, reader: Subject, pairs: readonly Pair[]): Promise<Seen> {
  const grants = pairs.flat();
  const read = (object: string, ids: readonly (string | null)[]): Promise<Titles> =>
    readTitles(executor, reader, object, [...new Set(ids.filter((id) => id !== null))]);
  const restOn = (object: HeldGrant["object"]) =>
    grants.flatMap((grant) => (grant.object === object ? [grant.record] : []));
  return {
    person: await read(
      "person",
      grants.map(({ person }) => person),
    ),
    assignment: await read("assignment", restOn("assignment")),
    post: await read("post", restOn("post")),
    groupMember: await read(
      "groupMember",
      grants.map(({ member }) => member),
    ),
    unit: await read(
      "unit",
      grants.map(({ unit }) => unit),
    ),
    sandbox: await read(
      "sandbox",
      grants.map(({ sandbox }) => sandbox),
    ),
  };
}

const isSeen = ({ person, object, record, member }: HeldGrant, seen: Seen): boolean =>
  seen.person.has(person) &&
  seen[object].has(record) &&
  (member === null || seen.groupMember.has(member));

const referTo = (titles: Titles, id: string): Reference => ({ id, title: titles.get(id) ?? null });

function holding({ world }: Subject, grant: HeldGrant, seen: Seen): DutyHolding {
  const { role, object, record, unit, until, sandbox } = grant;
  const name = world.policy.roles.find(({ id }) => id === role)?.name ?? text("", "");
  return {
    role: { id: role, name },
    by: { object, id: record },
    unit: unit === null ? null : referTo(seen.unit, unit),
    until: until === null ? null : new Date(until).toISOString(),
    sandbox: sandbox === null ? null : referTo(seen.sandbox, sandbox),
  };
}
