/**
 * Everybody whose view reaches a record, decided by the engine that decides everything else. A reader of the record
 * learns of the people they may see; why each holds their role is told to those who may view assignments.
 */
import { setImmediate as breathe } from "node:timers/promises";
import type { Decision, Rule, Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { WhoCanSeeReply } from "../http/contract.ts";
import type { SubjectStore } from "../org/subjects.ts";
import { inline, plainText, text } from "../policies/phrases.ts";
import { scopeWords } from "../policies/sentences.ts";
import { readGuarded } from "./guard.ts";
import { findRecord } from "./list.ts";
import { mayViewAssignmentsOf } from "./explain.ts";
import { readMany } from "./batch-update.ts";
import { createReach } from "./reach.ts";
import { factsOf, type StoredRecord } from "./record.ts";
import { RelatedFacts } from "./related-facts.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { reachSql, ROW, viewOf } from "./view.ts";
import { sql } from "kysely";
import { decide } from "./demands.ts";

export interface WhoCanSeeInput {
  readonly id: string;
  readonly cursor?: string;
}

/** People of one page. */
const PAGE = 500;

export async function whoCanSee(
  executor: Executor,
  subjects: SubjectStore,
  reader: Subject,
  name: string,
  { id, cursor }: WhoCanSeeInput,
): Promise<WhoCanSeeReply> {
  const object = objectNamed(reader.world.model, name);
  const record =
    typeof id === "string" && UUID.test(id)
      ? await findRecord(executor, reader, { object: name }, id)
      : null;
  if (!record) throw new Refusal("not_found");
  if (cursor !== undefined && !UUID.test(textOf(cursor)))
    throw badRequest([problem("cursor", "bad_cursor")]);
  const visible = await visiblePeople(executor, reader);
  const asked = visible.filter((person) => cursor === undefined || person > cursor);
  const loaded = await subjects.loadAll(executor, reader.world, asked);
  const everybody = loaded.toSorted((a, b) => (a.person < b.person ? -1 : 1));
  // The first page counts them all; those that follow look no further than they show.
  const enough = cursor === undefined ? Number.POSITIVE_INFINITY : PAGE + 1;
  const seers = await findSeers(executor, { reader, object, record, everybody, enough });
  const shown = seers.slice(0, PAGE);
  const colleagues = await readMany(
    executor,
    reader,
    objectNamed(reader.world.model, "person"),
    shown.map(({ subject }) => subject.person),
  );
  const units = shown.map(({ assignment }) => assignment.unit).filter((unit) => unit !== null);
  const titles = await readTitles(executor, reader, "unit", [...new Set(units)]);
  const roleIds = [...new Set(shown.map(({ assignment }) => assignment.role))];
  const visibleRoles = await readTitles(executor, reader, "role", roleIds);
  const named = reader.world.policy.roles.filter(({ id: role }) => visibleRoles.has(role));
  const roles = new Map(named.map((role) => [role.id, role.name]));
  const known = [...object.fields.values()]
    .filter(({ declaration }) => !declaration.secret)
    .map((field) => field.name);
  const people = shown.map(({ subject, decision, assignment, rule }) => {
    const isKnown = mayViewAssignmentsOf(reader, colleagues.get(subject.person)!);
    const unit = assignment.unit === null ? null : (titles.get(assignment.unit) ?? null);
    return {
      person: { id: subject.person, title: subject.name },
      role: roles.get(assignment.role) ?? text("角色", "Role"),
      unit,
      because: isKnown ? assignment.because : WITHOUT_REASON,
      reach: isKnown && roles.has(assignment.role) ? reachOf(reader, object, rule, unit) : null,
      masked: known.filter((field) => decision.levels[field] === "masked"),
      hidden: known.filter((field) => (decision.levels[field] ?? "absent") === "absent"),
    };
  });
  return {
    people,
    total: cursor === undefined ? seers.length : null,
    next: seers.length > PAGE ? shown.at(-1)!.subject.person : null,
  };
}

/** "The customers of 南山店", of a rule that asks for nothing else. */
function reachOf(
  { world, person }: Subject,
  { declaration }: ObjectModel,
  { scope, when }: Rule,
  unit: string | null,
): Text | null {
  if (when) return null;
  const where = scopeWords(scope, {
    model: world.model,
    who: text("本人", "oneself"),
    whoId: person,
    unit: unit === null ? null : plainText(unit),
    name: () => null,
  });
  const what = inline(declaration.plural);
  return text(`${where.zh}${what.zh}`, `${what.en} ${where.en}`);
}

const WITHOUT_REASON: Text = text("岗位或授权", "Post or assignment");

/** People whose record and name the reader sees. */
export async function visiblePeople(
  executor: Executor,
  reader: Subject,
): Promise<readonly string[]> {
  const view = viewOf(reader, "person");
  const name = view.object.fields.get("name")!;
  const reached = reachSql(view, (arm) => arm.level(name) === "plain");
  const id = sql.ref(`${ROW}.id`);
  const rows = await readGuarded<{ id: string }>(
    executor,
    reader,
    sql`select true as present, ${id} as id from person as ${sql.ref(ROW)} where ${reached} order by ${id}`,
  );
  return rows.map((row) => row.id);
}

interface Seer {
  readonly subject: Subject;
  readonly decision: Decision;
  readonly assignment: {
    readonly role: string;
    readonly unit: string | null;
    readonly because: Text;
  };
  readonly rule: Rule;
}

interface Search {
  readonly reader: Subject;
  readonly object: ObjectModel;
  readonly record: StoredRecord;
  /** In the order of their ids. */
  readonly everybody: readonly Subject[];
  /** So many are found before the search ends. */
  readonly enough: number;
}

/** People between two breaths: a node that looks through thousands goes on answering others. */
const PEOPLE_AT_ONCE = 200;

/** Deciding prepares every rule of a person, so whoever no permit of `view` can reach is passed over before. */
async function findSeers(
  executor: Executor,
  { reader, object, record, everybody, enough }: Search,
): Promise<readonly Seer[]> {
  const { model, tree } = reader.world;
  const { context } = record;
  const related = new RelatedFacts({ model, tree, context, object, record });
  // Everybody's rules are asked, and each looks at something else.
  const { values } = factsOf(
    record.id,
    object,
    record.cells,
    record.facts.related,
    record.cells.keys(),
  );
  const reach = createReach(reader, object, context);
  const seers: Seer[] = [];
  for (const [index, subject] of everybody.entries()) {
    if (seers.length === enough) break;
    if (index % PEOPLE_AT_ONCE === PEOPLE_AT_ONCE - 1) await breathe();
    const decision = await related.answer(executor, values, (facts) =>
      reach.mayReach(subject, facts)
        ? decide(subject.compiled, object.name, "view", facts, context)
        : null,
    );
    if (decision?.allow) seers.push({ subject, decision, ...pathOf(subject, decision) });
  }
  return seers;
}

/** The first assignment whose permit lets them see it, for one person is one line. */
function pathOf({ compiled }: Subject, { reasons }: Decision): Pick<Seer, "assignment" | "rule"> {
  const found = compiled.held.find(({ assignment, role, rule }) =>
    reasons.some(
      (one) => one.assignment === assignment.id && one.role === role.id && one.rule === rule.id,
    ),
  )!;
  return { assignment: found.assignment, rule: found.rule };
}
