/**
 * Everybody whose view reaches a record, decided by the engine that decides everything else. A reader of the record
 * learns of the people they may see; why each holds their role is told to those who may view assignments.
 */
import {
  bindSubject,
  decide,
  evaluateCondition,
  type Context,
  type Decision,
  type RecordFacts,
  type Text,
} from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import type { WhoCanSeeReply } from "../http/contract.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { text } from "../policies/phrases.ts";
import { readGuarded } from "./guard.ts";
import { findRecord } from "./list.ts";
import { mayViewAssignmentsOf } from "./explain.ts";
import { readRecord, recordColumns, type StoredRecord } from "./record.ts";
import { RelatedFacts } from "./related-facts.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { reachSql, ROW, viewOf } from "./view.ts";
import { sql } from "kysely";

export interface WhoCanSeeInput {
  readonly id: string;
}

/** More people than anybody reads; `total` tells how many there are. */
const MAX_SHOWN = 500;

export async function whoCanSee(
  executor: Executor,
  subjects: SubjectStore,
  reader: Subject,
  name: string,
  { id }: WhoCanSeeInput,
): Promise<WhoCanSeeReply> {
  const object = objectNamed(reader.world.model, name);
  const record =
    typeof id === "string" && UUID.test(id)
      ? await findRecord(executor, reader, { object: name }, id)
      : null;
  if (!record) throw new Refusal("not_found");
  const colleagues = await visiblePeople(executor, reader);
  const everybody = await subjects.loadAll(executor, reader.world, [...colleagues.keys()]);
  const seers = await findSeers(executor, { reader, object, record, everybody });
  const shown = seers.slice(0, MAX_SHOWN);
  const units = shown.map(({ assignment }) => assignment.unit).filter((unit) => unit !== null);
  const titles = await readTitles(executor, reader, "unit", [...new Set(units)]);
  const roleIds = [...new Set(shown.map(({ assignment }) => assignment.role))];
  const visibleRoles = await readTitles(executor, reader, "role", roleIds);
  const visible = reader.world.policy.roles.filter(({ id }) => visibleRoles.has(id));
  const roles = new Map(visible.map((role) => [role.id, role.name]));
  const known = [...object.fields.values()]
    .filter(({ declaration }) => !declaration.secret)
    .map((field) => field.name);
  const people = shown.map(({ subject, decision, assignment }) => ({
    person: { id: subject.person, title: subject.name },
    role: roles.get(assignment.role) ?? text("角色", "Role"),
    unit: assignment.unit === null ? null : (titles.get(assignment.unit) ?? null),
    because: mayViewAssignmentsOf(reader, colleagues.get(subject.person)!)
      ? assignment.because
      : WITHOUT_REASON,
    masked: known.filter((field) => decision.levels[field] === "masked"),
    hidden: known.filter((field) => (decision.levels[field] ?? "absent") === "absent"),
  }));
  return { people, total: seers.length };
}

const WITHOUT_REASON: Text = text("岗位或授权", "Post or assignment");

/** Active people whose record and name the reader sees. */
async function visiblePeople(
  executor: Executor,
  reader: Subject,
): Promise<ReadonlyMap<string, StoredRecord>> {
  const view = viewOf(reader, "person");
  const name = view.object.fields.get("name")!;
  const reached = reachSql(view, (arm) => arm.level(name) === "plain");
  const rows = await readGuarded<Record<string, unknown>>(
    executor,
    reader,
    sql`select ${recordColumns(reader, view.object)} from person as ${sql.ref(ROW)} where ${reached} order by ${sql.ref(`${ROW}.id`)}`,
  );
  return new Map(rows.map((row) => [String(row["id"]), readRecord(reader, view.object, row)]));
}

interface Seer {
  readonly subject: Subject;
  readonly decision: Decision;
  readonly assignment: {
    readonly role: string;
    readonly unit: string | null;
    readonly because: Text;
  };
}

interface Search {
  readonly reader: Subject;
  readonly object: ObjectModel;
  readonly record: StoredRecord;
  readonly everybody: readonly Subject[];
}

/**
 * Decides for each; whoever asks for related records that were not read yet is asked again once they were. Deciding
 * prepares every rule of a person, so whoever no permit of `view` can reach is passed over before.
 */
async function findSeers(
  executor: Executor,
  { reader, object, record, everybody }: Search,
): Promise<readonly Seer[]> {
  const { model, tree } = reader.world;
  const related = new RelatedFacts({ model, tree, context: record.context, object, record });
  const seers: Seer[] = [];
  let waiting = everybody;
  while (waiting.length > 0) {
    const unsure: Subject[] = [];
    for (const subject of waiting) {
      const facts = related.watched(record.facts.values);
      const isReached = isReachedBy(subject, object, { facts, context: record.context });
      const decision = isReached
        ? decide(subject.compiled, object.name, "view", facts, record.context)
        : null;
      if (facts.isUnsure()) unsure.push(subject);
      else if (decision?.allow)
        seers.push({ subject, decision, assignment: pathOf(subject, decision) });
    }
    if (unsure.length > 0) await related.readWanted(executor);
    waiting = unsure;
  }
  return seers.toSorted((a, b) => (a.subject.person < b.subject.person ? -1 : 1));
}

/** Whether some permit of `view` is TRUE of the record: without one nobody sees it, whatever else they hold. */
function isReachedBy(
  { compiled }: Subject,
  { name }: ObjectModel,
  { facts, context }: { readonly facts: RecordFacts; readonly context: Context },
): boolean {
  const actions = ["*", `${name}.*`, `${name}.view`];
  const scopes = compiled.schema.objects[name]!.scopes;
  return compiled.held.some(({ rule, assignment, seen }) => {
    if (rule.effect !== "permit" || !rule.actions.some((one) => actions.includes(one)))
      return false;
    const parts = [scopes[rule.scope], rule.when].filter((part) => part !== undefined);
    return parts.every((part) => {
      const bound = bindSubject(part, seen, assignment);
      return evaluateCondition(bound, facts, context, compiled.tree) === true;
    });
  });
}

/** The assignment whose permit opens most, for one person is one line. */
function pathOf({ compiled }: Subject, { reasons }: Decision): Seer["assignment"] {
  const ids = reasons.map(({ assignment }) => assignment);
  return compiled.subject.assignments.find(({ id }) => ids.includes(id))!;
}
