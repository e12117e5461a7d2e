/**
 * The impact of the draft as whoever may look at the whole policy reads it: how many people and records is told of all,
 * who and which only as far as the reader sees them.
 */
import { objectNamed, type ObjectModel } from "../../derive/model.ts";
import { Refusal } from "../../errors.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { Subject, UnitIndex } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import type {
  ImpactFound,
  ImpactOfObject,
  ImpactOfPersonReply,
  ImpactOfRecordReply,
  ImpactPeopleReply,
  ImpactRecordsReply,
  ImpactReply,
  ImpactRow,
} from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { demandDraft, isNothing, NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { demandOverPolicy, mayOverPolicy } from "../over-policy.ts";
import type { ObjectImpact } from "./count-impact.ts";
import { impactOnRecord, type RecordAsked } from "./impact-of-record.ts";
import { recordsChanged } from "./impact-records.ts";
import { isOfNone, knownPeople, rowOf, rowOrder } from "./impact-rows.ts";
import type { Impact, ImpactState } from "./impacts.ts";
import { changeOf, isGain, type ChangeKey } from "./outcome.ts";
import { isWithheld } from "./withheld.ts";

/** People of one page. */
const PAGE = 50;

const actOf = (action: string) => ({ object: "policyDraft", action, records: [] }) as const;

/** Reads for who has rights over the whole policy; `none` is what others are told. */
const readImpact = <Result>(
  services: Services,
  caller: Caller,
  none: () => Result,
  tell: (look: () => Promise<ImpactState>, subject: Subject) => Promise<Result>,
): Promise<Result> =>
  services.gate.read(caller, actOf("impact"), async (subject) => {
    const draft = mayOverPolicy(subject, "view") ? await readOpenDraft(services.db) : null;
    const changes = draft ? await readChanges(services.db, draft.id) : NO_CHANGES;
    const result =
      draft && !isNothing(changes)
        ? await tell(() => services.impacts.look(draft, changes, subject.world), subject)
        : none();
    await demandPlan(services.db, subject);
    return { result, records: [] };
  });

export const impactReply = (services: Services, caller: Caller): Promise<ImpactReply> =>
  readImpact<ImpactReply>(
    services,
    caller,
    () => ({ state: "none" }),
    async (look, subject) => {
      const state = await look();
      if (state.state === "stopped") return state;
      if (state.state === "done")
        return { state: "done", found: await foundOf(services, subject, state.impact) };
      const { done, of, object, records } = state;
      const name = subject.world.model.objects.get(object)?.declaration.plural;
      return { state: "counting", done, of, records, object: name ?? { zh: "人员", en: "People" } };
    },
  );

/** Of what was counted. Where nothing is known yet, on another node or after a restart, it is counted first. */
const readCounted = <Result>(
  services: Services,
  caller: Caller,
  tell: (impact: Impact, reader: Subject) => Promise<Result>,
): Promise<Result> =>
  readImpact(services, caller, notFound, async (look, reader) => {
    let state = await look();
    while (state.state === "counting") state = await look();
    return state.state === "done" ? tell(state.impact, reader) : notFound();
  });

const notFound = (): never => {
  throw new Refusal("not_found");
};

async function foundOf({ db }: Services, reader: Subject, impact: Impact): Promise<ImpactFound> {
  const told = impact.objects.map((one) => ({ one, isHidden: isHiddenFrom(reader, impact, one) }));
  const sides = sidesOf(told.filter(({ isHidden }) => !isHidden).map(({ one }) => one));
  const places = placesOf(reader.world.tree, impact, [...sides.keys()]);
  const titles = await readTitles(db, reader, "unit", [...new Set(places.values())]);
  const byUnit = Map.groupBy(sides, ([person]) => {
    const unit = places.get(person) ?? "";
    return titles.has(unit) ? unit : null;
  });
  return {
    at: impact.at.toISOString(),
    took: Math.round(impact.took),
    people: { total: sides.size, ...countSides([...sides.values()]) },
    units: [...byUnit]
      .map(([unit, people]) => ({
        unit: unit === null ? null : { id: unit, title: titles.get(unit) ?? null },
        ...countSides(people.map(([, side]) => side)),
      }))
      .toSorted((a, b) => b.gain + b.lose - (a.gain + a.lose)),
    objects: told
      .filter(({ one, isHidden }) => isHidden || one.records.size > 0)
      .map(({ one, isHidden }) => objectReply(reader, one, isHidden)),
  };
}

/** How many meet with any change; null where something of it is withheld from the reader. */
export function peopleMet(reader: Subject, impact: Impact): number | null {
  const { objects } = impact;
  return objects.some((one) => isHiddenFrom(reader, impact, one)) ? null : sidesOf(objects).size;
}

/** So many bars are a picture. */
const MAX_PLACES = 12;

/** By person, their unit or the one above it at the deepest level that has no more than can be shown. */
function placesOf(
  tree: UnitIndex,
  { units }: Impact,
  people: readonly string[],
): ReadonlyMap<string, string> {
  const paths = new Map(
    people.map((person) => [person, tree.above(units.get(person) ?? "").toReversed()]),
  );
  const at = (depth: number) =>
    new Map(
      [...paths].flatMap(([person, path]) => {
        const unit = path[depth] ?? path.at(-1);
        return unit === undefined ? [] : [[person, unit] as const];
      }),
    );
  const deepest = Math.max(0, ...[...paths.values()].map(({ length }) => length - 1));
  for (let depth = deepest; depth > 0; depth--) {
    const found = at(depth);
    if (new Set(found.values()).size <= MAX_PLACES) return found;
  }
  return at(0);
}

const isHiddenFrom = (reader: Subject, { apart }: Impact, { object }: ObjectImpact): boolean =>
  isWithheld(reader, apart, object);

interface Side {
  gains: boolean;
  loses: boolean;
}

function sidesOf(objects: readonly ObjectImpact[]): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const { people } of objects)
    for (const [person, met] of people) {
      const side = sides.get(person) ?? { gains: false, loses: false };
      for (const key of met.keys())
        if (isGain(changeOf(key))) side.gains = true;
        else side.loses = true;
      sides.set(person, side);
    }
  return sides;
}

