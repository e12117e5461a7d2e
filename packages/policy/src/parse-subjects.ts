import { MAX_ASSIGNMENTS_PER_SUBJECT, MAX_BOUND_CHAIN, MAX_SUBJECTS } from "./limits.ts";
import { readBound } from "./parse-bound.ts";
import { finish, readWords, reportDuplicates } from "./parse-policy.ts";
import { at, readList, readObject, readText, report, startParser } from "./parse-shape.ts";
import type { Assignment, FieldKind, Policy, Schema, Subject, Value } from "./model.ts";
import type { Parser } from "./parse-shape.ts";
import type { Parsed } from "./problems.ts";

/**
 * Reads people and whoever else holds assignments: unknown becomes trusted, or all problems are told at once. Roles must
 * be those of the policy; whoever an assignment acts `as` or is bounded by must be among the subjects. Windows are left
 * aside, so a cycle of bounds is refused also where no two of them are live together.
 */
export function parseSubjects(
  schema: Schema,
  policy: Policy,
  input: unknown,
): Parsed<readonly Subject[]> {
  const parser = startParser(schema, "");
  const roles = new Set(policy.roles.map(({ id }) => id));
  const subjects = readList(parser, input, MAX_SUBJECTS, (here, item) =>
    readSubject(here, item, roles),
  );
  if (input === undefined) report(parser, "not-a-list");
  reportDuplicates(parser, subjects);
  reportBounds(parser, subjects);
  return finish(parser, subjects);
}

type Roles = ReadonlySet<string>;

function readSubject(parser: Parser, input: unknown, roles: Roles): Subject {
  const shape = readObject(parser, input, { required: ["id", "attributes", "assignments"] });
  const here = at(parser, "assignments");
  const assignments = readList(
    here,
    shape["assignments"],
    MAX_ASSIGNMENTS_PER_SUBJECT,
    (inner, item) => readAssignment(inner, item, roles),
  );
  reportDuplicates(here, assignments);
  return {
    id: readText(at(parser, "id"), shape["id"]),
    attributes: readAttributes(at(parser, "attributes"), shape["attributes"]),
    assignments,
  };
}

function readAttributes(parser: Parser, input: unknown): Subject["attributes"] {
  if (input === undefined) return {};
  const kinds = parser.schema.subject;
  const shape = readObject(parser, input, { required: [], optional: Object.keys(kinds) });
  for (const [name, value] of Object.entries(shape)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name]! : undefined;
    if (kind && !isOfKind(value, kind)) report(at(parser, name), "wrong-kind", typeof value);
  }
  return shape as Readonly<Record<string, Value>>;
}

const TYPES: Readonly<Record<FieldKind, string>> = {
  text: "string",
  id: "string",
  unit: "string",
  number: "number",
  time: "number",
  boolean: "boolean",
  texts: "string",
  ids: "string",
};

/** Null is unknown, in a list too. */
function isOfKind(value: unknown, kind: FieldKind): boolean {
  const isOne = (item: unknown) =>
    item === null ||
    (typeof item === TYPES[kind] && (typeof item !== "number" || Number.isFinite(item)));
  if (kind !== "texts" && kind !== "ids") return isOne(value);
  return value === null || (Array.isArray(value) && value.every(isOne));
}

const REQUIRED = ["id", "role", "unit", "from", "until", "because"];

function readAssignment(parser: Parser, input: unknown, roles: Roles): Assignment {
  const shape = readObject(parser, input, { required: REQUIRED, optional: ["as", "bound"] });
  const { as, bound } = shape;
  const role = readText(at(parser, "role"), shape["role"]);
  if (role !== "" && !roles.has(role)) report(at(parser, "role"), "unknown-role", role);
  return {
    id: readText(at(parser, "id"), shape["id"]),
    role,
    unit: shape["unit"] === null ? null : readText(at(parser, "unit"), shape["unit"]),
    from: readTime(at(parser, "from"), shape["from"]),
    until: readTime(at(parser, "until"), shape["until"]),
    because: readWords(at(parser, "because"), shape["because"]),
    ...(as === undefined ? {} : { as: readText(at(parser, "as"), as) }),
    ...(bound === undefined ? {} : { bound: readBound(at(parser, "bound"), bound) }),
  };
}

function readTime(parser: Parser, input: unknown): number | null {
  if (input === undefined || input === null) return null;
  if (Number.isFinite(input)) return input as number;
  report(parser, "not-a-time");
  return null;
}

/** Whoever is named must be there, and no way along the bounds may come back or be too long. */
function reportBounds(parser: Parser, subjects: readonly Subject[]): void {
  // What has no name, which is told already, bounds nobody.
  const byId = new Map(subjects.flatMap((one) => (one.id === "" ? [] : [[one.id, one]])));
  for (const [index, { id, assignments }] of subjects.entries()) {
    for (const [position, { as, bound }] of assignments.entries()) {
      const here = at(at(at(parser, index), "assignments"), position);
      const limit = bound && "subject" in bound ? bound.subject : undefined;
      const atLimit = at(at(here, "bound"), "subject");
      if (isStranger(byId, as)) report(at(here, "as"), "unknown-subject", as);
      if (isStranger(byId, limit)) report(atLimit, "unknown-subject", limit);
      if (limit !== undefined) reportWay(atLimit, byId, { from: id, limit });
    }
  }
}

function isStranger(byId: Subjects, id: string | undefined): id is string {
  return id !== undefined && id !== "" && !byId.has(id);
}

function reportWay(
  parser: Parser,
  byId: Subjects,
  { from, limit }: { readonly from: string; readonly limit: string },
): void {
  const back = from === "" ? undefined : wayBetween(byId, limit, from);
  if (back) report(parser, "bound-cycle", [from, ...back].map((id) => `\`${id}\``).join(" → "));
  else if (isTooLong(byId, limit)) report(parser, "too-many", `${MAX_BOUND_CHAIN}`);
}

type Subjects = ReadonlyMap<string, Subject>;

/** The shortest way along the bounds, with start and end. */
function wayBetween(byId: Subjects, start: string, end: string): readonly string[] | undefined {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [id, way] of ways) {
    for (const next of limitsOf(byId, id)) if (!ways.has(next)) ways.set(next, [...way, next]);
  }
  return ways.get(end);
}

/** Whether some way that begins with this bound has more bounds than are taken. */
function isTooLong(byId: Subjects, limit: string): boolean {
  let reached: readonly string[] = [limit];
  for (let count = 1; count <= MAX_BOUND_CHAIN; count++) {
    reached = [...new Set(reached.flatMap((id) => limitsOf(byId, id)))];
  }
  return reached.length > 0;
}

function limitsOf(byId: Subjects, id: string): readonly string[] {
  const bounds = (byId.get(id)?.assignments ?? []).map(({ bound }) => bound);
  return bounds.flatMap((bound) => (bound && "subject" in bound ? [bound.subject] : []));
}
