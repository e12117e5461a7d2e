/** A role as an administrator edits it: unknown → checked draft, with every problem named. */
import { MAX_ROLES } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import { badRequest, problem, type Problem } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";
import type { ClassLevel, MatrixScope, RoleDraft } from "../http/contract.ts";
import { SENSITIVITIES } from "../objects/declaration.ts";
import { TEAM_FUNCTIONS } from "../objects/participant.ts";
import { BUNDLES } from "./bundles.ts";
import { parseRules } from "./parse-rules.ts";
import { notChoice, objectOf, parseWords } from "./parse-shape.ts";
import { ROLE_TEMPLATES } from "./templates/registry.ts";

const SCOPES: readonly string[] = [
  "none",
  "own",
  "unit",
  "subtree",
  "all",
] satisfies readonly MatrixScope[];
const LEVELS: readonly string[] = ["plain", "masked", "absent"];
const MAX_NAME = 120;
const MAX_DUTIES = 4_000;

export function parseDraft(input: unknown, model: Model): RoleDraft {
  const problems: Problem[] = [];
  const draft = parseRoleDraft(input, model, problems);
  if (problems.length > 0) throw badRequest(problems);
  return draft;
}

/** What is returned beside problems is nothing. */
export function parseRoleDraft(input: unknown, model: Model, problems: Problem[]): RoleDraft {
  const shape = objectOf(input, "role", problems);
  const draft: RoleDraft = {
    ...(shape["id"] === undefined
      ? {}
      : { id: textOf(shape["id"]), version: Number(textOf(shape["version"])) }),
    ...(Number.isInteger(shape["change"]) ? { change: Number(shape["change"]) } : {}),
    name: parseWords(shape["name"], { path: "name", limit: MAX_NAME, isRequired: true }, problems),
    duties: parseWords(
      shape["duties"],
      { path: "duties", limit: MAX_DUTIES, isRequired: false },
      problems,
    ),
    grants: parseGrants(shape["grants"], model, problems),
    classes: parseClasses(shape["classes"], problems),
    ...(shape["fields"] === undefined
      ? {}
      : { fields: parseFields(shape["fields"], model, problems) }),
    ...(shape["rules"] === undefined ? {} : { rules: parseRules(shape["rules"], model, problems) }),
    ...(shape["apart"] === undefined
      ? {}
      : { apart: parseApart(shape["apart"], shape["id"], problems) }),
    ...(shape["cites"] === undefined ? {} : { cites: parseCites(shape["cites"], problems) }),
    ...(shape["includes"] === undefined
      ? {}
      : { includes: parseRoles(shape["includes"], "includes", problems) }),
    ...(shape["beyond"] === undefined
      ? {}
      : { beyond: parseRoles(shape["beyond"], "beyond", problems) }),
    ...(shape["preset"] === undefined || shape["preset"] === null
      ? {}
      : { preset: parsePreset(shape["preset"], problems) }),
    ...(shape["function"] === undefined || shape["function"] === null
      ? {}
      : { function: parseFunction(shape, problems) }),
  };
  if (draft.id !== undefined && !Number.isInteger(draft.version))
    problems.push(
      problem("version", "not_number", { value: textOf(shape["version"]).slice(0, 20) }),
    );
  return draft;
}

export function parseGrants(
  input: unknown,
  model: Model,
  problems: Problem[],
): Record<string, MatrixScope> {
  const bundles = new Set<string>(BUNDLES.map(({ name }) => name));
  const grants: Record<string, MatrixScope> = {};
  for (const [key, scope] of Object.entries(objectOf(input ?? {}, "grants", problems))) {
    const [object = "", action = ""] = key.split(":");
    const isKnown =
      bundles.has(key) ||
      Object.hasOwn(model.objects.get(object)?.declaration.actions ?? {}, action);
    if (!isKnown)
      problems.push(
        problem(`grants.${key.slice(0, 80)}`, "unknown_field", { field: key.slice(0, 80) }),
      );
    else if (!SCOPES.includes(textOf(scope)))
      problems.push(notChoice(`grants.${key}`, scope, SCOPES));
    else grants[key] = scope as MatrixScope;
  }
  return grants;
}

