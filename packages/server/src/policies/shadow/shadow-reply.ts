/** A draft in shadow: switching it on and off, and what was found as whoever may look at the whole policy reads it. */
import { objectNamed, type ObjectModel } from "../../derive/model.ts";
import { badRequest, problem, Refusal } from "../../errors.ts";
import { demandPlan } from "../../gate/guard.ts";
import type { Caller } from "../../gate/mutate.ts";
import type { Subject } from "../../gate/subject.ts";
import { readTitles } from "../../gate/titles.ts";
import { readsEverywhere } from "../../gate/view.ts";
import type { ShadowFoundReply, ShadowReply, ShadowRow } from "../../http/contract.ts";
import type { Services } from "../../services.ts";
import { doneWith, overSeenDraft, type DraftDone, type DraftInput } from "../draft-commands.ts";
import { isNothing, NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { worldOfDraft } from "../draft-world.ts";
import { rulesApart } from "../impact/count-impact.ts";
import { knownPeople, labelOf } from "../impact/impact-rows.ts";
import { changeOf, isGain } from "../impact/outcome.ts";
import { isWithheld } from "../impact/withheld.ts";
import { overOneSchema } from "../one-schema.ts";
import { mayOverPolicy } from "../over-policy.ts";
import {
  beginShadow,
  endShadow,
  groupFound,
  listFound,
  readShadow,
  type FoundGroup,
  type StoredShadow,
} from "./shadow-store.ts";

/** A fortnight: what happens once a month is foreseen by the impact. */
const MAX_HOURS = 14 * 24;
const PAGE = 50;

export const startShadow = async (
  services: Services,
  caller: Caller,
  input: DraftInput,
): Promise<DraftDone> => {
  const act = { action: "startShadow", right: "edit", version: input.version } as const;
  const done = await overSeenDraft(services, caller, act, async ({ tx, subject, draft }) => {
    const hours = parseHours(input.hours);
    if (isNothing(await readChanges(tx, draft.id))) throw new Refusal("draft_empty");
    await beginShadow(tx, { draft: draft.id, by: subject.person, hours });
    return doneWith(draft);
  });
  await services.shadow.tend();
  return done;
};

export const stopShadow = async (
  services: Services,
  caller: Caller,
  { version }: DraftInput,
): Promise<DraftDone> => {
  const act = { action: "stopShadow", right: "edit", version } as const;
  const done = await overSeenDraft(services, caller, act, async ({ tx, draft }) => {
    await endShadow(tx, draft.id);
    return doneWith(draft);
  });
  await services.shadow.tend();
  return done;
};

function parseHours(input: unknown): number {
  if (Number.isInteger(input) && (input as number) >= 1 && (input as number) <= MAX_HOURS)
    return input as number;
  throw badRequest([problem("hours", "shadow_length", { hours: MAX_HOURS })]);
}

interface Read {
  readonly reader: Subject;
  readonly shadow: StoredShadow;
  /** Of an object that the draft tells records apart of by what the reader may not read. */
  isHidden(object: string): boolean;
}

const readShadowed = <Result>(
  { gate, db, shadow: watcher }: Services,
  caller: Caller,
  none: () => Result,
  tell: (read: Read) => Promise<Result>,
): Promise<Result> =>
  gate.read(caller, { object: "policyDraft", action: "shadow", records: [] }, async (reader) => {
    const draft = mayOverPolicy(reader, "view") ? await readOpenDraft(db) : null;
    // With what this node has found by now.
    if (draft) await watcher.tend();
    // Before the figures, which are of these changes or are none: what they tell apart may not be hidden any more.
    const changes = draft ? await readChanges(db, draft.id) : NO_CHANGES;
    const shadow = draft && (await readShadow(db, draft.id));
    const worlds = overOneSchema(reader.world, worldOfDraft(reader.world, changes));
    const apart = rulesApart(worlds[0].policy, worlds[1].policy);
    const isHidden = (object: string) => isWithheld(reader, apart, object);
    const result = shadow ? await tell({ reader, shadow, isHidden }) : none();
    // Behind the reads: a right that was taken while they ran gives nothing out.
    await demandPlan(db, reader);
    return { result, records: [] };
  });

export const shadowReply = (services: Services, caller: Caller): Promise<ShadowReply> =>
  readShadowed<ShadowReply>(
    services,
    caller,
    () => ({ state: "none" }),
    async ({ reader, shadow, isHidden }) => {
      const { draft, startedBy, startedAt, until, since, isOver } = shadow;
      const { decided, skipped, unlisted } = shadow;
      const names = await readTitles(services.db, reader, "person", [startedBy]);
      const groups = Map.groupBy(await groupFound(services.db, draft), ({ object }) => object);
      const { objects } = reader.world.model;
      return {
        state: isOver ? "over" : "running",
        startedBy: { id: startedBy, title: names.get(startedBy) ?? null },
        startedAt: startedAt.toISOString(),
        until: until.toISOString(),
        since: since.toISOString(),
        decided,
        skipped,
        unlisted,
        objects: [...groups].flatMap(([name, found]) => {
          const object = objects.get(name);
          if (!object) return [];
          const hidden = isHidden(name);
          const rows = hidden ? [] : found.flatMap((one) => rowOf(object, one));
          return [{ object: name, label: object.declaration.plural, isWithheld: hidden, rows }];
        }),
      };
    },
  );

/** What has been taken off the object since is nothing any more. */
function rowOf(object: ObjectModel, group: FoundGroup): readonly ShadowRow[] {
  const change = changeOf(group.change);
  const isKnown =
    change.kind === "act"
      ? Object.hasOwn(object.declaration.actions, change.name)
      : object.fields.has(change.name);
  if (!isKnown) return [];
  const { people, records, times, first, last } = group;
  return [
    {
      change,
      isGain: isGain(change),
      label: labelOf(object, change),
      people,
      records,
      times,
      first: first.toISOString(),
      last: last.toISOString(),
    },
  ];
}

const notFound = (): never => {
  throw new Refusal("not_found");
};

interface FoundAsked {
  readonly object: unknown;
  readonly change: Readonly<Record<"kind" | "name" | "from" | "to", unknown>>;
  readonly offset: number;
}

/** Who did what when is what the audit log says, and is told to nobody who may not read it. */
export const shadowFound = (
  services: Services,
  caller: Caller,
  { object, change, offset }: FoundAsked,
): Promise<ShadowFoundReply> =>
  readShadowed(services, caller, notFound, async ({ reader, shadow, isHidden }) => {
    const { db } = services;
    const { model } = reader.world;
    if (typeof object !== "string" || !model.objects.has(object) || isHidden(object))
      return notFound();
    const key = [change.kind, change.name, change.from, change.to].join(" ");
    const all = await listFound(db, shadow.draft, { object, change: key });
    const mayName = readsEverywhere(reader, objectNamed(model, "auditLine"), ["at", "person"]);
    const known = await knownPeople(services.db, reader, [
      ...new Set(all.map(({ person }) => person)),
    ]);
    const records = await readTitles(db, reader, object, [
      ...new Set(all.map(({ record }) => record)),
    ]);
    const seen = mayName
      ? all.filter(({ person, record }) => known.has(person) && records.has(record))
      : [];
    const page = seen.slice(offset, offset + PAGE);
    const people = await readTitles(db, reader, "person", [
      ...new Set(page.map(({ person }) => person)),
    ]);
    return {
      found: page.map(({ person, record, times, first, last }) => ({
        person: { id: person, title: people.get(person) ?? null },
        record: { id: record, title: records.get(record) ?? null },
        times,
        first: first.toISOString(),
        last: last.toISOString(),
      })),
      unseen: all.length - seen.length,
      next: offset + PAGE < seen.length ? offset + PAGE : null,
    };
  });
