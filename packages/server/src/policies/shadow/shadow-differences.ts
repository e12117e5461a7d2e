/** What a draft would have said otherwise of something that somebody asked for. */
import {
  compile,
  recordFields,
  type Decision,
  type Level,
  type RecordFacts,
} from "@latchkey/policy";
import { sql } from "kysely";
import type { Executor } from "../../db/database.ts";
import { run } from "../../db/statement.ts";
import { objectNamed, type ObjectModel } from "../../derive/model.ts";
import { decide } from "../../gate/demands.ts";
import {
  factsOf,
  fieldsToShow,
  readRecords,
  recordColumns,
  type StoredRecord,
} from "../../gate/record.ts";
import type { Subject, World } from "../../gate/subject.ts";
import { ROW } from "../../gate/view.ts";
import type { Asked } from "../../gate/watch.ts";
import { worldOfDraft, type PolicyChanges } from "../draft-world.ts";
import type { ChangeKey } from "../impact/outcome.ts";
import { padded } from "../impact/padded.ts";

export interface Found {
  readonly person: string;
  readonly object: string;
  readonly change: ChangeKey;
  readonly record: string;
}

/** Of one request: a page of a list at most. */
const MAX_RECORDS = 200;

/** Acts by which a record is looked at. */
const LOOKING: ReadonlySet<string> = new Set(["get", "list", "history", "timeline", "print"]);

/** The declared actions that an act of the gate asks for. */
function actionsOf(object: ObjectModel, { action, values }: Asked): readonly string[] {
  if (LOOKING.has(action)) return ["view"];
  if (action === "trash") return ["restore"];
  if (action === "update")
    return [...new Set(fieldsIn(object, values).map(({ writtenBy }) => writtenBy))];
  return Object.hasOwn(object.declaration.actions, action) ? [action] : [];
}

const fieldsIn = ({ fields }: ObjectModel, values: Asked["values"] = {}) =>
  Object.keys(values).flatMap((name) => fields.get(name) ?? []);

/** Whether there is anything to decide about it. Whoever looks through another's eyes does what neither does. */
export function isOfRecords({ subject, object, records, ...asked }: Asked): boolean {
  const model = subject.world.model.objects.get(object);
  return (
    model !== undefined &&
    records.length > 0 &&
    !subject.viewer &&
    actionsOf(model, { subject, object, records, ...asked }).length > 0
  );
}

/** The same people under the draft's roles; made once for each that asks. */
export function createTwins(changes: PolicyChanges): (subject: Subject) => Subject {
  const worlds = new WeakMap<World, World>();
  const twins = new WeakMap<Subject, Subject>();
  const worldOf = (world: World): World => {
    const draft = worldOfDraft(world, changes);
    // Somebody may still hold what the draft archives.
    const [, policy] = padded(world.policy, draft.policy);
    return { ...draft, policy };
  };
  return (subject) => {
    const known = twins.get(subject);
    if (known) return known;
    const world = worlds.get(subject.world) ?? worldOf(subject.world);
    worlds.set(subject.world, world);
    const { model, policy, tree } = world;
    const now = Number(subject.context["now"]);
    const compiled = compile({
      schema: model.schema,
      policy,
      tree,
      now,
      subject: subject.holder,
    });
    const twin = { ...subject, world, compiled };
    twins.set(subject, twin);
    return twin;
  };
}

/**
 * Both verdicts are made now, of the records as they are; of those that the act has changed also as it found them, for the
 * gate decides on both (`gate/write.ts`). What relates to a record is asked as it is now.
 */
export async function differencesOf(
  executor: Executor,
  asked: Asked,
  twin: Subject,
): Promise<readonly Found[]> {
  const { subject, found = [] } = asked;
  const object = objectNamed(subject.world.model, asked.object);
  const ids = asked.records.slice(0, MAX_RECORDS);
  const live = await readNow(executor, subject, object, ids);
  const draft = await readNow(executor, twin, object, ids);
  const written =
    asked.action === "update" ? fieldsIn(object, asked.values).map(({ name }) => name) : [];
  const before = new Map(found.map((record) => [record.id, record]));
  return ids.flatMap((id) => {
    const [mine, theirs] = [live.get(id), draft.get(id)];
    if (!mine || !theirs) return [];
    const changes = actionsOf(object, asked).flatMap((action) =>
      pairsOf({ subject, twin, object }, [mine, theirs], before.get(id)).flatMap(([one, other]) => {
        const { context } = mine;
        const question = [object.name, action] as const;
        return changesOf(object, action, written, [
          decide(subject.compiled, ...question, one, context),
          decide(twin.compiled, ...question, other, context),
        ]);
      }),
    );
    return [...new Set(changes)].map((change) => ({
      person: subject.person,
      object: object.name,
      change,
      record: id,
    }));
  });
}

interface Sides {
  readonly subject: Subject;
  readonly twin: Subject;
  readonly object: ObjectModel;
}

/** What each side looks at of the record as it is, and as it was found. */
function pairsOf(
  { subject, twin, object }: Sides,
  [mine, theirs]: readonly [StoredRecord, StoredRecord],
  found: StoredRecord | undefined,
): readonly (readonly [RecordFacts, RecordFacts])[] {
  const now = [mine.facts, theirs.facts] as const;
  if (!found) return [now];
  const before = ({ compiled }: Subject, { id, facts }: StoredRecord): RecordFacts =>
    factsOf(id, object, found.cells, facts.related, recordFields(compiled, object.name));
  return [now, [before(subject, mine), before(twin, theirs)]];
}

/** By id, with what decisions of this subject look at. */
async function readNow(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const fields = fieldsToShow(subject, object, []);
  const { rows } = await run<Record<string, unknown>>(
    executor,
    sql`select ${recordColumns(subject, object, fields)} from ${sql.table(object.table)} as ${sql.ref(ROW)}
      where ${sql.ref(`${ROW}.id`)} = any(${ids}::uuid[])`,
  );
  return new Map(readRecords(subject, object, rows, fields).map((record) => [record.id, record]));
}

/** An act that one of them denies is one difference, whatever else it means for cells. */
function changesOf(
  { fields }: ObjectModel,
  action: string,
  written: readonly string[],
  [live, draft]: readonly [Decision, Decision],
): readonly ChangeKey[] {
  if (live.allow !== draft.allow) return [`act ${action} ${yes(live.allow)} ${yes(draft.allow)}`];
  if (!live.allow) return [];
  if (action === "view")
    return [...fields.keys()].flatMap((name) => {
      const [from, to] = [levelOf(live, name), levelOf(draft, name)];
      return from === to ? [] : [`read ${name} ${from} ${to}`];
    });
  return written
    .filter((name) => fields.get(name)!.writtenBy === action)
    .flatMap((name) => {
      const [from, to] = [live.write.includes(name), draft.write.includes(name)];
      return from === to ? [] : [`write ${name} ${yes(from)} ${yes(to)}`];
    });
}

const levelOf = ({ levels }: Decision, name: string): Level => levels[name] ?? "absent";

const yes = (is: boolean): "yes" | "no" => (is ? "yes" : "no");
