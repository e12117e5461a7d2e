/**
 * Whether any permit of `view` that somebody holds is TRUE of a record: without one nobody sees it, whatever else they
 * hold. Asked of thousands of people, who share a few roles and units, before the engine decides on the few that remain.
 */
import {
  bindSubject,
  evaluateCondition,
  type Assignment,
  type Condition,
  type Context,
  type RecordFacts,
} from "@latchkey/policy";
import type { ObjectModel } from "../derive/model.ts";
import { rulesOfRole } from "../policies/grant-width.ts";
import type { Subject } from "./subject.ts";

export interface Reach {
  /** False: certainly not. Windows, bounds and forbids are left to the engine. */
  mayReach(subject: Subject, facts: RecordFacts): boolean;
}

/** A scope or a condition of a rule. */
interface Part {
  readonly condition: Condition;
  /** Says nothing of the person and asks for no related record: the unit of an assignment alone decides. */
  readonly isShared: boolean;
  readonly known: Map<string | null, boolean>;
}

/** Of one record, for people of the reader's world. */
export function createReach(reader: Subject, { name }: ObjectModel, context: Context): Reach {
  const { model, tree } = reader.world;
  const { scopes } = model.schema.objects[name]!;
  const actions = ["*", `${name}.*`, `${name}.view`];
  const permits = new Map<string, readonly (readonly Part[])[]>();

  /** What each permit of the role demands. */
  function permitsOf(role: string): readonly (readonly Part[])[] {
    const found = permits.get(role);
    if (found) return found;
    const rules = rulesOfRole(reader, role).filter(
      (rule) => rule.effect === "permit" && rule.actions.some((one) => actions.includes(one)),
    );
    const demands = rules.map(({ scope, when }) =>
      [scopes[scope], when].filter((part) => part !== undefined).map(toPart),
    );
    permits.set(role, demands);
    return demands;
  }

  return {
    mayReach: ({ holder }, facts) => {
      const isTrue = (part: Part, assignment: Assignment): boolean => {
        const found = part.isShared ? part.known.get(assignment.unit) : undefined;
        if (found !== undefined) return found;
        const bound = bindSubject(part.condition, holder, assignment);
        const truth = evaluateCondition(bound, facts, context, tree) === true;
        if (part.isShared) part.known.set(assignment.unit, truth);
        return truth;
      };
      return holder.assignments.some(
        (assignment) =>
          // Whom its conditions then see, only the engine knows.
          assignment.as !== undefined ||
          permitsOf(assignment.role).some((parts) =>
            parts.every((part) => isTrue(part, assignment)),
          ),
      );
    },
  };
}

const SINGLE = ['"path":"subject.', '"path":"assignment.id"', '"kind":"related"'];

/** An assignment's role needs no telling apart: a part belongs to one role. */
function toPart(condition: Condition): Part {
  const written = JSON.stringify(condition);
  return { condition, isShared: !SINGLE.some((word) => written.includes(word)), known: new Map() };
}
