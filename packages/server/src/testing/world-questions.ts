/** What the engine says of worlds, asked of a database: lists by the plan's SQL, and the facts that lists return. */
import {
  bindContext,
  compile,
  keyOf,
  plan,
  PolicyError,
  relatedAtoms,
  type Arm,
  type CompiledSubject,
  type Condition,
  type FieldLevels,
  type Plan,
  type Truth,
} from "@latchkey/policy";
import {
  compileInputOf,
  factsOf,
  referenceDecide,
  type CaseRow,
  type Coverage,
  type ListQuestion,
  type World,
  type WorldRecord,
} from "@latchkey/policy/testing";
import { sql } from "kysely";
import { conditionSql, type ConditionScope } from "../db/condition-sql.ts";
import type { Executor } from "../db/database.ts";
import { run, toStatement, type Statement } from "../db/statement.ts";
import { objectNamed } from "../derive/model.ts";
import type { Sql } from "../fields/module.ts";
import { armSql } from "../gate/view.ts";
import {
  idOf,
  loadingOf,
  loadWorlds,
  nowOf,
  unitsWithin,
  withRealIds,
  WORLD_MODEL,
} from "./world-tables.ts";

const ROW = "t";

function scopeOf(world: World, objectName: string): ConditionScope {
  return {
    model: WORLD_MODEL,
    object: objectNamed(WORLD_MODEL, objectName),
    alias: ROW,
    now: nowOf(world),
    unitsWithin: (root) => unitsWithin(world, root),
  };
}

const armsOf = (found: Plan): readonly Arm[] =>
  found.kind === "arms" ? found.arms : found.kind === "always" ? [found.arm] : [];

/** One world, one list, by the very clauses that lists of the gate are made of. */
export async function listInSql(
  executor: Executor,
  { world: named, objectName, action }: ListQuestion,
): Promise<readonly CaseRow[]> {
  const world = withRealIds(named);
  await loadWorlds(executor, [world]);
  const compiled = compile(compileInputOf(world));
  const arms = armsOf(plan(compiled, objectName, action, world.context));
  const names = new Map(named.records[objectName]!.map(({ id }) => [idOf(id), id]));
  const rows: CaseRow[] = [];
  for (const arm of arms) {
    const where = armSql(arm, scopeOf(world, objectName));
    const found = await run<{ id: string }>(
      executor,
      sql`select id from ${sql.table(objectName)} as ${sql.ref(ROW)} where ${where}`,
    );
    rows.push(...found.rows.map(({ id }) => ({ id: names.get(id)!, levels: arm.levels })));
  }
  return rows;
}

interface Asked {
  readonly world: World;
  readonly index: number;
  readonly compiled: CompiledSubject;
  readonly objectName: string;
  /** By action; null where the plan was refused for its width. */
  readonly plans: ReadonlyMap<string, Plan | null>;
  /** Every condition of every arm, once. */
  readonly conditions: ReadonlyMap<string, Condition>;
}

interface Answer {
  readonly world: number;
  readonly object: string;
  readonly id: string;
  readonly truths: readonly Truth[];
  readonly facts: readonly Truth[];
}

/** By world, object and record. */
export type Answers = ReadonlyMap<string, Answer>;

/** All actions on all records of many worlds, as statements that any database takes. */
export interface Inquiry {
  readonly seeds: readonly number[];
  readonly asked: readonly Asked[];
  readonly loading: readonly Statement[];
  readonly question: Statement;
}

export function prepareInquiry(
  seeds: readonly number[],
  generate: (seed: number) => World,
): Inquiry {
  const worlds = seeds.map((seed) => withRealIds(generate(seed)));
  const asked = worlds.flatMap((world, index) => {
    const compiled = compile(compileInputOf(world));
    return Object.keys(world.schema.objects).map((objectName) =>
      askObject({ world, index, compiled, objectName }),
    );
  });
  const question = toStatement(sql.join(asked.map(questionSql), sql` union all `));
  return { seeds, asked, loading: loadingOf(worlds), question };
}

export async function answersFrom(
  executor: Executor,
  { loading, question }: Inquiry,
): Promise<Answers> {
  for (const { text, values } of loading) await executor.query(text, values);
  const { rows } = await executor.query<Answer>(question.text, question.values);
  return new Map(rows.map((answer) => [keyOfAnswer(answer), answer]));
}

const keyOfAnswer = ({ world, object, id }: Pick<Answer, "world" | "object" | "id">): string =>
  `${world} ${object} ${id}`;

