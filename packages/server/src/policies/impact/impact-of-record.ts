/** What the draft would change on one record: for whom and what, of the people that the reader sees. */
import { objectNamed } from "../../derive/model.ts";
import { Refusal } from "../../errors.ts";
import { openness, relationsIn } from "../../gate/explain.ts";
import { findRecord } from "../../gate/list.ts";
import type { Subject } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import { visiblePeople } from "../../gate/who-can-see.ts";
import type { ImpactOfRecordReply } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import type { Changes } from "../draft-store.ts";
import { countImpact, rulesApart } from "./count-impact.ts";
import { isMaking, knownPeople, rowOf, rowOrder } from "./impact-rows.ts";
import { changeOf, type ChangeKey } from "./outcome.ts";
import { namesObject } from "./outline.ts";
import { questionOfDraft } from "./question-of-draft.ts";

export interface RecordAsked {
  readonly object: string;
  readonly id: string;
}

/** People who are named of those who meet with the same. */
const NAMED = 50;

/**
 * Rules that a draft brings or takes are chosen by whoever drafts, so they are answered of a record only to who reads all
 * that they look at there; and who meets with them is told as "who can see this" tells it: of people one sees.
 */
export async function impactOnRecord(
  { db, subjects }: Services,
  reader: Subject,
  changes: Changes,
  { object: name, id }: RecordAsked,
): Promise<ImpactOfRecordReply> {
  const { model } = reader.world;
  const record = model.objects.has(name)
    ? await findRecord(db, reader, { object: name }, id)
    : null;
  if (!record) throw new Refusal("not_found");
  const object = objectNamed(model, name);
  const { question, before, after, people } = await questionOfDraft({
    db,
    subjects,
    before: reader.world,
    changes,
    among: new Set(await visiblePeople(db, reader)),
  });
  const apart = rulesApart(before.policy, after.policy).filter((rule) => namesObject(rule, name));
  const { scopes } = model.schema.objects[name]!;
  const relations = relationsIn(apart.map(({ scope, when }) => [scopes[scope], when]));
  const isOpen = await openness(db, { asker: reader, object, asked: { record } }, relations);
  if (!apart.every(isOpen)) return { isWithheld: true, groups: [] };
  const [found] = await countImpact({ ...question, record: { object: name, id } });
  const known = await knownPeople(db, reader, [...(found?.people.keys() ?? [])]);
  const met = [...(found?.people ?? [])].flatMap(([person, tally]) => {
    const keys = [...tally.keys()].filter((key) => !isMaking(changeOf(key)));
    return known.has(person) && keys.length > 0 ? [[person, keys] as const] : [];
  });
  const groups = [...Map.groupBy(met, ([, keys]) => keys.toSorted().join()).values()];
  const named = groups.map((group) => group.slice(0, NAMED).map(([person]) => person));
  const names = await readTitles(db, reader, "person", named.flat());
  const units = new Map(people.map(({ person, unit }) => [person, unit]));
  const places = await readTitles(db, reader, "unit", [
    ...new Set(named.flat().flatMap((person) => units.get(person) ?? [])),
  ]);
  const rowsOf = (keys: readonly ChangeKey[]) =>
    keys.map((key) => ({ ...rowOf(object, key, 1), records: null })).toSorted(rowOrder(object));
  return {
    isWithheld: false,
    groups: groups
      .map((group, index) => ({
        rows: rowsOf(group[0]![1]),
        people: named[index]!.map((person) => ({
          person: { id: person, title: names.get(person) ?? null },
          unit: places.get(units.get(person) ?? "") ?? null,
        })),
        total: group.length,
      }))
      .toSorted((a, b) => b.total - a.total),
  };
}
