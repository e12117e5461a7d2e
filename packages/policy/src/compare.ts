import { decide } from "./decide.ts";
import { textOf } from "./obligations.ts";
import { objectOf } from "./piece.ts";
import type { CompiledSubject } from "./compile.ts";
import type { Context, Decision, Level, ObjectType, Obligation, RecordFacts } from "./model.ts";

/** One subject under the policy as it is and as it would be: compiled from either, for the same moment. */
export interface ComparedSubject {
  readonly before: CompiledSubject;
  readonly after: CompiledSubject;
}

export interface ComparedRecord {
  readonly object: string;
  readonly id: string;
  /** Must answer what either policy asks about relations. */
  readonly facts: RecordFacts;
}

export interface CompareInput {
  readonly subjects: readonly ComparedSubject[];
  readonly records: readonly ComparedRecord[];
  readonly context: Context;
}

/** Something that a subject may do to a record under one policy only, or with other fields, or at another price. */
export interface Difference {
  readonly subject: string;
  readonly object: string;
  readonly action: string;
  readonly record: string;
  /** The act itself: `kept` if both allow it. */
  readonly act: "gained" | "lost" | "kept";
  /** How the act handles each cell that differs; where it is denied they are all absent. */
  readonly fields: readonly FieldDifference[];
  /** Null if both demand the same. */
  readonly obligations: Change<readonly Obligation[]> | null;
}

export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

export interface FieldDifference {
  readonly field: string;
  readonly level: Change<Level>;
  readonly write: Change<boolean>;
}

/**
 * Who gains and who loses what by a change of policy. Takes two decisions for each subject, record and action: made for
 * a sample or for one page, not for whole tables.
 */
export function compare({ subjects, records, context }: CompareInput): readonly Difference[] {
  return subjects.flatMap(({ before, after }) =>
    records.flatMap(({ object, id, facts }) =>
      objectOf(before, object).actions.flatMap((action) => {
        const [old, now] = [before, after].map((side) =>
          decide(side, object, action, facts, context),
        ) as [Decision, Decision];
        const found = differenceOf({ before: old, after: now }, objectOf(before, object));
        return found ? [{ subject: before.subject.id, object, action, record: id, ...found }] : [];
      }),
    ),
  );
}

type Found = Pick<Difference, "act" | "fields" | "obligations">;

function differenceOf({ before, after }: Change<Decision>, type: ObjectType): Found | null {
  const fields = Object.keys(type.fields).flatMap((field): readonly FieldDifference[] => {
    const level = { before: levelIn(before, field), after: levelIn(after, field) };
    const write = { before: before.write.includes(field), after: after.write.includes(field) };
    const isSame = level.before === level.after && write.before === write.after;
    return isSame ? [] : [{ field, level, write }];
  });
  const demands = { before: before.obligations, after: after.obligations };
  const isSameDemand = textsOf(demands.before) === textsOf(demands.after);
  if (before.allow === after.allow && fields.length === 0 && isSameDemand) return null;
  const act = before.allow === after.allow ? "kept" : after.allow ? "gained" : "lost";
  return { act, fields, obligations: isSameDemand ? null : demands };
}

function levelIn({ actLevels }: Decision, field: string): Level {
  return actLevels[field] ?? "absent";
}

function textsOf(obligations: readonly Obligation[]): string {
  return obligations.map(textOf).join();
}
