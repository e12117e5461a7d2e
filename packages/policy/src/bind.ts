import { PolicyError } from "./errors.ts";
import { mapOperands } from "./map-condition.ts";
import type { Assignment, Condition, Context, Operand, Subject, Value } from "./model.ts";

/** Puts the subject and its assignment into a condition; what remains speaks of `record.*` and `context.*` only. */
export function bindSubject(
  condition: Condition,
  subject: Subject,
  assignment: Assignment,
): Condition {
  return mapOperands(condition, (operand) => {
    const [head, name] = splitPath(operand);
    if (head === "subject") return { value: subjectValue(subject, name) };
    if (head === "assignment") return { value: assignmentValue(assignment, name) };
    return operand;
  });
}

/**
 * Puts the values of a request into a condition, all but `context.now`: a list compares with the clock of the
 * database, the only clock there is. A value that is missing is null, hence unknown.
 */
export function bindContext(condition: Condition, context: Context): Condition {
  return mapOperands(condition, (operand) => {
    const [head, name] = splitPath(operand);
    return head === "context" && name !== "now" ? { value: context[name] ?? null } : operand;
  });
}

/** Head and rest of an operand's path; two empty texts for a constant. */
export function splitPath(operand: Operand): readonly [head: string, name: string] {
  if (!("path" in operand)) return ["", ""];
  const dot = operand.path.indexOf(".");
  return [operand.path.slice(0, dot), operand.path.slice(dot + 1)];
}

function subjectValue(subject: Subject, name: string): Value {
  return name === "id" ? subject.id : (subject.attributes[name] ?? null);
}

function assignmentValue(assignment: Assignment, name: string): Value {
  const read = ASSIGNMENT_PATHS[name];
  if (!read) throw new PolicyError("unknown-path", `unknown path \`assignment.${name}\``);
  return read(assignment);
}

const ASSIGNMENT_PATHS: Readonly<Record<string, (assignment: Assignment) => Value>> = {
  id: (assignment) => assignment.id,
  unit: (assignment) => assignment.unit,
  role: (assignment) => assignment.role,
};
