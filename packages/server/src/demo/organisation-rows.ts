/** Roles, units, people, posts, groups and assignments of the demo chain, as rows. */
import { ROLE_TEMPLATES, roleIdOf } from "../policies/templates/registry.ts";
import { createRandom, idAt } from "./random.ts";
import { DAY, ownedBy, personaIndex, personId, toDay, toTime, unitId } from "./rows.ts";
import type { Organisation } from "./organisation.ts";
import type { DemoRow } from "./rows.ts";

/** The words of the shipped roles; `preset` names the template that holds the grants, classes and rules. */
export function* roleRows(organisation: Organisation): Iterable<DemoRow> {
  const createdAt = toTime(organisation.now - 1100 * DAY);
  const unit = unitId(organisation, 0);
  for (const { id, name, duties, administrator } of Object.values(ROLE_TEMPLATES)) {
    yield {
      id: roleIdOf(id),
      owner: null,
      unit,
      createdBy: null,
      createdAt,
      name: name.zh,
      nameEnglish: name.en,
      duties: duties.zh,
      dutiesEnglish: duties.en,
      preset: id,
      administrator: administrator === true,
    };
  }
}

/** A unit's own `unit` is itself. */
export function* unitRows(organisation: Organisation): Iterable<DemoRow> {
  for (const { id, name, code, kind, parent, head, createdAt } of organisation.units) {
    yield {
      id,
      name,
      code,
      kind,
      parent: parent === null ? null : unitId(organisation, parent),
      head: head === null ? null : personId(organisation, head),
      zone: name === "欧洲组" ? "Europe/Berlin" : "Asia/Shanghai",
      owner: head === null ? null : personId(organisation, head),
      unit: id,
      createdBy: null,
      createdAt: toTime(createdAt),
    };
  }
}

/** A person owns their own record. */
export function* personRows(organisation: Organisation): Iterable<DemoRow> {
  for (const { id, name, number, email, phone, unit, joinedAt } of organisation.people) {
    yield {
      id,
      name,
      number,
      email,
      phone,
      status: "active",
      locale: "zh",
      zone: "Asia/Shanghai",
      joinedOn: toDay(joinedAt),
      owner: id,
      unit: unitId(organisation, unit),
      createdBy: null,
      createdAt: toTime(joinedAt),
    };
  }
}

export function* postRows(organisation: Organisation): Iterable<DemoRow> {
  const random = createRandom("posts");
  for (const person of organisation.people) {
    yield {
      id: idAt(person.joinedAt, random),
      title: person.title,
      person: person.id,
      role: roleIdOf(person.template),
      primary: true,
      from: toTime(person.joinedAt),
      until: null,
      owner: person.id,
      unit: unitId(organisation, person.unit),
      createdBy: null,
      createdAt: toTime(person.joinedAt),
    };
  }
  yield* secondPostRows(organisation);
}

/** Head of one store and clerk in another: rights follow each post, not the person. */
function* secondPostRows(organisation: Organisation): Iterable<DemoRow> {
  const random = createRandom("second posts");
  const { stores, now } = organisation;
  for (let index = 20; index + 1 < stores.length; index += 50) {
    const [home, other] = [stores[index], stores[index + 1]];
    if (!home || !other) continue;
    const since = now - random.whole(5, 30) * DAY;
    const owner = personId(organisation, home.head);
    yield {
      id: idAt(since, random),
      title: "支援店员",
      person: owner,
      role: roleIdOf("guide"),
      primary: false,
      from: toTime(since),
      until: toTime(now + 30 * DAY),
      owner,
      unit: unitId(organisation, other.unit),
      createdBy: null,
      createdAt: toTime(since),
    };
  }
}

interface GroupRows {
  readonly groups: readonly DemoRow[];
  readonly members: readonly DemoRow[];
  readonly assignments: readonly DemoRow[];
}

/** A task force with a window, a deputy of this week and a grant that has ended. */
export function makeGroupRows(organisation: Organisation): GroupRows {
  const random = createRandom("groups");
  const { now } = organisation;
  const since = now - 10 * DAY;
  const administrator = personaIndex(organisation, "administrator");
  const place = ownedBy(organisation, administrator);
  const base = (at: number): DemoRow => ({ id: idAt(at, random), ...place, createdAt: toTime(at) });
  const taskForce: DemoRow = {
    ...base(since),
    name: "双十一专班",
    purpose: "大促期间跨部门协同：竞品分析与活动执行。",
  };
  const specialists = organisation.byTemplate.get("marketingSpecialist") ?? [];
  const operations = organisation.byTemplate.get("headOfficeOperations") ?? [];
  const members = [...specialists.slice(0, 3), ...operations.slice(0, 5)].map((person) => ({
    ...base(since + 60_000),
    group: taskForce["id"],
    person: personId(organisation, person),
    from: toTime(since),
    until: toTime(now + 20 * DAY),
    owner: personId(organisation, person),
  }));
  const root = unitId(organisation, 0);
  const grant = (values: DemoRow, until: number): DemoRow => ({
    ...base(since + 120_000),
    atUnit: root,
    unit: root,
    from: toTime(since),
    until: toTime(until),
    ...values,
  });
  const areaManager = personaIndex(organisation, "area-manager");
  const shenzhen = organisation.units.findIndex(({ name }) => name === "深圳市");
  const person = (index: number): DemoRow => ({
    person: personId(organisation, index),
    owner: personId(organisation, index),
  });
  const deputy = { atUnit: unitId(organisation, shenzhen), unit: unitId(organisation, shenzhen) };
  const analyst = personaIndex(organisation, "analyst");
  return {
    groups: [taskForce],
    members,
    assignments: [
      grant(
        { group: taskForce["id"], role: roleIdOf("marketingStaff"), reason: "双十一专班活动执行" },
        now + 20 * DAY,
      ),
      grant(
        {
          ...person(areaManager + 1),
          ...deputy,
          role: roleIdOf("areaManager"),
          reason: "城市经理休假，代管一周",
        },
        now + 7 * DAY,
      ),
      grant(
        { ...person(analyst), role: roleIdOf("management"), reason: "季度复盘，已到期" },
        now - DAY,
      ),
    ],
  };
}
