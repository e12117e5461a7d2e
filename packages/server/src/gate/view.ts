/**
 * The authorised view of a reader as SQL: disjoint arms, each a row clause and constant field levels. Whatever a request
 * does to the view (filter, sort, search, group, sum), it does to the cells that an arm hands out here, and to nothing else.
 */
import { plan, type Arm, type Condition, type Level } from "@latchkey/policy";
import { sql } from "kysely";
import { conditionSql, type ConditionScope } from "../db/condition-sql.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import { Recent, recentPer } from "../db/recent.ts";
import type { Around, Json, Sql } from "../fields/module.ts";
import type { Statement } from "../db/statement.ts";
import { guarded, guardedWith, readWritten } from "./guard.ts";
import type { Subject } from "./subject.ts";
import { isMet } from "./demands.ts";
import { oneOf } from "./one-of.ts";
import { overlapping } from "./widen.ts";

/** The alias of the object's own table in every statement of the gate. */
export const ROW = "t";

/** What can be known of an arm without a statement. */
export interface ArmLevels {
  readonly arm: Arm;
  level(field: FieldModel): Level;
}

export interface ArmView extends ArmLevels, Around {
  /** True for the rows of this arm, among live records that the guard lets through. */
  readonly where: Sql;
  /** True for live records, or for deleted ones where the view is of the trash. */
  readonly alive: Sql;
  /** The cell as the reader sees it: its columns, the columns of its masked form, or typed NULLs. */
  cell(field: FieldModel): readonly Sql[];
}

/** Nobody outside finds rows by an arm but through `partSql`, what rests on it, and `reachSql`, so nobody can forget to ask the guard. */
const WRITTEN = Symbol("arms as SQL");

export interface View {
  readonly object: ObjectModel;
  readonly arms: readonly ArmLevels[];
  readonly trash: boolean;
  readonly [WRITTEN]: readonly ArmView[];
}

/** Views of so many people who asked last are kept: each follows from its subject alone, which never changes. */
const MAX_KEPT = 300;
const kept = new Recent<Subject, Map<string, View>>(MAX_KEPT);

/** `trash` turns to the deleted records instead of the live ones. */
export function viewOf(subject: Subject, objectName: string, action = "view", trash = false): View {
  const views = kept.get(subject) ?? new Map<string, View>();
  kept.set(subject, views);
  const name = `${objectName}.${action}${trash ? " trash" : ""}`;
  const view = views.get(name) ?? buildView(subject, objectName, action, trash);
  views.set(name, view);
  return view;
}

function buildView(subject: Subject, objectName: string, action: string, trash: boolean): View {
  const object = objectNamed(subject.world.model, objectName);
  // What an object's records cannot be done to, they cannot be done to by anybody.
  if (!Object.hasOwn(object.declaration.actions, action))
    return { object, trash, arms: [], [WRITTEN]: [] };
  const planned = plan(subject.compiled, objectName, action, subject.context);
  const arms =
    planned.kind === "arms" ? planned.arms : planned.kind === "always" ? [planned.arm] : [];
  const written = arms
    .filter((arm) => isMet(arm, subject.compiled, { object: objectName, action }))
    .map((arm) => armView(subject, object, arm, trash));
  return { object, trash, arms: written, [WRITTEN]: written };
}

/** Whether the action reaches every record there is, whatever it holds: a right over the whole, not over some records. */
export const reachesEverything = (subject: Subject, objectName: string, action: string): boolean =>
  viewOf(subject, objectName, action).arms.some(isOfEverything);

/** Whether there is no record whose cells of these fields the subject does not read in full. */
export function readsEverywhere(
  subject: Subject,
  { name, fields }: ObjectModel,
  names: readonly string[],
): boolean {
  const cells = names.map((field) => fields.get(field)!);
  return overlappingView(subject, viewOf(subject, name), cells).arms.some(
    (arm) => isOfEverything(arm) && cells.every((field) => arm.level(field) === "plain"),
  );
}

const isOfEverything = ({ arm }: ArmLevels): boolean =>
  arm.none.length === 0 && arm.all.every(({ kind }) => kind === "true");

/** Views that are kept of one view: to find out how arms overlap takes a millisecond. */
const overlappingViews = recentPer<View, View>(8);

/** The same rows by few arms that may overlap, for a question that looks at no cells but these. */
export function overlappingView(subject: Subject, view: View, cells: readonly FieldModel[]): View {
  const names = cells.map(({ name }) => name).join();
  return overlappingViews(view).getOr(names, () => overlap(subject, view, cells));
}