const countSides = (sides: readonly Side[]) => ({
  gain: sides.filter(({ gains }) => gains).length,
  lose: sides.filter(({ loses }) => loses).length,
});

function objectReply(reader: Subject, impact: ObjectImpact, isHidden: boolean): ImpactOfObject {
  const object = objectNamed(reader.world.model, impact.object);
  return {
    object: object.name,
    label: object.declaration.plural,
    isWithheld: isHidden,
    rows: isHidden ? [] : rowsOf(object, impact),
  };
}

function rowsOf(object: ObjectModel, { records, people }: ObjectImpact): readonly ImpactRow[] {
  const [met, pairs] = [new Map<ChangeKey, number>(), new Map<ChangeKey, number>()];
  for (const tally of people.values())
    for (const [key, count] of tally) {
      met.set(key, (met.get(key) ?? 0) + 1);
      pairs.set(key, (pairs.get(key) ?? 0) + count);
    }
  return [...records]
    .map(([key, count]) => {
      const row = rowOf(object, key, count);
      return {
        ...row,
        people: met.get(key) ?? 0,
        pairs: row.records === null ? null : (pairs.get(key) ?? 0),
      };
    })
    .toSorted(rowOrder(object));
}

interface Asked {
  readonly object: unknown;
  readonly change: Readonly<Record<"kind" | "name" | "from" | "to", unknown>>;
}

/** The counts of one change, if it was found and the reader may be told. */
function changeAsked(
  reader: Subject,
  impact: Impact,
  { object, change }: Asked,
): { readonly one: ObjectImpact; readonly key: ChangeKey } {
  const one = impact.objects.find((found) => found.object === object);
  const key = [change.kind, change.name, change.from, change.to].join(" ");
  if (!one?.records.has(key) || isHiddenFrom(reader, impact, one)) throw new Refusal("not_found");
  return { one, key };
}

