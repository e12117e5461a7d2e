/** What somebody chose in the first run: unknown → checked against the template it names, with every problem named. */
import { problem, type Problem } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { unit as unitObject } from "../objects/unit.ts";
import { notChoice, objectOf } from "../policies/parse-shape.ts";
import type { IndustryTemplate, TemplateField, TemplatePost } from "../templates/industry.ts";
import { INDUSTRIES, industryNamed } from "../templates/registry.ts";
import { fieldId } from "./industries.ts";
import { isZone } from "./zone.ts";

/** More are better imported than typed. */
export const MAX_PLANNED_UNITS = 2_000;
const MAX_NAME = 120;

export interface Plan {
  readonly industry: IndustryTemplate;
  /** Parents before children. */
  readonly units: readonly PlannedUnit[];
  readonly posts: readonly TemplatePost[];
  readonly fields: readonly TemplateField[];
  readonly tags: boolean;
  readonly otherRoles: boolean;
}

export interface PlannedUnit {
  readonly name: string;
  readonly kind: string;
  /** Index of an earlier unit; null: directly below the organisation. */
  readonly parent: number | null;
  /** Of the template's unit it comes from, whatever it is called now. */
  readonly key: string | null;
  readonly zone: string | null;
}

/** Null where no template was chosen, or where the plan cannot be read. */
export function parsePlan(input: unknown, problems: Problem[]): Plan | null {
  if (input === undefined || input === null) return null;
  const shape = objectOf(input, "plan", problems);
  const industry = industryNamed(shape["industry"]);
  if (!industry) {
    const names = INDUSTRIES.map(({ id }) => id);
    problems.push(notChoice("plan.industry", shape["industry"] ?? "", names));
    return null;
  }
  return {
    industry,
    units: parseUnits(shape["units"], problems),
    posts: chosen(industry.posts, ({ id }) => id, shape["posts"], "plan.posts", problems),
    fields: chosen(industry.fields, fieldId, shape["fields"], "plan.fields", problems),
    tags: shape["tags"] === true,
    otherRoles: shape["otherRoles"] === true,
  };
}

/** Those of the template that are named; what it does not have cannot be asked for. */
function chosen<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  input: unknown,
  path: string,
  problems: Problem[],
): readonly Item[] {
  if (!Array.isArray(input)) {
    problems.push(problem(path, "not_list"));
    return [];
  }
  const ids = items.map(idOf);
  const strange = input.find((id) => !ids.includes(id as string));
  if (strange !== undefined) problems.push(notChoice(path, strange, ids));
  return items.filter((item) => input.includes(idOf(item)));
}

const KINDS: readonly string[] = unitObject.fields.kind.choices.map(({ value }) => value);

function parseUnits(input: unknown, problems: Problem[]): readonly PlannedUnit[] {
  if (!Array.isArray(input)) {
    problems.push(problem("plan.units", "not_list"));
    return [];
  }
  if (input.length > MAX_PLANNED_UNITS) {
    problems.push(problem("plan.units", "too_many_units", { limit: MAX_PLANNED_UNITS }));
    return [];
  }
  const units = input.map((one, index) => parseUnit(one, index, problems));
  const seen = new Set<string>();
  for (const [index, { name, parent }] of units.entries()) {
    // Two of one name below one parent could not be told apart, neither by people nor by files.
    const place = `${parent} ${name.toLowerCase()}`;
    if (name !== "" && seen.has(place))
      problems.push(problem(`plan.units.${index}.name`, "same_name", { value: name }));
    seen.add(place);
  }
  return units;
}

function parseUnit(input: unknown, index: number, problems: Problem[]): PlannedUnit {
  const path = `plan.units.${index}`;
  const { name: given, kind, parent, key, zone } = objectOf(input, path, problems);
  const name = typeof given === "string" ? given.trim() : "";
  if (name === "") problems.push(problem(`${path}.name`, "required"));
  if (name.length > MAX_NAME)
    problems.push(problem(`${path}.name`, "too_long", { limit: MAX_NAME }));
  if (!KINDS.includes(kind as string)) problems.push(notChoice(`${path}.kind`, kind ?? "", KINDS));
  const isPlaced =
    parent === null || (Number.isInteger(parent) && Number(parent) >= 0 && Number(parent) < index);
  if (!isPlaced) problems.push(problem(`${path}.parent`, "not_id", { value: textOf(parent) }));
  if (typeof zone === "string" && !isZone(zone))
    problems.push(problem(`${path}.zone`, "bad_request"));
  return {
    name,
    kind: textOf(kind),
    parent: isPlaced && parent !== null ? Number(parent) : null,
    key: typeof key === "string" ? key : null,
    zone: typeof zone === "string" ? zone : null,
  };
}