function overlap(subject: Subject, view: View, cells: readonly FieldModel[]): View {
  const { tree } = subject.world;
  const arms = overlapping(
    view.arms.map(({ arm }) => arm),
    {
      kindOf: (arm) => cells.map(({ name }) => arm.levels[name] ?? "absent").join(),
      oneOf: (condition) => oneOf(condition, (root) => tree.below(root)),
    },
  );
  const written = arms.map((arm) => armView(subject, view.object, arm, view.trash));
  return { ...view, arms: written, [WRITTEN]: written };
}

/**
 * The rows of a view in one guarded statement: those that `each` selects from every arm, put together by `whole`. Where
 * no arm is, no row can be; that too is an answer by a plan, which may be older than a right that was just granted, so
 * the guard is asked all the same.
 */
export function armsStatement(
  subject: Subject,
  part: Part,
  whole: (rows: Sql) => Sql = (rows) => rows,
  beside?: Sql,
): Statement {
  const rows = partSql(part);
  if (rows === null) return guarded(subject, sql`select false as present`);
  return beside ? guardedWith(subject, whole(rows), beside) : guarded(subject, whole(rows));
}

/** What is asked of every arm of a view. */
export interface Part {
  readonly view: View;
  each(arm: ArmView): Sql;
}

/** The rows of one view as a query within a guarded statement; null where no arm is. */
export function partSql({ view, each }: Part): Sql | null {
  const arms = view[WRITTEN].map((arm) => sql`(${each(arm)})`);
  return arms.length > 0 ? sql.join(arms, sql` union all `) : null;
}

export const readArms = <Row extends object>(
  executor: Executor,
  subject: Subject,
  view: View,
  each: (arm: ArmView) => Sql,
  whole?: (rows: Sql) => Sql,
): Promise<readonly Row[]> =>
  readWritten<Row>(executor, armsStatement(subject, { view, each }, whole));

/** True for every row of a view, or of some of its arms: for statements under the guard that need no cells. */
export function reachSql(view: View, isMeant: (arm: ArmLevels) => boolean = () => true): Sql {
  const parts = view[WRITTEN].filter(isMeant).map(({ where }) => sql`(${where})`);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

function armView(subject: Subject, object: ObjectModel, arm: Arm, trash: boolean): ArmView {
  const scope = conditionScope(subject, object);
  const level = (field: FieldModel): Level => arm.levels[field.name] ?? "absent";
  const alive = sql`${sql.ref(`${ROW}.deleted_at`)} ${trash ? sql`is not null` : sql`is null`}`;
  let where: Sql | undefined;
  return {
    arm,
    alive,
    // Whoever asks what may be known or written at all looks at the arms of every action, and at no rows.
    get where() {
      return (where ??= sql`g.ok and ${alive} and ${armSql(arm, scope)}`);
    },
    level,
    unitsBelow: (unit) => unitsBelowSql(subject, unit),
    cell(field) {
      const plain = field.cell(ROW);
      if (level(field) === "plain") return plain;
      const masked = level(field) === "masked" ? field.module.maskSql?.(plain) : undefined;
      return masked ?? nothing(field);
    },
  };
}

/** A unit that the reader does not see is not there, and neither is what only it connects. */
function unitsBelowSql(subject: Subject, unit: Json): Sql {
  const view = viewOf(subject, "unit");
  const parent = view.object.fields.get("parent")!;
  const isLinked = reachSql(view, (arm) => arm.level(parent) === "plain");
  const units = sql`${sql.table(view.object.table)} as ${sql.ref(ROW)}`;
  const id = sql.ref(`${ROW}.id`);
  return sql`with recursive below as (
      select ${id} as id from ${units} where ${id} = ${unit}::uuid and ${reachSql(view)}
      union all select ${id} from ${units} join below on ${parent.cell(ROW)[0]!} = below.id where ${isLinked}
    ) select id from below`;
}

/** Every `all` must be TRUE and every `none` must not be. */
export function armSql(arm: Arm, scope: ConditionScope): Sql {
  const write = (condition: Condition) => conditionSql(condition, { ...scope, onlyTrue: true });
  const parts = [
    ...arm.all.filter(({ kind }) => kind !== "true").map(write),
    ...arm.none.map((condition) => sql`${write(condition)} is not true`),
  ];
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

export function conditionScope(subject: Subject, object: ObjectModel): ConditionScope {
  const { model, tree } = subject.world;
  return { model, object, alias: ROW, unitsWithin: (root) => tree.below(root) };
}

function nothing(field: FieldModel): readonly Sql[] {
  return Object.values(field.module.columns).map((type) => sql`null::${sql.raw(type)}`);
}

/** Fields whose name this reader may know: all but secret ones that no arm opens. */
export function knownFields(view: View): readonly FieldModel[] {
  return [...view.object.fields.values()].filter(
    (field) => !field.declaration.secret || view.arms.some((arm) => arm.level(field) !== "absent"),
  );
}
