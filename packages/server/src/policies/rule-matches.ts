/**
 * How many records a rule speaks of, as whoever writes it sees them. A record counts where every cell that the condition
 * asks for is read in full: so nobody finds out by a condition what they may not read.
 */
import type { Condition, Rule, Truth } from "@latchkey/policy";
import { sql } from "kysely";
import { conditionSql } from "../db/condition-sql.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { MINUTE_OF_DAY, WEEKDAY } from "../gate/day-time.ts";
import type { Subject } from "../gate/subject.ts";
import {
  conditionScope,
  readArms,
  readsEverywhere,
  ROW,
  viewOf,
  type ArmLevels,
} from "../gate/view.ts";
import type { RuleMatches } from "../http/contract.ts";
import { operandsOf } from "./rule-parts.ts";

/** Counted one by one; whoever reads that there are more knows enough. */
const MAX_COUNTED = 100_000;

export async function countMatches(
  executor: Executor,
  reader: Subject,
  rule: Rule,
  object: ObjectModel,
): Promise<RuleMatches> {
  const condition = withoutHolder(conditionOf(rule), true);
  const isUpTo = rule.scope !== "all" || restsOnHolder(conditionOf(rule));
  const none = {
    object: object.name,
    count: null,
    isMore: false,
    isUpTo,
    isPartial: true,
    unknown: 0,
  };
  const view = viewOf(reader, object.name);
  if (!readsRelated(reader, object, condition)) return none;
  const asked = ownFields(condition);
  const isRead = ({ level }: ArmLevels): boolean =>
    asked.every((name) => name === "id" || level(object.fields.get(name)!) === "plain");
  if (!view.arms.some(isRead)) return none;
  const truth = conditionSql(condition, conditionScope(reader, object));
  const [found] = await readArms<{ count: string; unknown: string }>(
    executor,
    reader,
    view,
    (arm) =>
      isRead(arm)
        ? sql`select ${truth} as truth from ${sql.table(object.table)} as ${sql.ref(ROW)} where ${arm.where}`
        : sql`select null::boolean as truth where false`,
    (
      rows,
    ) => sql`select true as present, count(*) filter (where truth) as count, count(*) filter (where truth is null) as unknown
      from (select truth from (${rows}) seen where truth is not false limit ${sql.lit(MAX_COUNTED + 1)}) found`,
  );
  const [count, unknown] = [Number(found?.count ?? 0), Number(found?.unknown ?? 0)];
  const isMore = count + unknown > MAX_COUNTED;
  const isPartial = !view.arms.every(isRead);
  return { object: object.name, count, isMore, isUpTo, isPartial, unknown };
}

/** Whose records they are says the assignment; that nobody owns them the record itself. */
function conditionOf({ scope, when }: Rule): Condition {
  const parts: readonly Condition[] = [
    ...(scope === "pool" ? [{ kind: "isEmpty", of: { path: "record.owner" } } as const] : []),
    ...(when ? [when] : []),
  ];
  return parts.length === 0 ? { kind: "true" } : { kind: "and", of: parts };
}

const literal = (truth: Truth): Condition =>
  truth ? { kind: "true" } : { kind: "not", of: { kind: "true" } };

/** The most it can be true of, whoever holds it. */
function withoutHolder(condition: Condition, isPositive: boolean): Condition {
  switch (condition.kind) {
    case "and":
    case "or":
      return { ...condition, of: condition.of.map((one) => withoutHolder(one, isPositive)) };
    case "not":
      return { kind: "not", of: withoutHolder(condition.of, !isPositive) };
    case "related":
      return { ...condition, where: withoutHolder(condition.where, isPositive) };
    default:
      return restsOnHolder(condition) ? literal(isPositive) : condition;
  }
}

/** On who holds the rule, or on when they do something. */
const restsOnHolder = (condition: Condition): boolean =>
  operandsOf(condition).some(
    (one) =>
      "path" in one &&
      (/^(subject|assignment)\./.test(one.path) ||
        one.path === MINUTE_OF_DAY ||
        one.path === WEEKDAY),
  );

const fieldsIn = (condition: Condition): readonly string[] =>
  operandsOf(condition).flatMap((one) =>
    "path" in one && one.path.startsWith("record.") ? [one.path.slice("record.".length)] : [],
  );

/** Of the record itself, not of those related to it. */
function ownFields(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.of.flatMap(ownFields);
    case "not":
      return ownFields(condition.of);
    case "related":
      return [];
    default:
      return fieldsIn(condition);
  }
}

/** Related records count only for who reads all of them. */
function readsRelated(reader: Subject, object: ObjectModel, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.of.every((one) => readsRelated(reader, object, one));
    case "not":
      return readsRelated(reader, object, condition.of);
    case "related": {
      const target = objectNamed(
        reader.world.model,
        object.relations.get(condition.relation)!.target,
      );
      const asked = ownFields(condition.where).filter((name) => name !== "id");
      return (
        readsEverywhere(reader, target, asked) && readsRelated(reader, target, condition.where)
      );
    }
    default:
      return true;
  }
}
