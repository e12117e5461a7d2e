/**
 * The authorised view of a reader as SQL: disjoint arms, each a row clause and constant field levels. Whatever a request
 * does to the view (filter, sort, search, group, sum), it does to the cells that an arm hands out here, and to nothing else.
 */
import { plan, type Arm, type Condition, type Level } from "@latchkey/policy";
import { sql } from "kysely";
import { conditionSql, type ConditionScope } from "../db/condition-sql.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import type { Subject } from "./subject.ts";

/** The alias of the object's own table in every statement of the gate. */
export const ROW = "t";

export interface ArmView {
  readonly index: number;
  readonly arm: Arm;
  /** True for the rows of this arm, among live records that the guard lets through. */
  readonly where: Sql;
  level(field: FieldModel): Level;
  /** The cell as the reader sees it: its columns, the columns of its masked form, or typed NULLs. */
  cell(field: FieldModel): readonly Sql[];
}

export interface View {
  readonly object: ObjectModel;
  readonly arms: readonly ArmView[];
}

/** `trash` turns to the deleted records instead of the live ones. */
export function viewOf(subject: Subject, objectName: string, action = "view", trash = false): View {
  const object = objectNamed(subject.world.model, objectName);
  // What an object's records cannot be done to, they cannot be done to by anybody.
  if (!Object.hasOwn(object.declaration.actions, action)) return { object, arms: [] };
  const planned = plan(subject.compiled, objectName, action, subject.context);
  const arms =
    planned.kind === "arms" ? planned.arms : planned.kind === "always" ? [planned.arm] : [];
  return { object, arms: arms.map((arm, index) => armView(subject, object, arm, index, trash)) };
}

function armView(
  subject: Subject,
  object: ObjectModel,
  arm: Arm,
  index: number,
  trash: boolean,
): ArmView {
  const scope = conditionScope(subject, object);
  const level = (field: FieldModel): Level => arm.levels[field.name] ?? "absent";
  const alive = trash ? sql`is not null` : sql`is null`;
  return {
    index,
    arm,
    where: sql`g.ok and ${sql.ref(`${ROW}.deleted_at`)} ${alive} and ${armSql(arm, scope)}`,
    level,
    cell(field) {
      const plain = field.cell(ROW);
      if (level(field) === "plain") return plain;
      const masked = level(field) === "masked" ? field.module.maskSql?.(plain) : undefined;
      return masked ?? nothing(field);
    },
  };
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