/** Where what databases, by name, answered differs from the reference. */
export function differencesIn(
  { seeds, asked }: Inquiry,
  answers: ReadonlyMap<string, Answers>,
  coverage: Coverage,
): readonly string[] {
  return asked.flatMap((one) =>
    checkObject(one, answers, coverage).map(
      (text) => `seed ${seeds[one.index]} ${one.objectName}: ${text}`,
    ),
  );
}

function askObject(part: Pick<Asked, "world" | "index" | "compiled" | "objectName">): Asked {
  const { world, compiled, objectName } = part;
  const plans = new Map(
    world.schema.objects[objectName]!.actions.map((action) => [
      action,
      planOrNull(compiled, objectName, action, world),
    ]),
  );
  const arms = [...plans.values()].flatMap((found) => (found ? armsOf(found) : []));
  const conditions = new Map(
    arms
      .flatMap(({ all, none }) => [...all, ...none])
      .map((condition) => [keyOf(condition), condition]),
  );
  return { ...part, plans, conditions };
}

function planOrNull(
  compiled: CompiledSubject,
  objectName: string,
  action: string,
  world: World,
): Plan | null {
  try {
    return plan(compiled, objectName, action, world.context);
  } catch (error) {
    if (error instanceof PolicyError && error.code === "too-many-arms") return null;
    throw error;
  }
}

function questionSql({ world, index, compiled, objectName, conditions }: Asked): Sql {
  const scope = scopeOf(world, objectName);
  const truths = [...conditions.values()].map((condition) =>
    conditionSql(condition, { ...scope, onlyTrue: true }),
  );
  const facts = relatedAtoms(compiled, objectName).map((atom) =>
    conditionSql(bindContext(atom, world.context), scope),
  );
  return sql`select ${sql.lit(index)}::int as world, ${objectName}::text as object, ${sql.ref(`${ROW}.id`)} as id,
    ${list(truths)} as truths, ${list(facts)} as facts
    from ${sql.table(objectName)} as ${sql.ref(ROW)} where ${sql.ref(`${ROW}.world`)} = ${sql.lit(index)}`;
}

const list = (parts: readonly Sql[]): Sql =>
  parts.length === 0 ? sql`'{}'::boolean[]` : sql`array[${sql.join(parts)}]`;

function checkObject(
  asked: Asked,
  answers: ReadonlyMap<string, Answers>,
  coverage: Coverage,
): readonly string[] {
  const { world, index, objectName } = asked;
  return world.records[objectName]!.flatMap((record) => {
    const expected = expectedOf(asked, record, coverage);
    const key = keyOfAnswer({ world: index, object: objectName, id: record.id });
    return [...answers].flatMap(([database, given]) =>
      checkAnswer(asked, given.get(key)!, expected).map(
        (text) => `${text} of ${record.id} on ${database}`,
      ),
    );
  });
}

interface Expected {
  readonly facts: readonly Truth[];
  /** By action, the levels of each time that the record must be listed: once or never. */
  readonly listed: ReadonlyMap<string, readonly FieldLevels[]>;
}

function expectedOf(
  { world, compiled, objectName, plans }: Asked,
  record: WorldRecord,
  coverage: Coverage,
): Expected {
  const { related } = factsOf(world, objectName, record);
  const actions = [...plans].filter(([, found]) => found !== null).map(([action]) => action);
  const listed = actions.map((action) => {
    const { allow, levels } = referenceDecide({ world, objectName, action, record, coverage });
    return [action, allow ? [levels] : []] as const;
  });
  return { facts: relatedAtoms(compiled, objectName).map(related), listed: new Map(listed) };
}

function checkAnswer(
  { compiled, objectName, plans, conditions }: Asked,
  { truths, facts }: Answer,
  expected: Expected,
): readonly string[] {
  const isTrue = new Map([...conditions.keys()].map((key, at) => [key, truths[at] === true]));
  const inArm = ({ all, none }: Arm) =>
    all.every((one) => isTrue.get(keyOf(one))) && !none.some((one) => isTrue.get(keyOf(one)));
  const wrong = relatedAtoms(compiled, objectName).flatMap((atom, at) =>
    facts[at] === expected.facts[at] ? [] : [`fact ${atom.key} is ${facts[at]}`],
  );
  for (const [action, wanted] of expected.listed) {
    const found = armsOf(plans.get(action)!)
      .filter(inArm)
      .map(({ levels }) => levels);
    const [shown, due] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (shown !== due) wrong.push(`${action}: ${shown}, not ${due}`);
  }
  return wrong;
}