export function parseClasses(input: unknown, problems: Problem[]): Record<string, ClassLevel> {
  const classes: Record<string, ClassLevel> = {};
  for (const [name, level] of Object.entries(objectOf(input ?? {}, "classes", problems))) {
    if (!(SENSITIVITIES as readonly string[]).includes(name))
      problems.push(notChoice(`classes.${name.slice(0, 60)}`, name, SENSITIVITIES));
    else classes[name] = parseLevel(level, `classes.${name}`, problems);
  }
  return classes;
}

export function parseFields(
  input: unknown,
  model: Model,
  problems: Problem[],
): Record<string, Record<string, ClassLevel>> {
  const fields: Record<string, Record<string, ClassLevel>> = {};
  for (const [object, levels] of Object.entries(objectOf(input, "fields", problems))) {
    const known = model.objects.get(object)?.fields;
    if (!known)
      problems.push(
        problem(`fields.${object.slice(0, 60)}`, "unknown_field", { field: object.slice(0, 60) }),
      );
    const parsed: Record<string, ClassLevel> = {};
    for (const [name, level] of Object.entries(
      objectOf(levels, `fields.${object.slice(0, 60)}`, problems),
    )) {
      const path = `fields.${object.slice(0, 60)}.${name.slice(0, 60)}`;
      if (known && !known.has(name))
        problems.push(problem(path, "unknown_field", { field: name.slice(0, 60) }));
      else parsed[name] = parseLevel(level, path, problems);
    }
    fields[object] = parsed;
  }
  return fields;
}

function parseLevel(input: unknown, path: string, problems: Problem[]): ClassLevel {
  const { own, beyond, write } = objectOf(input, path, problems);
  if (!LEVELS.includes(textOf(own))) problems.push(notChoice(`${path}.own`, own, LEVELS));
  if (!LEVELS.includes(textOf(beyond))) problems.push(notChoice(`${path}.beyond`, beyond, LEVELS));
  if (typeof write !== "boolean") problems.push(problem(`${path}.write`, "not_boolean"));
  return {
    own: own as ClassLevel["own"],
    beyond: beyond as ClassLevel["beyond"],
    write: write === true,
  };
}

/** What one matrix rests on; more are a sign of something else. */
const MAX_CITES = 20;

function parseCites(input: unknown, problems: Problem[]): readonly string[] {
  if (!Array.isArray(input) || input.length > MAX_CITES) {
    problems.push(problem("cites", "not_list"));
    return [];
  }
  return [...new Set(input.map(textOf))];
}

/** In an order of their own, so that the same roles are the same list. */
function parseApart(input: unknown, own: unknown, problems: Problem[]): readonly string[] {
  if (!Array.isArray(input) || input.length > MAX_ROLES) {
    problems.push(problem("apart", "not_list"));
    return [];
  }
  const ids = [...new Set(input.map(textOf))].toSorted();
  for (const id of ids) {
    const path = `apart.${input.indexOf(id)}`;
    if (!UUID.test(id)) problems.push(problem(path, "not_id", { value: id.slice(0, 40) }));
    else if (id === own) problems.push(problem(path, "apart_from_itself"));
  }
  return ids;
}

/** A role of its own function is named by its id. */
function parseFunction(shape: Readonly<Record<string, unknown>>, problems: Problem[]): string {
  const name = textOf(shape["function"]);
  const known = ["new", ...TEAM_FUNCTIONS];
  if (!known.includes(name) && name !== shape["id"])
    problems.push(notChoice("function", name, known));
  if (Array.isArray(shape["rules"]) && shape["rules"].length > 0)
    problems.push(problem("rules", "function_rules"));
  return name;
}

/** Whether there are such roles shows when the draft is tried. */
function parseRoles(input: unknown, path: string, problems: Problem[]): readonly string[] {
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return [];
  }
  const isId = (one: unknown) => typeof one === "string" && UUID.test(one);
  for (const [index, one] of input.entries())
    if (!isId(one)) problems.push(problem(`${path}.${index}`, "no_such_record"));
  return [...new Set(input.filter(isId) as string[])];
}

function parsePreset(input: unknown, problems: Problem[]): string {
  const preset = textOf(input);
  if (!Object.hasOwn(ROLE_TEMPLATES, preset))
    problems.push(
      problem("preset", "not_choice", {
        value: preset.slice(0, 60),
        choices: Object.keys(ROLE_TEMPLATES).join(", "),
      }),
    );
  return preset;
}