export const impactPeople = (
  services: Services,
  caller: Caller,
  asked: Asked & { readonly offset: number },
): Promise<ImpactPeopleReply> =>
  readCounted(services, caller, async (impact, reader) => {
    const { one, key } = changeAsked(reader, impact, asked);
    const isBare = isOfNone(changeOf(key));
    const met = [...one.people].flatMap(([person, tally]) => {
      const records = tally.get(key);
      return records === undefined ? [] : [{ person, records }];
    });
    const known = await knownPeople(
      services.db,
      reader,
      met.map(({ person }) => person),
    );
    const seen = met
      .filter(({ person }) => known.has(person))
      .toSorted((a, b) => b.records - a.records || (a.person < b.person ? -1 : 1));
    const page = seen.slice(asked.offset, asked.offset + PAGE);
    const names = await readTitles(
      services.db,
      reader,
      "person",
      page.map(({ person }) => person),
    );
    const units = page.flatMap(({ person }) => impact.units.get(person) ?? []);
    const places = await readTitles(services.db, reader, "unit", [...new Set(units)]);
    return {
      people: page.map(({ person, records }) => ({
        person: { id: person, title: names.get(person) ?? null },
        unit: places.get(impact.units.get(person) ?? "") ?? null,
        records: isBare ? null : records,
      })),
      total: met.length,
      unseen: met.length - seen.length,
      next: asked.offset + PAGE < seen.length ? asked.offset + PAGE : null,
    };
  });

export const impactOfPerson = (
  services: Services,
  caller: Caller,
  person: string,
): Promise<ImpactOfPersonReply> =>
  readCounted(services, caller, async (impact, reader) => {
    if (!(await knownPeople(services.db, reader, [person])).has(person))
      throw new Refusal("not_found");
    const told = impact.objects.filter((one) => !isHiddenFrom(reader, impact, one));
    return {
      objects: told.flatMap((one) => {
        const met = one.people.get(person);
        if (!met) return [];
        const object = objectNamed(reader.world.model, one.object);
        const rows = [...met].map(([key, count]) => rowOf(object, key, count));
        rows.sort(rowOrder(object));
        return [{ object: one.object, label: object.declaration.plural, rows }];
      }),
    };
  });

export const impactRecords = (
  services: Services,
  caller: Caller,
  asked: Asked & { readonly person: string; readonly after: string | null },
): Promise<ImpactRecordsReply> =>
  readCounted(services, caller, async (impact, reader) => {
    const { person, after } = asked;
    const { one, key } = changeAsked(reader, impact, asked);
    const total = one.people.get(person)?.get(key);
    const isKnown = (await knownPeople(services.db, reader, [person])).has(person);
    if (total === undefined || !isKnown) throw new Refusal("not_found");
    const question = { impact, person, object: one.object, change: changeOf(key), after };
    const found = await recordsChanged(services, reader, question);
    const titles = await readTitles(services.db, reader, one.object, found.ids);
    return {
      records: found.ids.map((id) => ({ id, title: titles.get(id) ?? null })),
      unseen: after === null ? Math.max(0, total - found.seen) : null,
      next: found.next,
    };
  });

/** Asked at once, and of nothing that was counted before. */
export const impactOfRecord = (
  services: Services,
  caller: Caller,
  asked: RecordAsked,
): Promise<ImpactOfRecordReply> =>
  services.gate.read(caller, actOf("impact"), async (subject) => {
    const draft = mayOverPolicy(subject, "view") ? await readOpenDraft(services.db) : null;
    if (!draft) throw new Refusal("not_found");
    const changes = await readChanges(services.db, draft.id);
    const result = await impactOnRecord(services, subject, changes, asked);
    await demandPlan(services.db, subject);
    return { result, records: [asked.id] };
  });

/** Counts anew, or leaves off. */
export const commandImpact = (
  services: Services,
  caller: Caller,
  verb: "count" | "stop",
  version: unknown,
): Promise<{ readonly ok: true }> =>
  services.gate.read(caller, actOf(`${verb}Impact`), async (subject) => {
    demandOverPolicy(subject, "view");
    await demandDraft(services.db, version);
    if (verb === "count") services.impacts.forget();
    else services.impacts.stop();
    await demandPlan(services.db, subject);
    return { result: { ok: true }, records: [] };
  });
